import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { readManifests } from '../../lib/files/read';
import { ManifestFile } from '../../lib/migrate/manifest-file';
import { type Migration, migrate } from '../../lib/migrate/migrate';
import { STEPS } from '../../lib/migrate/steps';
import { Workspace } from '../../lib/migrate/workspace';
import { check } from '../../lib/rules/check';
import type { Cluster } from '../../lib/rules/cluster';
import { declaredCluster } from '../../lib/rules/declared';
import { corpus } from '../rules/corpus';
import { runs } from '../support/fuzz';

interface Result extends Migration {
  readonly text: string;
  readonly changed: boolean;
}

function migrated(text: string, { commit = 1, cluster = declaredCluster() }: { commit?: 1 | 2; cluster?: Cluster } = {}): Result {
  const file = new ManifestFile(text, 'app.yaml');
  const migration = migrate([file], cluster, commit);
  return { ...migration, text: file.toString(), changed: file.changed };
}

/** Runs the steps without the check of the result, which takes most of the time. */
function stepped(text: string, cluster: Cluster, commit: 1 | 2): ManifestFile {
  const file = new ManifestFile(text, 'app.yaml');
  const workspace = new Workspace([file], cluster, commit);
  for (const step of STEPS) step.run(workspace);
  return file;
}

function errorsOf(text: string, cluster = declaredCluster()): string[] {
  const manifests = readManifests(text, 'app.yaml').sources.map(({ manifest }) => manifest);
  return check(manifests, cluster)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, path }) => `${rule} ${path}`);
}

const linesOf = (remarks: Migration['left']) => remarks.map(({ position: { line }, object, what }) => `${line} ${object}: ${what}`);
const commentsOf = (text: string) => [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment);

const MANIFESTS = join(__dirname, 'manifests');
const ARTICLES = join(__dirname, '..', 'rules', 'articles');
const cases = readdirSync(MANIFESTS);
const articles = readdirSync(ARTICLES);
const caseFile = (name: string, file: string) => readFileSync(join(MANIFESTS, name, `${file}.yaml`), 'utf8');
const COMMITS = [1, 2] as const;

describe.each(cases)('%s', (name) => {
  const before = caseFile(name, 'before');

  test.each(COMMITS)('becomes the expected manifests of commit %d, and none is refused', (commit) => {
    const { text, refused } = migrated(before, { commit });
    expect(text).toBe(caseFile(name, existsSync(join(MANIFESTS, name, 'after.yaml')) ? 'after' : `commit-${commit}`));
    expect(refused).toStrictEqual([]);
    expect(errorsOf(text)).toStrictEqual([]);
  });

  test('the second commit is the same from the first commit as from the original', () => {
    const first = migrated(before).text;
    expect(migrated(first, { commit: 2 }).text).toBe(migrated(before, { commit: 2 }).text);
  });
});

const REMOVED_COMMENTS: { readonly [name: string]: string[] } = {
  'http-add-on-0.4': ['# KEDA takes over'], // at the removed replicas
  'http-add-on-0.10': ['# no scalingMetric: the operator took 100'], // outdated, since the value is written
};
test.each(cases)('comments of %s stay', (name) => {
  const before = caseFile(name, 'before');
  const kept = commentsOf(migrated(before, { commit: 2 }).text);
  const lost = commentsOf(before).filter((comment) => !kept.includes(comment));
  expect(lost.filter((comment) => !REMOVED_COMMENTS[name]?.includes(comment))).toStrictEqual([]);
});

describe.each(articles)('the article %s', (file) => {
  const published = readFileSync(join(ARTICLES, file), 'utf8');

  test.each(COMMITS)('is accepted after commit %d', (commit) => {
    const { text, refused } = migrated(published, { commit });
    expect(refused).toStrictEqual([]);
    expect(errorsOf(text)).toStrictEqual([]);
    expect(migrated(text, { commit })).toMatchObject({ text, changed: false, changes: [] });
  });
});

