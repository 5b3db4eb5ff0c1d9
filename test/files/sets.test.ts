import fc from 'fast-check';
import { checkSets } from '../../lib/files/check-sets';
import { baseOf } from '../../lib/files/paths';
import { type Reading, readManifests } from '../../lib/files/read';
import { type FileTree, setsOf } from '../../lib/files/sets';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';

/** A tree in memory. Files below `outside/` are read only where a kustomization names them. */
function treeOf(files: { readonly [path: string]: string }): FileTree {
  const readings = new Map<string, Reading>();
  return {
    paths: Object.keys(files).filter((path) => !path.startsWith('outside/') && !path.endsWith('.txt')),
    isFound: () => true,
    text: (path) => files[path],
    read: (path) => {
      const known = readings.get(path);
      if (known || files[path] === undefined) return known;
      const reading = readManifests(files[path], path);
      readings.set(path, reading);
      return reading;
    },
  };
}

/** Kind, namespace and name of the objects of each set. */
function names(files: { readonly [path: string]: string }): string[][] {
  return setsOf(treeOf(files)).sets.map(({ sources }) =>
    sources.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`),
  );
}

/** The only object of its kind in the first set. */
function objectOf(files: { readonly [path: string]: string }, kind: string) {
  return setsOf(treeOf(files)).sets[0].sources.find(({ manifest }) => manifest.kind === kind)?.manifest;
}

function findings(files: { readonly [path: string]: string }, options = {}): string[] {
  const found = checkSets(setsOf(treeOf(files)).sets, declaredCluster(), { rules: RULES, ...options });
  return found.map(({ rule, severity, position: { file, line } }) => `${file}:${line} ${severity} ${rule}`);
}

const app = (name: string, image = 'ghcr.io/acme/shop:1') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      volumes: [{ name: page, configMap: { name: page } }]
      containers:
        - { name: app, image: "${image}", env: [{ name: A, value: a }, { name: B, value: b }] }
        - { name: side, image: "ghcr.io/acme/side@sha256:0000000000000000000000000000000000000000000000000000000000000000" }
`;
const scaler = (name: string, max: number) => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${name} }
spec:
  scaleTargetRef: { name: ${name} }
  minReplicaCount: 2
  maxReplicaCount: ${max}
  triggers: [{ type: redis, metadata: { address: "redis.data:6379", listName: jobs, listLength: "5" } }]
`;
const configMap = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\ndata: { a: b }\n`;

describe('a kustomization', () => {
  const base = { 'base/kustomization.yaml': 'resources: [app.yaml]', 'base/app.yaml': `${app('shop')}---\n${scaler('shop', 5)}` };

  test('is one set with what it includes, and its base is none', () => {
    expect(names({ ...base, 'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod' })).toStrictEqual([
      ['Deployment prod/shop', 'ScaledObject prod/shop'],
    ]);
  });

  test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
    'is found under the name %s, without apiVersion and kind',
    (name) => {
      expect(names({ ...base, [`prod/${name}`]: 'bases: [../base]\nnamePrefix: p-\nnameSuffix: -s' })).toStrictEqual([
        ['Deployment -/p-shop-s', 'ScaledObject -/p-shop-s'],
      ]);
    },
  );

  test('is a set of each overlay', () => {
    const overlays = {
      'dev/kustomization.yaml': 'resources: [../base]\nnamespace: dev',
      'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod',
    };
    expect(names({ ...base, ...overlays })).toStrictEqual([
      ['Deployment dev/shop', 'ScaledObject dev/shop'],
      ['Deployment prod/shop', 'ScaledObject prod/shop'],
    ]);
  });

  test('reads what it names outside of the tree', () => {
    expect(
      names({
        'prod/kustomization.yaml': 'resources: [../outside]',
        'outside/kustomization.yaml': 'resources: [a.yaml]',
        'outside/a.yaml': configMap('a'),
      }),
    ).toStrictEqual([['ConfigMap -/a']]);
  });

  test('renames a Namespace with `namespace`, and leaves objects of the whole cluster', () => {
    const objects =
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: _ }\n---\napiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: spin }\nhandler: spin\n';
    expect(names({ 'a/kustomization.yaml': 'resources: [n.yaml]\nnamespace: tools\nnamePrefix: x-', 'a/n.yaml': objects })).toStrictEqual([
      ['Namespace -/tools', 'RuntimeClass -/x-spin'],
    ]);
  });

  test('changes images, replicas, labels and annotations', () => {
    const kustomization = `resources: [../base]
images: [{ name: ghcr.io/acme/shop, newTag: "2" }, { name: ghcr.io/acme/side, newName: reg:5000/side }]
replicas: [{ name: shop, count: 4 }]
commonLabels: { team: a }
labels: [{ pairs: { only: meta } }, { pairs: { pod: label }, includeTemplates: true }]
commonAnnotations: { note: text }`;
    const deployment = objectOf({ ...base, 'prod/kustomization.yaml': kustomization }, 'Deployment');
    expect(deployment?.metadata).toStrictEqual({
      name: 'shop',
      labels: { team: 'a', only: 'meta', pod: 'label' },
      annotations: { note: 'text' },
    });
    expect(deployment?.spec.selector).toStrictEqual({ matchLabels: { app: 'shop', team: 'a' } });
    expect(deployment?.spec.template.metadata).toStrictEqual({
      labels: { app: 'shop', team: 'a', pod: 'label' },
      annotations: { note: 'text' },
    });
    expect(deployment?.spec.replicas).toBe(4);
    expect(deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image)).toStrictEqual([
      'ghcr.io/acme/shop:2',
      'reg:5000/side@sha256:0000000000000000000000000000000000000000000000000000000000000000',
    ]);
  });

  const env = (files: { [path: string]: string }) =>
    objectOf(files, 'Deployment')?.spec.template.spec.containers[0].env.map(
      ({ name, value }: { name: string; value: string }) => `${name}=${value}`,
    );
  const merge =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: app, env: [{ name: B, value: c }] }] } } }';
  const operation = '[{ op: replace, path: /spec/template/spec/containers/0/env/1/value, value: c }]';
  const inline = (text: string) => `|\n      ${text.replaceAll('\n', '\n      ')}`;

  test.each([
    ['patches with a path', 'patches: [{ path: p.yaml }]', merge],
    ['an inline patch', `patches:\n  - patch: ${inline(merge)}`, ''],
    [
      'an inline patch with a target',
      `patches:\n  - target: { kind: Deployment, name: sh.* }\n    patch: ${inline(merge.replace('shop', 'any'))}`,
      '',
    ],
    ['patchesStrategicMerge', 'patchesStrategicMerge: [p.yaml]', merge],
    [
      'patchesJson6902',
      'patchesJson6902: [{ target: { group: apps, version: v1, kind: Deployment, name: shop }, path: p.yaml }]',
      operation,
    ],
    [
      'operations for a label',
      `patches:\n  - target: { labelSelector: tier!=x }\n    patch: ${inline(operation)}\n  - target: { kind: Deployment|Pod }\n    patch: ${inline(operation)}`,
      '',
    ],
  ])('applies %s, which are no objects', (_, fields, patch) => {
    const files = { ...base, 'prod/kustomization.yaml': `resources: [../base]\n${fields}`, ...(patch && { 'prod/p.yaml': patch }) };
    expect(env(files)).toStrictEqual(['A=a', 'B=c']);
    expect(names(files)).toStrictEqual([['Deployment -/shop', 'ScaledObject -/shop']]);
  });

  test('renames what a patch may rename, and includes the base again', () => {
    const named = (name: string, options: string) => ({
      [`${name}/kustomization.yaml`]: `resources: [../base]\npatches: [{ path: p.yaml, target: { kind: ScaledObject }${options} }]`,
      [`${name}/p.yaml`]: `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: ${name} }`,
    });
    const scalers = (files: { readonly [path: string]: string }) => names(files)[0].filter((each) => each.startsWith('ScaledObject'));
    expect(scalers({ ...base, ...named('blue', ', options: { allowNameChange: true }') })).toStrictEqual(['ScaledObject -/blue']);
    expect(scalers({ ...base, ...named('blue', '') })).toStrictEqual(['ScaledObject -/shop']);
  });

  test.each(['{ toString: 1 }', '[shop]', '1'])('a patch of an object that is named %s patches nothing', (name) => {
    const patch = merge.replace('name: shop', `name: ${name}`);
    const kustomization = `resources: [../base]\npatches:\n  - patch: ${inline(patch)}`;
    expect(env({ ...base, 'prod/kustomization.yaml': kustomization })).toStrictEqual(['A=a', 'B=b']);
  });

  test('removes what a patch deletes', () => {
    const patch = '$patch: delete\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: shop }';
    expect(
      names({ ...base, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: p.yaml }]', 'prod/p.yaml': patch }),
    ).toStrictEqual([['Deployment -/shop']]);
  });

  test('applies a component to what stands before it', () => {
    const component = `kind: Component\nresources: [cm.yaml]\npatches: [{ path: p.yaml }]`;
    const files = { 'c/kustomization.yaml': component, 'c/cm.yaml': configMap('c'), 'c/p.yaml': merge, ...base };
    expect(names({ ...files, 'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../c]\nnamespace: prod' })).toStrictEqual([
      ['Deployment prod/shop', 'ScaledObject prod/shop', 'ConfigMap prod/c'],
    ]);
    expect(env({ ...files, 'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../c]' })).toStrictEqual(['A=a', 'B=c']);
  });

  test('generates ConfigMaps and Secrets, and renames the references of Kubernetes to them', () => {
    const kustomization = `resources: [../base]
namePrefix: p-
configMapGenerator: [{ name: page, literals: [a=b=c], files: [index.html, x=y.txt], options: { labels: { l: "1" } } }]
secretGenerator: [{ name: key, literals: [k=v] }]`;
    const files = { ...base, 'prod/kustomization.yaml': kustomization };
    expect(objectOf(files, 'ConfigMap')).toStrictEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'p-page', labels: { l: '1' } },
      data: { a: 'b=c', 'index.html': '', x: '' },
    });
    expect(objectOf(files, 'Secret')?.metadata.name).toBe('p-key');
    expect(objectOf(files, 'Deployment')?.spec.template.spec.volumes[0].configMap).toStrictEqual({ name: 'p-page' });
  });

  test.each([
    ['has none of the keys, where some are in a file of variables', '{ name: page, literals: [a=b], envs: [x.env] }', {}],
    ['has those of the base and its own with merge', '{ name: old, behavior: merge, literals: [a=b] }', { a: 'b', k: 'v' }],
    ['has none of the keys, where those of the base are not known', '{ name: unread, behavior: merge, literals: [a=b] }', {}],
  ])('a ConfigMap that is generated %s', (_, generator, data) => {
    const old = 'configMapGenerator: [{ name: old, literals: [k=v] }, { name: unread, env: x.env }]';
    const files = {
      'base/kustomization.yaml': old,
      'prod/kustomization.yaml': `resources: [../base]\nconfigMapGenerator: [${generator}]`,
    };
    const name = /name: (\w+)/.exec(generator)?.[1];
    const found = setsOf(treeOf(files)).sets[0].sources.find(({ manifest }) => manifest.metadata.name === name);
    expect(found?.manifest.data).toStrictEqual(data);
  });

  test.each([
    ['a remote resource', 'resources: [../base, "https://github.com/acme/x?ref=v1"]'],
    ['a chart', 'resources: [../base]\nhelmCharts: [{ name: redis }]'],
    ['a plugin', 'resources: [../base]\ngenerators: [g.yaml]'],
    ['a missing file', 'resources: [../base, gone.yaml]'],
    ['a patch without its object', 'resources: [../base]\npatches: [{ patch: "{apiVersion: v1, kind: Pod, metadata: {name: x}}" }]'],
    ['an expression that is not understood', 'resources: [../base]\npatches: [{ target: { name: "a[bc]+" }, patch: "[]" }]'],
    ['itself', 'resources: [../base, ../prod]'],
  ])('is partial with %s', (_, kustomization) => {
    const { sets } = setsOf(treeOf({ ...base, 'prod/kustomization.yaml': kustomization }));
    expect(sets.map(({ isPartial, directory }) => [directory, isPartial])).toStrictEqual([['prod', true]]);
  });

  test('is checked even where two include each other', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b, a.yaml]',
      'a/a.yaml': configMap('a'),
      'b/kustomization.yaml': 'resources: [../a]',
    };
    expect(names(files)).toStrictEqual([['ConfigMap -/a']]);
  });

  test('that includes others many times over ends', () => {
    const files: { [path: string]: string } = { 'k40/kustomization.yaml': 'resources: [a.yaml]', 'k40/a.yaml': configMap('a') };
    for (let at = 0; at < 40; at++) files[`k${at}/kustomization.yaml`] = `resources: [../k${at + 1}, ../k${at + 1}]`;
    expect(setsOf(treeOf(files)).sets.map(({ isPartial }) => isPartial)).toStrictEqual([true]);
  });

  test('finds an error of the base once under all overlays, and one of a patch in the patch', () => {
    const wrong = { ...base, 'base/app.yaml': `${app('shop')}---\n${scaler('shop', 1)}` };
    const overlay = 'resources: [../base]\nnamePrefix: ';
    expect(findings({ ...wrong, 'dev/kustomization.yaml': `${overlay}d-`, 'prod/kustomization.yaml': `${overlay}p-` })).toStrictEqual([
      'base/app.yaml:19 error keda/replica-bounds',
      'base/app.yaml:18 warning keda/target-missing',
    ]);
    const patch = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: shop\nspec:\n  minReplicaCount: 9';
    expect(
      findings({ ...base, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: p.yaml }]', 'prod/p.yaml': patch }),
    ).toStrictEqual(['prod/p.yaml:6 error keda/replica-bounds']);
  });
});

