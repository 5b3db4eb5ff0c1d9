import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { globbed } from '../../lib/cli/glob';
import { main } from '../../lib/cli/main';

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-sets-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ write: (text) => (written[name] += text) });
  const status = main({ args, env, stdout: output('stdout'), stderr: output('stderr') });
  return { status, ...written };
}

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Severities and rules of a check, with their places. */
function found(args: string[]): string[] {
  const { findings } = JSON.parse(run(['check', '--format', 'json', ...args]).stdout);
  return findings.map(({ file, line, severity, rule }: { [key: string]: string }) => `${file}:${line} ${severity} ${rule}`);
}

const scaler = (name: string, fields = '') => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${name} }
spec:
  scaleTargetRef: { name: ${name} }
${fields}  triggers: [{ type: redis, metadata: { address: "redis.data:6379", listName: jobs, listLength: "5" } }]
`;
const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: app, image: "ghcr.io/acme/${name}:1" }] }
`;
const interval = (name: string) => scaler(name, '  minReplicaCount: 2\n  pollingInterval: 5\n');

describe('repositories as their owners keep them', () => {
  test('a repository of Flux with bases, overlays, components and substitutions has the findings of its one mistake', () => {
    const flux = (name: string, path: string, more = '') => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1h, path: ${path}, prune: true, sourceRef: { kind: GitRepository, name: flux-system }${more} }
`;
    write({
      'clusters/production/flux-system/kustomization.yaml': 'resources: [gotk-components.yaml]',
      'clusters/production/flux-system/gotk-components.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: flux-system }\n',
      'clusters/production/apps.yaml': flux(
        'apps',
        './apps/production',
        ', targetNamespace: shop, postBuild: { substitute: { DOMAIN: acme.dev } }',
      ),
      'clusters/staging/apps.yaml': flux('apps', './apps/staging', ', targetNamespace: shop'),
      'apps/base/shop/kustomization.yaml': 'resources: [deployment.yaml, scaler.yaml, route.yaml]',
      'apps/base/shop/deployment.yaml': deployment('shop'),
      'apps/base/shop/scaler.yaml': scaler('shop'),
      'apps/base/shop/route.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: ["shop.\${DOMAIN}"]
  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
`,
      'apps/components/namespace/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [namespace.yaml]\n',
      'apps/components/namespace/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: _ }\n',
      'apps/production/kustomization.yaml':
        'resources: [../base/shop]\ncomponents: [../components/namespace]\nnamespace: shop\npatches: [{ path: scaler.yaml }]\n',
      'apps/production/scaler.yaml':
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: shop }\nspec: { minReplicaCount: 9, maxReplicaCount: 5 }\n',
      'apps/staging/kustomization.yaml': 'resources: [../base/shop]\npatches: [{ path: scaler.yaml }]\n',
      'apps/staging/scaler.yaml':
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: shop }\nspec: { maxReplicaCount: 2 }\n',
    });
    expect(found(['.'])).toStrictEqual([
      'apps/base/shop/route.yaml:6 note kubernetes/not-rendered',
      'apps/production/scaler.yaml:4 error keda/replica-bounds',
    ]);
    expect(found(['apps/staging'])).toStrictEqual(['apps/base/shop/route.yaml:6 note kubernetes/not-rendered']);
  });

  test('a repository of Argo CD with overlays, charts and an ApplicationSet has no findings', () => {
    write({
      'argocd/apps.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shops, namespace: argocd }
spec:
  generators: [{ list: { elements: [{ env: dev }, { env: prod }] } }]
  template:
    metadata: { name: "shop-{{env}}", labels: { environment: "{{env}}" } }
    spec: { project: default, source: { repoURL: "https://git.acme.dev/x", path: "apps/shop/overlays/{{env}}" } }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: worker, namespace: argocd }
spec: { project: default, destination: { namespace: jobs }, source: { repoURL: "https://git.acme.dev/x", path: apps/worker } }
`,
      'apps/shop/base/kustomization.yaml': 'resources: [shop.yaml]\ncommonLabels: { app: shop }\n',
      'apps/shop/base/shop.yaml': `${deployment('shop')}---\n${scaler('shop')}`,
      'apps/shop/overlays/dev/kustomization.yaml':
        'resources: [../../base]\nnamespace: dev\nimages: [{ name: ghcr.io/acme/shop, newTag: "2" }]\n',
      'apps/shop/overlays/prod/kustomization.yml':
        'resources: [../../base]\nnamespace: prod\npatches: [{ target: { kind: ScaledObject }, path: max.yaml }]\n',
      'apps/shop/overlays/prod/max.yaml': '- { op: add, path: /spec/maxReplicaCount, value: 50 }\n',
      'apps/worker/worker.yaml': `${deployment('worker').replace('name: worker }', 'name: worker, namespace: jobs }')}---\n${scaler('worker')}`,
      'eks.yaml': 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n',
      'skaffold.yaml': 'apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: { name: Shop_1, annotations: { a: 1 } }\n',
    });
    expect(run(['check', '.'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^no findings in /) });
  });
});

describe('the switches of check', () => {
  beforeEach(() =>
    write({ 'a.yaml': `${interval('a')}---\n${interval('b')}`, 'b/c.yaml': scaler('c', '  minReplicaCount: 9\n  maxReplicaCount: 2\n') }),
  );

  const ALL = [
    'a.yaml:5 warning keda/target-missing',
    'a.yaml:7 note keda/ineffective-interval',
    'a.yaml:14 warning keda/target-missing',
    'a.yaml:16 note keda/ineffective-interval',
    'b/c.yaml:5 warning keda/target-missing',
    'b/c.yaml:6 error keda/replica-bounds',
  ];
  const sorted = (list: string[]) => [...list].sort();

  test.each([
    [[], ALL],
    [['--ignore', 'keda/target-missing', '--ignore=keda/ineffective-interval'], [ALL[5]]],
    [['--only', 'keda/replica-bounds'], [ALL[5]]],
    [['--only', 'keda/replica-bounds', '--ignore', 'keda/replica-bounds'], []],
    [['--exclude', 'b'], ALL.slice(0, 4)],
    [['--exclude', '*.yaml', 'b/c.yaml'], []],
    [['--partial'], [ALL[1], ALL[3], ALL[5]]],
  ])('%j chooses what is reported', (options, expected) => {
    expect(sorted(found(['a.yaml', 'b', ...options]))).toStrictEqual(sorted(expected));
  });

  test.each([
    [[], 0],
    [['--fail-on', 'error'], 0],
    [['--fail-on', 'warning'], 1],
    [['--fail-on', 'warning', '--partial'], 0],
  ])('with %j warnings exit %i, and notes never fail', (options, status) => {
    expect(run(['check', 'a.yaml', ...options]).status).toBe(status);
  });

  test('the same finding in many places is printed once, and counted', () => {
    const { stdout } = run(['check', 'a.yaml', '--only', 'keda/ineffective-interval']);
    expect(stdout).toMatch(/^a\.yaml:7:3 note pollingInterval \(5\) does nothing/);
    expect(stdout).toContain('\n  2 times, also at:\n    a.yaml:16:3 (ScaledObject b)\n\n2 notes in 2 objects of 1 file\n');
  });

  test('a summary counts the findings of each rule', () => {
    expect(run(['check', 'a.yaml', 'b', '--summary'])).toStrictEqual({
      status: 1,
      stdout:
        '     1 error   keda/replica-bounds\n     3 warning keda/target-missing\n     2 note    keda/ineffective-interval\n1 error, 3 warnings and 2 notes in 3 objects of 2 files\n',
      stderr: '',
    });
  });

  test('a namespace is that of objects which name none', () => {
    write({ 'd.yaml': `${deployment('d').replace('name: d }', 'name: d, namespace: web }')}---\n${scaler('d')}` });
    expect(found(['d.yaml', '--namespace', 'web'])).toStrictEqual([]);
    expect(found(['d.yaml', '--namespace', 'other'])).toStrictEqual(['d.yaml:14 warning keda/target-missing']);
  });

  test.each([
    [['--ignore', 'keda/replica-bound'], '--ignore "keda/replica-bound" is the id of no rule: did you mean keda/replica-bounds?'],
    [['--only', 'nothing'], '--only "nothing" is the id of no rule'],
    [['--fail-on', 'warnings'], '--fail-on "warnings" must be error or warning: did you mean warning?'],
    [['--kustomize', 'render'], '--kustomize "render" must be build'],
    [['--namespace', 'Web'], '--namespace "Web" must be a DNS label: lower-case letters, digits and hyphens'],
    [['--summary', '--format', 'json'], '--summary is for --format text, and the format is json'],
  ])('fails for %j with the remedy', (options, message) => {
    expect(run(['check', 'a.yaml', ...options])).toStrictEqual({
      status: 2,
      stdout: '',
      stderr: `cdk8s-wasm: ${message} (see cdk8s-wasm check --help)\n`,
    });
  });

  test('notes are notes in SARIF, notices on GitHub', () => {
    const options = ['check', 'a.yaml', '--only', 'keda/ineffective-interval', '--format'];
    expect(JSON.parse(run([...options, 'sarif']).stdout).runs[0].results.map(({ level }: { level: string }) => level)).toStrictEqual([
      'note',
      'note',
    ]);
    expect(run([...options, 'github']).stdout).toMatch(/^::notice file=a\.yaml,line=7,/);
  });

  test.each(['--ignore', '--only', '--exclude', '--namespace', '--partial', '--kustomize build', '--fail-on', '--summary'])(
    '--help explains %s',
    (option) => {
      expect(run(['check', '--help']).stdout).toContain(`\n  ${option}`);
    },
  );
});

test.each([
  ['an empty file', 'x/a.yaml', '', ['x/a.yaml'], 'x/a.yaml: contains no manifest\n'],
  ['a file of comments', 'x/a.yaml', '# nothing\n', ['x/a.yaml'], 'x/a.yaml: contains no manifest\n'],
  ['a folder of other files', 'x/values.yaml', 'a: b\n', ['x'], 'x: contains no manifest\n'],
  ['a folder that is left out', 'x/y/a.yaml', scaler('a'), ['x', '--exclude', 'y'], 'x: contains no .yaml, .yml or .json file\n'],
])('fails with status 2 for %s', (_, path, text, args, stderr) => {
  write({ [path]: text });
  expect(run(['check', ...args])).toMatchObject({ status: 2, stderr });
  expect(run(['requirements', ...args])).toMatchObject({ status: 2, stderr });
});

test('requirements are those of what a kustomization applies', () => {
  write({
    'o/kustomization.yaml': 'resources: [a.yaml]\nnamespace: web\npatches: [{ path: p.yaml }]',
    'o/a.yaml': scaler('a'),
    'o/p.yaml': scaler('a'),
  });
  const { stdout } = run(['requirements', '--format', 'json', 'o']);
  expect(JSON.stringify(JSON.parse(stdout))).toContain('"web"');
});

describe('kustomize build', () => {
  const files = { 'o/kustomization.yaml': 'resources: [a.yaml]', 'o/a.yaml': scaler('a') };

  function tool(name: string, script: string): void {
    write({ [`bin/${name}`]: `#!/bin/sh\n${script}\n` });
    chmodSync(join(directory, 'bin', name), 0o755);
  }

  test.each(['kustomize', 'kubectl'])('checks the output of %s', (name) => {
    write({ ...files, 'out.yaml': scaler('built', '  minReplicaCount: 9\n  maxReplicaCount: 2\n') });
    tool(name, 'while read -r line; do echo "$line"; done < out.txt');
    write({ 'out.txt': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: built, labels: {a: 7}}\n' });
    const { status, stdout } = run(['check', 'o', '--kustomize', 'build'], { PATH: join(directory, 'bin') });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^o \(kustomize build\):3:34 error a \(7\) must be a string/);
  });

  test('fails where it cannot build, and where neither is there', () => {
    write(files);
    mkdirSync('bin');
    expect(run(['check', 'o', '--kustomize', 'build'], { PATH: join(directory, 'bin') })).toMatchObject({
      status: 2,
      stderr: 'cdk8s-wasm: --kustomize build: neither kustomize nor kubectl is on the path (see cdk8s-wasm check --help)\n',
    });
    tool('kustomize', 'echo "Error: no such file" >&2; exit 1');
    expect(run(['check', 'o', '--kustomize', 'build'], { PATH: join(directory, 'bin') })).toMatchObject({
      status: 2,
      stderr: 'o: cannot be built: Error: no such file\n',
    });
  });
});

test.each([
  ['charts', 'a/charts/b.yaml', true],
  ['*.sops.yaml', 'a/b.sops.yaml', true],
  ['a/*', 'a/b/c.yaml', true],
  ['a/*.yaml', 'a/b/c.yaml', false],
  ['a/**/c.yaml', 'a/c.yaml', true],
  ['a/**/c.yaml', 'a/b/d/c.yaml', true],
  ['**/d?', 'x/d1', true],
  ['a/b', 'a', false],
  ['./a/', 'a/b', true],
  ['b', 'a/bc', false],
])('the glob %s of %s: %s', (glob, path, matches) => {
  expect(globbed(glob)(path)).toBe(matches);
});