test('the first commit adds both objects and keeps the HTTPScaledObject, the second removes it', () => {
  const before = caseFile('http-add-on-0.13', 'before');
  const kinds = (text: string) => readManifests(text, '').sources.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`);
  const both = ['InterceptorRoute checkout', 'ScaledObject checkout'];
  const others = ['InterceptorRoute catalog', 'ScaledObject catalog'];
  expect(kinds(migrated(before).text)).toStrictEqual(['HTTPScaledObject checkout', ...both, 'HTTPScaledObject catalog', ...others]);
  expect(kinds(migrated(before, { commit: 2 }).text)).toStrictEqual([...both, ...others]);
});

test('the first commit reports when to apply the second, the second reports that the first is missing', () => {
  const before = caseFile('http-add-on-0.8', 'before');
  const first = migrated(before);
  expect(linesOf(first.left)).toStrictEqual(['12 HTTPScaledObject team-a/api: remove it in a second commit: cdk8s-wasm migrate --step 2']);
  expect(first.left[0].why).toBe(
    "only after the first one is applied and `kubectl get scaledobject api -n team-a -o jsonpath='{.metadata.ownerReferences}'` prints nothing",
  );
  expect(linesOf(migrated(before, { commit: 2 }).left)).toStrictEqual([
    '12 HTTPScaledObject team-a/api: apply the output of cdk8s-wasm migrate --step 1 first',
  ]);
  expect(migrated(first.text, { commit: 2 }).left).toStrictEqual([]);
});

test.each([
  ['0.8', '2.21'],
  ['0.10', '2.21'],
  ['0.13', '2.21'],
  ['0.16', '2.16'],
])('HTTP add-on %s with KEDA %s gets an HTTPScaledObject in its schema', (httpAddOn, keda) => {
  const cluster = declaredCluster({ httpAddOn, keda });
  const { text, left } = migrated(caseFile('http-add-on-0.4', 'before'), { cluster });
  const objects = readManifests(text, '').sources.map(({ manifest }) => manifest);
  expect(objects.at(-1)).toStrictEqual({
    kind: 'HTTPScaledObject',
    apiVersion: 'http.keda.sh/v1alpha1',
    metadata: { name: 'shop' },
    spec: {
      hosts: ['shop.example.com'],
      scaleTargetRef: { name: 'shop', kind: 'Deployment', apiVersion: 'apps/v1', service: 'shop', port: 80 },
      replicas: { min: 0, max: 20 },
      scaledownPeriod: 120,
      scalingMetric: { concurrency: { targetValue: 50 } },
    },
  });
  expect(left).toStrictEqual([]);
  expect(errorsOf(text, cluster)).toStrictEqual([]);
});

test('a SpinApp moves to the former group for spin-operator before 0.4', () => {
  const { text } = migrated('apiVersion: core.spinkube.dev/v1alpha1\nkind: SpinApp\nmetadata: {name: a}\nspec: {replicas: 1}\n', {
    cluster: declaredCluster({ spinOperator: '0.3' }),
  });
  expect(text).toBe('apiVersion: core.spinoperator.dev/v1alpha1\nkind: SpinApp\nmetadata: {name: a}\nspec: {replicas: 1}\n');
});

test('the trigger uses the scaler in the namespace of the interceptor', () => {
  const cluster = declaredCluster({ interceptor: { service: 'proxy', namespace: 'edge', port: 80 } });
  expect(migrated(caseFile('http-add-on-0.8', 'before'), { cluster }).text).toContain(
    'scalerAddress: keda-add-ons-http-external-scaler.edge:9090',
  );
});

test.each<[what: string, manifest: object, expected: string]>([
  [
    'a trigger whose HTTPScaledObject is elsewhere',
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'a' },
      spec: {
        scaleTargetRef: { name: 'a' },
        triggers: [{ type: 'external-push', metadata: { scalerAddress: 'x.keda:9090', httpScaledObject: 'a' } }],
      },
    },
    '12 ScaledObject a: migrate the HTTPScaledObject a together with this',
  ],
  [
    'an HTTPScaledObject whose ScaledObject is elsewhere',
    {
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: { name: 'a', annotations: { 'httpscaledobject.keda.sh/skip-scaledobject-creation': 'true' } },
      spec: { hosts: ['a.example.com'], scaleTargetRef: { name: 'a', service: 'a', port: 80 } },
    },
    '6 HTTPScaledObject a: in the ScaledObject with a trigger for a, write interceptorRoute: a in place of httpScaledObject',
  ],
  [
    'both metrics',
    {
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: { name: 'a' },
      spec: {
        hosts: ['a.example.com'],
        scaleTargetRef: { name: 'a', service: 'a', port: 80 },
        scalingMetric: { concurrency: { targetValue: 1 }, requestRate: { targetValue: 1 } },
      },
    },
    '12 HTTPScaledObject a: omit one of concurrency and requestRate, unless the higher one should decide',
  ],
  [
    'an HPA with another schema',
    { apiVersion: 'autoscaling/v2beta1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' }, spec: {} },
    '1 HorizontalPodAutoscaler a: write apiVersion autoscaling/v2, and each target as target: { type, averageUtilization }',
  ],
  [
    'annotations of a Route',
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Route',
      metadata: { name: 'a', annotations: { 'autoscaling.knative.dev/target': '1' } },
    },
    '6 Route a: move autoscaling.knative.dev/target to spec.template.metadata.annotations of the Service',
  ],
  [
    'a SpinApp that nothing scales from zero',
    { apiVersion: 'core.spinkube.dev/v1alpha1', kind: 'SpinApp', metadata: { name: 'a' }, spec: { replicas: 0, executor: 'spin' } },
    '5 SpinApp a: add a scaler',
  ],
  [
    'a key whose replacement takes another value',
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'a' },
      spec: {
        scaleTargetRef: { name: 'a' },
        triggers: [{ type: 'prometheus', metadata: { serverAddress: 'http://p', query: 'q', threshold: '1', cortexOrgID: 'o' } }],
      },
    },
    '14 ScaledObject a: write customHeaders in place of cortexOrgID',
  ],
])('%s is a manual step, with its line', (_, manifest, expected) => {
  expect(linesOf(migrated(stringify(manifest)).left)).toContain(expected);
});

test('remaining errors are reported with positions in the output', () => {
  const { refused } = migrated(caseFile('http-add-on-0.8', 'before').replace('max: 10', 'max: 0'), { commit: 2 });
  expect(linesOf(refused)).toContainEqual(expect.stringMatching(/^55 ScaledObject team-a\/api: write at least 1/));
});

test('an object that silences a rule is not repaired', () => {
  const text =
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations:\n    cdk8s-wasm/ignore: "kubernetes/annotations: patched later"\n    on: 1\nspec: {}\n';
  expect(migrated(text)).toMatchObject({ text, changed: false });
  expect(migrated(text.replace('kubernetes/annotations', 'kubernetes/labels')).changed).toBe(true);
});

describe('over the corpus of the rules', () => {
  test('a good manifest stays as it is, unless it is an HTTPScaledObject', () => {
    const changed = corpus('good').filter(({ text, cluster }) => !/HTTPScaledObject/.test(text) && stepped(text, cluster, 1).changed);
    expect(changed.map((each) => each.name)).toStrictEqual([]);
  });

  test('the migration of a bad manifest is idempotent, and adds no errors', () => {
    let clean = 0;
    for (const { name: called, text, cluster } of corpus('bad')) {
      const once = stepped(text, cluster, 2);
      if (!once.changed) continue;
      const after = once.toString();
      expect([called, stepped(after, cluster, 2).toString()]).toStrictEqual([called, after]);
      const errors = errorsOf(after, cluster).length;
      expect([called, errors]).toStrictEqual([called, Math.min(errors, errorsOf(text, cluster).length)]);
      if (errors === 0) clean++;
    }
    expect(clean).toBeGreaterThan(30);
  });
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const seconds = fc.integer({ min: 0, max: 3600 });
const target = fc.record({ targetValue: fc.integer({ min: 1, max: 1000 }) });
const port = fc.oneof(
  fc.record({ port: fc.integer({ min: 1, max: 65535 }) }),
  name.map((portName) => ({ portName })),
);

/** HTTPScaledObjects of every release of the add-on. */
const httpScaledObject = fc
  .record({
    name,
    hosts: fc.oneof(
      name.map((host) => ({ host: `${host}.example.com` })),
      fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((hosts) => ({ hosts: hosts.map((host) => `${host}.example.com`) })),
    ),
    pathPrefixes: optional(
      fc.uniqueArray(
        name.map((path) => `/${path}`),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    workload: name.chain((workload) =>
      fc.constantFrom({ deployment: workload }, { name: workload }, { name: workload, kind: 'Deployment', apiVersion: 'apps/v1' }),
    ),
    port,
    metric: fc.oneof(
      fc.constant({}),
      target.map(({ targetValue }) => ({ targetPendingRequests: targetValue })),
      fc.oneof(target, fc.constant({})).map((concurrency) => ({ scalingMetric: { concurrency } })),
      target.map((rate) => ({ scalingMetric: { requestRate: { ...rate, window: '2m' } } })),
    ),
    misplaced: fc.boolean(),
    replicas: optional(fc.record({ min: fc.integer({ min: 0, max: 3 }), max: fc.integer({ min: 3, max: 50 }) })),
    scaledownPeriod: optional(seconds),
    initialCooldownPeriod: optional(seconds),
    headers: optional(fc.constant([{ name: 'X-Tenant', value: 'gold' }, { name: 'X-Beta' }])),
    timeouts: optional(fc.constantFrom({ conditionWait: '5s' }, { responseHeader: '1m' }, { conditionWait: '0s', responseHeader: '0' })),
    failover: optional(fc.constantFrom({ service: 'b', port: 80 }, { service: 'b', portName: 'http', timeoutSeconds: 7 })),
    annotations: optional(fc.constantFrom({ a: 'b' }, { 'httpscaledobject.keda.sh/orphan-scaledobject': 'true' })),
  })
  .map(({ name: called, hosts, workload, port: at, metric, misplaced, failover, annotations, ...rest }) => {
    const pending = misplaced && 'targetPendingRequests' in metric;
    return {
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: { name: called, annotations },
      spec: {
        ...hosts,
        scaleTargetRef: { ...workload, service: called, ...at, ...(pending && metric) },
        ...(!pending && metric),
        ...rest,
        coldStartTimeoutFailoverRef: failover,
      },
    };
  });

test('for any HTTPScaledObject, both commits are accepted, consistent and idempotent', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(httpScaledObject, { minLength: 1, maxLength: 3, selector: ({ metadata }) => metadata.name }),
      fc.boolean(),
      (objects, indentSeq) => {
        fc.pre(
          new Set(
            objects.map(({ spec }) => ('deployment' in spec.scaleTargetRef ? spec.scaleTargetRef.deployment : spec.scaleTargetRef.name)),
          ).size === objects.length,
        );
        const text = objects.map((object) => stringify(JSON.parse(JSON.stringify(object)), { indentSeq, version: '1.1' })).join('---\n');
        const cluster = declaredCluster();
        const [first, second] = COMMITS.map((commit) => stepped(text, cluster, commit).toString());
        for (const [index, once] of [first, second].entries()) {
          expect(errorsOf(once)).toStrictEqual([]);
          expect(stepped(once, cluster, COMMITS[index]).toString()).toBe(once);
        }
        expect(stepped(first, cluster, 2).toString()).toBe(second);
        expect(readManifests(second, '').sources).toHaveLength(2 * objects.length);
      },
    ),
    { numRuns: runs(30) },
  );
}, 60_000);

describe('docs/migrate.md', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'migrate.md'), 'utf8');

  test('lists every step', () => {
    expect(STEPS.map(({ title }) => title).filter((title) => !page.includes(`\n- ${title}\n`))).toStrictEqual([]);
  });

  test('shows the migration of a manifest', () => {
    const [before, after] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text);
    expect(migrated(before, { commit: 2 }).text).toBe(after);
  });
});

const trigger = (type: string, metadata: string) =>
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec: {scaleTargetRef: {name: a}, triggers: [{type: ${type}, metadata: {${metadata}}}]}\n`;

test.each([
  ['a string parameter', 'redis', 'listName: 0123', 'listName: "0123"'],
  ['a boolean in a string parameter', 'metrics-api', 'valueLocation: n', 'valueLocation: "n"'],
  ['trailing zeros', 'redis', 'listName: 1.10', 'listName: "1.10"'],
  ['a number with underscores', 'redis', 'listLength: 1_000', 'listLength: "1000"'],
  ['an octal number', 'redis', 'listLength: 012', 'listLength: "10"'],
  ['a boolean parameter', 'redis', 'enableTLS: yes', 'enableTLS: "true"'],
  ['a large number', 'redis', 'listLength: 9007199254740993', 'listLength: "9007199254740993"'],
  ['a version of Kafka', 'kafka', 'version: 3.0', 'version: "3.0.0"'],
  ['a version of Kafka before 1.0', 'kafka', 'version: 0.10', 'version: "0.10.0.0"'],
  ['an unknown key', 'redis', 'other: 01', 'other: "01"'],
  ['an alias', 'redis', 'listLength: "5", listName: &n 0123, other: *n', 'listName: "0123", other: "0123"'],
])('%s is quoted by its type, and check says the same', (_, type, before, after) => {
  expect(migrated(trigger(type, before)).text).toContain(after);
  const sources = readManifests(trigger(type, before), '').sources.map(({ manifest }) => manifest);
  const text = /: ("[^"]*")$/.exec(after)?.[1];
  expect(check(sources, declaredCluster()).filter(({ rule }) => rule === 'keda-triggers/metadata-text')).toContainEqual(
    expect.objectContaining({ fix: `write ${text}` }),
  );
});

test('a ScaledObject of KEDA 1 is converted, and each change is reported', () => {
  const keda1 = (spec: string) => `apiVersion: keda.k8s.io/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n${spec}`;
  const job = migrated(
    keda1('  scaleType: job\n  jobTargetRef: {template: {}}\n  triggers:\n    - {type: rabbitmq, metadata: {queueName: q, host: MQ}}\n'),
  );
  expect(job.text).toBe(
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: a}\nspec:\n  jobTargetRef: {template: {}}\n  triggers:\n    - {type: rabbitmq, metadata: {queueName: q, hostFromEnv: MQ}}\n',
  );
  expect(job.changes.map(({ what }) => what)).toStrictEqual([
    'kind becomes ScaledJob',
    'scaleType is removed',
    'host becomes hostFromEnv',
    'apiVersion becomes keda.sh/v1alpha1',
  ]);
  const scaled = migrated(
    keda1(
      '  scaleTargetRef: {deploymentName: a, containerName: c}\n  triggers:\n    - {type: azure-queue, metadata: {queueName: q, connection: STORAGE}}\n    - {type: rabbitmq, metadata: {queueName: q, apiHost: API}}\n    - {type: redis, metadata: {address: "redis:6379", listName: l}}\n',
    ),
  );
  expect(scaled.text).toContain('scaleTargetRef: {name: a, envSourceContainerName: c}');
  expect(scaled.text).toContain('{queueName: q, connectionFromEnv: STORAGE}');
  expect(scaled.text).toContain('{queueName: q, hostFromEnv: API, protocol: http}');
  expect(scaled.text).toContain('{address: "redis:6379", listName: l}');
  expect(scaled.changes).toHaveLength(6);
});

test.each([
  ['scaleType: job\n  jobTargetRef: {template: {}}', 'kind: ScaledJob\nmetadata: {name: a}\nspec:\n  jobTargetRef: {template: {}}'],
  ['scaleTargetRef: {deploymentName: a}', 'kind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: a}'],
  [
    'scaleType: deployment\n  scaleTargetRef: {name: a, containerName: c}',
    'kind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: a, envSourceContainerName: c}',
  ],
  // which of the two is meant is not known
  [
    'scaleTargetRef: {name: a}\n  jobTargetRef: {template: {}}',
    'kind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: a}\n  jobTargetRef: {template: {}}',
  ],
])('a ScaledObject of KEDA 1 whose apiVersion alone was changed is converted: %j', (before, after) => {
  const head = 'apiVersion: keda.sh/v1alpha1\n';
  const rest = '\n  triggers:\n    - {type: redis, metadata: {address: "redis:6379", listName: l, listLength: "5"}}\n';
  expect(migrated(`${head}kind: ScaledObject\nmetadata: {name: a}\nspec:\n  ${before}${rest}`).text).toBe(`${head}${after}${rest}`);
});

test('a ScaledObject that is malformed keeps its HTTPScaledObject', () => {
  const text = `${trigger('cpu', 'value: "5"').replace(/triggers: .*\]/, 'triggers: {}')}---\napiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: a}\nspec: {hosts: [a.example.com], scaleTargetRef: {name: a, service: a, port: 80}}\n`;
  const { text: after, left } = migrated(text, { commit: 2 });
  expect(after).toBe(text);
  expect(linesOf(left)).toStrictEqual([
    '4 ScaledObject a: write spec.triggers as a list',
    '6 HTTPScaledObject a: write a trigger with interceptorRoute: a into the ScaledObject a, and migrate again',
  ]);
});

test('a field that has no counterpart is a manual step', () => {
  const { left } = migrated(
    'apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: a}\nspec: {hosts: [a.example.com], scaleTargetRef: {name: a, service: a, port: 80}, more: 1}\n',
    { commit: 2 },
  );
  expect(linesOf(left)).toContain('4 HTTPScaledObject a: carry more over by hand');
});

test('what must be a string is quoted as it is written, also in lists, data and selectors', () => {
  const deployment = (rev: string, pool: string, level: string, args: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a, rev: ${rev}}}\n  template:\n    metadata: {labels: {app: a, rev: ${rev}}}\n    spec:\n      nodeSelector: {pool: ${pool}}\n      containers:\n        - {name: a, image: "ghcr.io/acme/a:1", env: [{name: LEVEL, value: ${level}}], args: [${args}]}\n`;
  const data = (mode: string, tls: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  mode: ${mode}\n  tls: ${tls} # on\n`;
  const { text, refused } = migrated(deployment('0123', '012', 'no', '1.10, +_1, ok') + data('0o17', 'yes'));
  expect(text).toBe(deployment('"0123"', '"012"', '"no"', '"1.10", "+_1", ok') + data('"0o17"', '"yes"'));
  expect(refused).toStrictEqual([]);
});

test.each([
  ['1_000', '1000'],
  ['5.0', '5'],
  ['0b101', '5'],
])('a whole number of a trigger that is written as %s is quoted as %s', (written, quoted) => {
  const scaler = (length: string) =>
    `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: a}\n  triggers:\n    - {type: redis, metadata: {address: "redis.data:6379", listName: jobs, listLength: ${length}}}\n`;
  const { text, refused } = migrated(scaler(written));
  expect([text, refused]).toStrictEqual([scaler(`"${quoted}"`), []]);
});

test('values of JSON that follow each other are copied, with what to write between them', () => {
  const text =
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}\n';
  const file = new ManifestFile(text, 'app.json');
  expect(file.toString()).toBe(text);
  expect(file.unusable.map(({ message }) => message)).toStrictEqual([
    'app.json:2:1: cannot be migrated, and is copied: values of JSON that follow each other: write --- between them',
  ]);
});