describe('files without a kustomization', () => {
  test('are one set', () => {
    expect(names({ 'a/a.yaml': configMap('a'), 'b/b.yaml': configMap('b') })).toStrictEqual([['ConfigMap -/a', 'ConfigMap -/b']]);
  });

  test('are alternatives in directories with the same objects, with what stands below these', () => {
    const files = {
      'dev/app/a.yaml': configMap('a'),
      'dev/b.yaml': configMap('b'),
      'prod/app/a.yaml': configMap('a'),
      'c.yaml': configMap('c'),
    };
    expect(names(files)).toStrictEqual([['ConfigMap -/c'], ['ConfigMap -/a', 'ConfigMap -/b'], ['ConfigMap -/a']]);
  });

  test('clash with a warning where they may be variants, and with an error in one file', () => {
    const files = (end: string) => ({
      'k8s/a.yaml': `${app('shop')}---\n${scaler('shop', 9)}${end}`,
      'k8s/b.yaml': `${scaler('shop', 9)}`.replace('{ name: shop }', '{ name: cron }'),
    });
    const other = `---\n${scaler('shop', 9)}`.replace('{ name: shop }', '{ name: night }');
    const clashes = (found: string[]) => found.filter((each) => each.endsWith('keda/one-scaler'));
    expect(clashes(findings(files('')))).toStrictEqual(['k8s/b.yaml:5 warning keda/one-scaler']);
    expect(clashes(findings(files(other)))[0]).toMatch(/^k8s\/a.yaml:\d+ error keda\/one-scaler$/);
  });

  test('are duplicates in one directory, and alternatives among examples', () => {
    const two = (directory: string) => ({
      [`${directory}/1.yaml`]: configMap('a'),
      [`${directory}/2.yaml`]: configMap('a').replace('b }', 'c }'),
    });
    expect(findings(two('apps'))).toStrictEqual(['apps/2.yaml:3 warning kubernetes/duplicate-object']);
    expect(findings(two('docs/samples'))).toStrictEqual([]);
  });

  test.each([
    'x-patch.yaml',
    'patch.yaml',
    'patch_x.yaml',
    'patches/x.yaml',
    '01-assert.yaml',
    'assert.yaml',
    'x-assert.yaml',
    '02-errors.yaml',
  ])('are no objects under the name %s', (name) => {
    expect(names({ [`d/${name}`]: configMap('a'), 'd/dispatch.yaml': configMap('b') })).toStrictEqual([['ConfigMap -/b']]);
  });
});

