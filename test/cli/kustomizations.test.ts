import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-kustomize-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

function migrate(...args: string[]): string {
  let stderr = '';
  main({
    args: ['migrate', '--write', ...args],
    env: {},
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
  } as never);
  return stderr;
}

function write(name: string, text: string): void {
  mkdirSync(join(name, '..'), { recursive: true });
  writeFileSync(name, text);
}

const APP =
  'apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: shop}\nspec:\n  host: shop.example.com\n  scaleTargetRef: {deployment: shop, service: shop, port: 80}\n';
const PATCH = 'apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: shop}\nspec: {replicas: {min: 2}}\n';
const JSON_PATCH = '- {op: replace, path: /spec/host, value: a.example.com}\n';
const inline = (text: string) => `|\n${text.replace(/^(?=.)/gm, '      ')}`;

test.each<[string, string]>([
  ['a strategic merge patch in a file', 'patches:\n  - path: patch.yaml\n'],
  ['a strategic merge patch in place', `patches:\n  - patch: ${inline(PATCH)}`],
  ['a JSON patch with a target', `patches:\n  - target: {kind: HTTPScaledObject, name: shop}\n    patch: ${inline(JSON_PATCH)}`],
  ['a JSON patch for every HTTPScaledObject', `patches:\n  - target: {kind: HTTPScaledObject}\n    patch: ${inline(JSON_PATCH)}`],
  ['a target that is an expression', `patches:\n  - target: {name: sh.*}\n    patch: ${inline(JSON_PATCH)}`],
  ['patchesStrategicMerge', 'patchesStrategicMerge: [patch.yaml]\n'],
  ['patchesStrategicMerge in place', `patchesStrategicMerge:\n  - ${inline(PATCH)}`],
  [
    'patchesJson6902',
    'patchesJson6902:\n  - target: {group: http.keda.sh, version: v1alpha1, kind: HTTPScaledObject, name: shop}\n    path: json.yaml\n',
  ],
  [
    'a replacement that reads it',
    'replacements:\n  - source: {kind: HTTPScaledObject, name: shop, fieldPath: spec.host}\n    targets: []\n',
  ],
  [
    'a replacement that writes it',
    'replacements:\n  - source: {kind: ConfigMap, name: c}\n    targets: [{select: {kind: HTTPScaledObject, name: shop}, fieldPaths: [spec.host]}]\n',
  ],
  ['a name reference', 'configurations: [names.yaml]\n'],
  ['a component', 'components: [../component]\n'],
  [
    'a patch under a prefixed name',
    'resources: [../named]\npatches:\n  - target: {kind: HTTPScaledObject, name: my-shop}\n    path: json.yaml\n',
  ],
])('%s keeps an HTTPScaledObject as it is, and the kustomization is named', (_, content) => {
  write('base/app.yaml', APP);
  write('base/kustomization.yaml', 'resources: [app.yaml]\n');
  write('named/kustomization.yaml', 'namePrefix: my-\nresources: [../base]\n');
  write('prod/kustomization.yaml', `${content.startsWith('resources') ? '' : 'resources: [../base]\n'}${content}`);
  write('prod/patch.yaml', PATCH);
  write('prod/json.yaml', JSON_PATCH);
  write('prod/names.yaml', 'nameReference:\n  - kind: ConfigMap\n    fieldSpecs: [{kind: HTTPScaledObject, path: spec/x}]\n');
  write(
    'component/kustomization.yaml',
    `kind: Component\npatches:\n  - target: {kind: HTTPScaledObject}\n    patch: ${inline(JSON_PATCH)}`,
  );
  // the files of the base alone: its kustomizations are found around it
  const report = migrate('--step', '2', 'base');
  expect(report).toContain(
    'base/app.yaml:1:1 HTTPScaledObject shop: not changed: migrate it together with the kustomization by hand\n  ../prod/kustomization.yaml'.replace(
      '../',
      '',
    ),
  );
  expect(readFileSync('base/app.yaml', 'utf8')).toBe(APP);
});