describe('what a GitOps controller applies', () => {
  const flux = (fields: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\nspec:\n  ${fields.replaceAll('\n', '\n  ')}\n`;
  const argo = (fields: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: apps }\nspec:\n  ${fields.replaceAll('\n', '\n  ')}\n`;
  const apps = { 'repo/apps/a.yaml': configMap('a'), 'repo/apps/b/b.yaml': configMap('b', ', namespace: own') };

  test('gets the targetNamespace of Flux, wherever the root of the repository is', () => {
    expect(names({ ...apps, 'repo/clusters/x/apps.yaml': flux('path: ./apps\ntargetNamespace: web\nnamePrefix: x-') })).toStrictEqual([
      ['ConfigMap web/x-a', 'ConfigMap web/x-b'],
      ['Kustomization -/apps'],
    ]);
  });

  test('gets the namespace of an Application where it names none', () => {
    const recursive = 'source: { path: apps, directory: { recurse: true } }\ndestination: { namespace: web }';
    expect(names({ ...apps, 'repo/argo/apps.yaml': argo(recursive) })).toStrictEqual([
      ['ConfigMap web/a', 'ConfigMap own/b'],
      ['Application -/apps'],
    ]);
    expect(names({ ...apps, 'repo/argo/apps.yaml': argo('sources: [{ path: apps }]\ndestination: { namespace: web }') })).toStrictEqual([
      ['ConfigMap web/a'],
      ['ConfigMap own/b', 'Application -/apps'],
    ]);
  });

  test.each(['path: ./elsewhere', 'path: ./clusters', 'interval: 1h'])('is nothing for a Kustomization with %s', (fields) => {
    expect(names({ ...apps, 'repo/clusters/x/apps.yaml': flux(fields) })).toStrictEqual([
      ['ConfigMap -/a', 'ConfigMap own/b', 'Kustomization -/apps'],
    ]);
  });
});

test('a namespace for all objects makes those without one meet', () => {
  const files = { 'a.yaml': `${scaler('shop', 5)}---\n${app('shop').replace('name: shop }', 'name: shop, namespace: web }')}` };
  expect(findings(files, { namespace: 'web' })).toStrictEqual([]);
  expect(findings(files, { namespace: 'other' })).toStrictEqual(['a.yaml:5 warning keda/target-missing']);
  expect(baseOf('a/b')).toBe('b');
});

test('a kustomization of any shape is read without a failure', () => {
  const fields = [
    ...[
      'resources',
      'components',
      'patches',
      'patchesStrategicMerge',
      'patchesJson6902',
      'configMapGenerator',
      'secretGenerator',
      'namespace',
    ],
    ...['namePrefix', 'images', 'replicas', 'commonLabels', 'labels', 'commonAnnotations', 'generatorOptions', 'target', 'patch', 'name'],
  ];
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(fc.dictionary(fc.constantFrom(...fields, 'path', 'pairs', 'literals', 'files'), fc.jsonValue({ maxDepth: 2 }))),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), value), (fields) => {
      const files = {
        'k/kustomization.yaml': JSON.stringify({ ...fields, bases: ['../b'] }),
        'b/kustomization.yaml': 'resources: [a.yaml]',
        'b/a.yaml': app('a'),
      };
      expect(Array.isArray(findings(files))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('patches of any shape are applied or left', () => {
  const document = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.array(
      fc.record({
        op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
        path: fc.constantFrom('/spec', '/metadata', '/metadata/name', '/kind', '/spec/template/-', ''),
        from: fc.constantFrom('/spec/template', '/metadata'),
        value: fc.jsonValue({ maxDepth: 2 }),
      }),
    ),
    fc.record({
      apiVersion: fc.constant('apps/v1'),
      kind: fc.constant('Deployment'),
      metadata: fc.constant({ name: 'a' }),
      spec: fc.jsonValue({ maxDepth: 3 }),
    }),
  );
  fc.assert(
    fc.property(document, (patch) => {
      const kustomization = JSON.stringify({
        resources: ['../b'],
        patches: [{ patch: JSON.stringify(patch) }, { target: { kind: 'Deployment' }, patch: JSON.stringify(patch) }],
      });
      const files = { 'k/kustomization.yaml': kustomization, 'b/kustomization.yaml': 'resources: [a.yaml]', 'b/a.yaml': app('a') };
      expect(Array.isArray(findings(files))).toBe(true);
    }),
    { numRuns: 60 },
  );
});