test('a patch is no object: it stays as it is, and another object is migrated', () => {
  write('app.yaml', APP.replaceAll('shop', 'other'));
  write('patch.yaml', PATCH);
  write('kustomization.yaml', 'resources: [app.yaml]\npatches: [{path: patch.yaml}]\n');
  expect(migrate('--step', '2', '.')).toContain('1 file of 2 written');
  expect(readFileSync('app.yaml', 'utf8')).toMatch(/^apiVersion: http\.keda\.sh\/v1beta1\nkind: InterceptorRoute\n/);
  expect(readFileSync('patch.yaml', 'utf8')).toBe(PATCH);
});

test("the patches of Flux's Kustomization count for the files below its path", () => {
  write('apps/shop/app.yaml', APP);
  write(
    'flux.yaml',
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec:\n  path: ./apps/shop\n  patches:\n    - target: {kind: HTTPScaledObject}\n      patch: "[]"\n`,
  );
  expect(migrate('.')).toContain('flux.yaml patches it');
  expect(readFileSync('apps/shop/app.yaml', 'utf8')).toBe(APP);
});

test('a file that a kustomization names does not become empty', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: hello}\nspec: {ports: [{port: 80}]}\n';
  const app =
    'apiVersion: core.spinkube.dev/v1alpha1\nkind: SpinApp\nmetadata: {name: hello}\nspec: {image: a, replicas: 1, executor: spin}\n';
  write('app.yaml', app);
  write('service.yaml', service);
  write('kustomization.yaml', 'resources: [app.yaml, service.yaml]\n');
  expect(migrate('.')).toContain('kustomization.yaml names the file, which would be empty');
  expect(readFileSync('service.yaml', 'utf8')).toBe(service);
  rmSync('kustomization.yaml');
  migrate('.');
  expect(readFileSync('service.yaml', 'utf8')).toBe('');
});

const kind = (file: string) =>
  readFileSync(file, 'utf8')
    .match(/^kind: .*/gm)
    ?.map((line) => line.slice('kind: '.length));
const scaledObject = (name: string) =>
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: ${name}}\nspec: {scaleTargetRef: {name: shop}, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 1 * * *, end: 0 2 * * *, desiredReplicas: "2"}}]}\n`;
const SPIN_APP =
  'apiVersion: core.spinkube.dev/v1alpha1\nkind: SpinApp\nmetadata: {name: shop}\nspec: {image: a, replicas: 1, executor: spin}\n';
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n';

test.each<[string, { readonly [file: string]: string }, string]>([
  ['the ScaledObject of another kustomization', { 'dev/app.yaml': APP, 'prod/app.yaml': scaledObject('worker') }, 'prod/app.yaml'],
  ['a Service of the name of a SpinApp of another kustomization', { 'dev/app.yaml': SERVICE, 'prod/app.yaml': SPIN_APP }, 'dev/app.yaml'],
  ['a Service that no kustomization applies', { 'dev/app.yaml': SPIN_APP, 'prod/app.yaml': APP, 'service.yaml': SERVICE }, 'service.yaml'],
])('%s stays as it is', (_, files, kept) => {
  for (const place of ['dev', 'prod']) write(`${place}/kustomization.yaml`, 'resources: [app.yaml]\n');
  for (const [file, text] of Object.entries(files)) write(file, text);
  migrate('.');
  expect(readFileSync(kept, 'utf8')).toBe(files[kept]);
});

test.each<[string, string, string, string, string]>([
  ['the ScaledObject of an overlay scales the workload', APP, scaledObject('worker'), 'base', 'ScaledObject worker of prod/app.yaml'],
  ['the ScaledObject of an overlay has its name', APP, scaledObject('shop'), 'base', 'ScaledObject shop of prod/app.yaml'],
  ['the ScaledObject of the base scales the workload', scaledObject('worker'), APP, 'prod', 'ScaledObject worker of base/app.yaml'],
])('an HTTPScaledObject stays as it is where %s, which other overlays have not', (_, base, overlay, own, other) => {
  write('base/app.yaml', base);
  write('base/kustomization.yaml', 'resources: [app.yaml]\n');
  write('dev/kustomization.yaml', 'resources: [../base]\n');
  write('prod/kustomization.yaml', 'resources: [../base, app.yaml]\n');
  write('prod/app.yaml', overlay);
  const report = migrate('.');
  expect(report).toContain(`${own}/app.yaml:1:1 HTTPScaledObject shop: migrate it by hand, together with ${other}\n`);
  expect([readFileSync('base/app.yaml', 'utf8'), kind('prod/app.yaml')]).toStrictEqual([
    base
      .replace('host: shop.example.com', 'hosts:\n    - shop.example.com')
      .replace('deployment: shop', 'name: shop, kind: Deployment, apiVersion: apps/v1'),
    [own === 'prod' ? 'HTTPScaledObject' : 'ScaledObject'],
  ]);
});

test('an HTTPScaledObject of an overlay uses the route of its base', () => {
  write('base/app.yaml', APP);
  write('base/kustomization.yaml', 'resources: [app.yaml]\n');
  write('prod/kustomization.yaml', 'resources: [../base, app.yaml]\n');
  write('prod/app.yaml', scaledObject('worker'));
  // the only overlay: wherever the base is applied, so is the ScaledObject
  expect(migrate('.')).toContain('gets a trigger for the InterceptorRoute shop');
  expect([kind('base/app.yaml'), kind('prod/app.yaml')]).toStrictEqual([['HTTPScaledObject', 'InterceptorRoute'], ['ScaledObject']]);
});

test('what is still refused is judged by each kustomization, as check does', () => {
  for (const place of ['dev', 'prod']) write(`${place}/kustomization.yaml`, 'resources: [app.yaml]\n');
  write('dev/app.yaml', `${scaledObject('worker')}---\n${SERVICE}`);
  write('prod/app.yaml', `${scaledObject('shop')}---\n${SERVICE.replace('80', '8080')}`);
  expect(migrate('.')).toBe('nothing to change in 2 files\n');
  write('prod/app.yaml', `${scaledObject('shop')}---\n${scaledObject('other')}`);
  expect(migrate('.')).toContain('Deployment "shop" is scaled by ScaledObject shop too\n\nnothing to change in 2 files, 1 manual step\n');
});

test.each<[string, string, string]>([
  [
    'Argo CD',
    'argo.yaml',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: apps}\nspec:\n  source:\n    path: apps/shop\n    kustomize: {patches: [{target: {kind: HTTPScaledObject}, patch: "[]"}]}\n',
  ],
  [
    'a strategic merge patch of Flux that is a value',
    'flux.yaml',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec:\n  path: apps/shop\n  patchesStrategicMerge: [{apiVersion: http.keda.sh/v1alpha1, kind: HTTPScaledObject, metadata: {name: shop}}]\n',
  ],
])('%s keeps what it patches, also in a base outside of its directory', (_, file, text) => {
  write('base/app.yaml', APP);
  write('base/kustomization.yaml', 'resources: [app.yaml]\n');
  write('apps/shop/kustomization.yaml', 'resources: [../../base]\n');
  write('apps/shop/other.yaml', APP.replaceAll('shop', 'other'));
  write(file, text);
  expect(migrate('.')).toContain(`${file} patches it`);
  expect(readFileSync('base/app.yaml', 'utf8')).toBe(APP);
});

test('a file is known to the kustomization by the name of a hard link', () => {
  write('a.yaml', APP);
  mkdirSync('base');
  linkSync('a.yaml', 'base/app.yaml');
  write('base/kustomization.yaml', `resources: [app.yaml]\npatches: [{target: {kind: HTTPScaledObject}, patch: "${JSON_PATCH.trim()}"}]\n`);
  expect(migrate('.')).toContain('base/kustomization.yaml patches it');
  expect(readFileSync('a.yaml', 'utf8')).toBe(APP);
});
