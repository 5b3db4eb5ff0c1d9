/** The versions that pages, docstrings and the help name: they are those of lib/cluster/supported-versions.ts, and of what the tests pin. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentsHelp } from '../../lib/cli/platform-options';
import { GATEWAY_API_RELEASE } from '../../lib/cluster/gateway-api';
import { KUBERNETES_FOR_KNATIVE } from '../../lib/cluster/kubernetes';
import { type Component, compareVersions, SUPPORTED } from '../../lib/cluster/supported-versions';
import { patchOf } from '../../lib/requirements/releases';
import { OLDEST } from '../cluster/pins';
import { KUBERNETES_VERSION, PROGRAMS } from '../cluster/programs';
import { currentVersion } from '../cluster/upstream';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const minorOf = (version: string) => /^v?(\d+\.\d+)/.exec(version)?.[1];
const defaultOf = (component: Component) => SUPPORTED[component].default;
const names = Object.keys(SUPPORTED) as Component[];

test('the table of docs/platform.md is that of the supported versions', () => {
  const rows = [...read('docs/platform.md').matchAll(/^\| `(\w+)` \| (.+?) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/gm)].map(
    ([, ...row]) => row,
  );
  expect(rows).toStrictEqual(names.map((name) => [name, SUPPORTED[name].title, SUPPORTED[name].min, SUPPORTED[name].max, defaultOf(name)]));
});

test('the docstrings of Platform name the default versions', () => {
  const props = [...read('lib/cluster/platform.ts').matchAll(/@default ([\d.]+)\n {3}\*\/\n {2}readonly (\w+)\?: string;/g)];
  expect(props.map(([, version, name]) => [name, version])).toStrictEqual(names.map((name) => [name, defaultOf(name)]));
});

test('the help lists the range and the default of every component', () => {
  const lines = [...componentsHelp().matchAll(/^ {2}(\w+) +.*, ([\d.]+) to ([\d.]+) \(default: ([\d.]+)\)$/gm)].map(([, ...line]) => line);
  expect(lines).toStrictEqual(names.map((name) => [name, SUPPORTED[name].min, SUPPORTED[name].max, defaultOf(name)]));
});

test('the platform that the README calls the default is', () => {
  const [, declared] =
    /Platform\.target\(app, \{ (.+) \}\);\n```\n\ndeclares the versions that the cluster runs; these are the defaults/.exec(
      read('README.md'),
    ) as RegExpExecArray;
  const pairs = [...declared.matchAll(/(\w+): '([\d.]+)'/g)].map(([, name, version]) => [name, version]);
  expect(pairs.length).toBeGreaterThan(3);
  expect(pairs).toStrictEqual(pairs.map(([name]) => [name, defaultOf(name as Component)]));
});

/** Pages and sources where users read versions; the list of advisories names old releases. */
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((file) => join('docs', file))].filter(
  (file) => file.endsWith('.md') && file !== 'docs/advisories.md',
);
const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/scalers|triggers|schema\/crds|core\/structs/.test(file))
  .map((file) => join('lib', file));

test.each([...pages, ...sources])('%s declares versions in the supported range alone', (file) => {
  const pattern = new RegExp(`\\b(${names.join('|')})(?:=|: ')(\\d+\\.\\d+)`, 'g');
  const outside = [...read(file).matchAll(pattern)].filter(([, name, version]) => {
    const { min, max } = SUPPORTED[name as Component];
    return compareVersions(version, min) < 0 || compareVersions(version, max) > 0;
  });
  expect(outside.map(([text]) => text)).toStrictEqual([]);
});

test.each<[string, RegExp, string]>([
  ['KEDA', /kedacore\/keda --version '~([\d.]+)'/g, patchOf('keda', defaultOf('keda'))],
  ['the HTTP add-on', /keda-add-ons-http --version '~([\d.]+)'/g, patchOf('httpAddOn', defaultOf('httpAddOn'))],
  ['the chart of spin-operator', /charts\/spin-operator --version ([\d.]+)/g, patchOf('spinOperator', defaultOf('spinOperator'))],
  ['the files of spin-operator', /spin-operator\/releases\/download\/v([\d.]+)\//g, patchOf('spinOperator', defaultOf('spinOperator'))],
  [
    'runtime-class-manager',
    /charts\/runtime-class-manager --version ([\d.]+)/g,
    patchOf('runtimeClassManager', defaultOf('runtimeClassManager')),
  ],
  ['the sample of runtime-class-manager', /refs\/tags\/v([\d.]+)\//g, patchOf('runtimeClassManager', defaultOf('runtimeClassManager'))],
  ['the Spin shim', /containerd-shim-spin\/k3d:v([\d.]+)/g, patchOf('spinShim', defaultOf('spinShim'))],
  ['Knative', /knative-v([\d.]+)\//g, patchOf('knative', defaultOf('knative'))],
  ['the Gateway API', /gateway-api\/releases\/download\/v([\d.]+)\//g, GATEWAY_API_RELEASE],
])('docs/install.md installs the default release of %s', (_, pattern, release) => {
  const versions = [...read('docs/install.md').matchAll(pattern)].map(([, version]) => version);
  expect(versions.length).toBeGreaterThan(0);
  expect([...new Set(versions)]).toStrictEqual([release]);
});

test('docs/install.md names the Kubernetes that the default Knative needs', () => {
  const knative = defaultOf('knative');
  expect(read('docs/install.md')).toContain(`Knative ${knative} requires Kubernetes ${KUBERNETES_FOR_KNATIVE[knative]} or newer`);
});

test('docs/migrate.md reads HTTPScaledObjects of every supported add-on', () => {
  expect(read('docs/migrate.md')).toContain(`HTTPScaledObjects of any add-on (0.2 to ${SUPPORTED.httpAddOn.max})`);
});

const plain = (version: string) => version.replace(/^v/, '');
const knative = `${defaultOf('knative')} (${plain(PROGRAMS.knative.version)})`;

/** The versions in the table of docs/proof.md that follows a heading, by module. */
function rowsBelow(heading: string): { [module: string]: string } {
  const [, section] = read('docs/proof.md').split(heading);
  const [table] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| .+? \| ([\d.]+(?: \([\d.]+\))?)(?:[;,].*?)? \| `(.+?)` \|$/gm)];
  return Object.fromEntries(rows.map(([, version, module]) => [module, version]));
}

test('docs/proof.md names the releases that are pinned', () => {
  const modules = ['github.com/kedacore/http-add-on', 'github.com/spinkube/spin-operator', 'github.com/spinkube/runtime-class-manager'];
  expect(rowsBelow('# Proven by a real control plane')).toStrictEqual({
    'go.etcd.io/etcd/server/v3': plain(PROGRAMS.etcd.version),
    'k8s.io/kubernetes': plain(KUBERNETES_VERSION),
    'github.com/kedacore/keda/v2': plain(PROGRAMS.keda.version),
    ...Object.fromEntries(modules.map((module) => [module, plain(currentVersion(module))])),
    'knative.dev/serving': knative,
    'sigs.k8s.io/gateway-api': plain(currentVersion('sigs.k8s.io/gateway-api')),
  });
});

describe('the oldest set of docs/proof.md', () => {
  const rows = rowsBelow('## An older set');
  const folder = join(root, 'test', 'cluster', 'go-oldest');

  test('is what the modules of its programs require', () => {
    const requirement = (folderOf: string, module: string) =>
      new RegExp(`^(?:require )?\\t?${module.replaceAll('.', '\\.')} v(\\S+)`, 'm').exec(
        readFileSync(join(folder, folderOf, 'go.mod'), 'utf8'),
      )?.[1];
    expect([rows['go.etcd.io/etcd/server/v3'], rows['k8s.io/kubernetes']]).toStrictEqual([
      requirement('kubernetes', 'go.etcd.io/etcd/server/v3'),
      requirement('kubernetes', 'k8s.io/kubernetes'),
    ]);
    expect(rows['github.com/kedacore/keda/v2']).toBe(requirement('keda', 'github.com/kedacore/keda/v2'));
    expect(rows['github.com/spinkube/spin-operator']).toBe(requirement('spin-operator', 'github.com/spinkube/spin-operator'));
    expect(rows['knative.dev/serving']).toBe(`${OLDEST.knative} (${requirement('knative', 'knative.dev/serving')})`);
  });

  test('is what the CRDs are pinned to', () => {
    const { modules } = JSON.parse(readFileSync(join(folder, 'sources.json'), 'utf8')) as {
      modules: { module: string; version: string }[];
    };
    const ofProgram = ['go.etcd.io/etcd/server/v3', 'k8s.io/kubernetes'];
    const withoutRelease = Object.entries(rows).map(([module, version]) => [module, /\((.+)\)/.exec(version)?.[1] ?? version]);
    expect(withoutRelease.filter(([module]) => !ofProgram.includes(module))).toStrictEqual(
      modules.map(({ module, version }) => [module, plain(version)]),
    );
  });

  test('is declared to the rules in its minor versions, the oldest supported ones but for those that the proxy lacks', () => {
    const declared: Partial<Record<Component, string>> = {
      kubernetes: rows['k8s.io/kubernetes'],
      keda: rows['github.com/kedacore/keda/v2'],
      httpAddOn: rows['github.com/kedacore/http-add-on'],
      spinOperator: rows['github.com/spinkube/spin-operator'],
      runtimeClassManager: rows['github.com/spinkube/runtime-class-manager'],
      knative: rows['knative.dev/serving'],
      gatewayApi: rows['sigs.k8s.io/gateway-api'],
    };
    for (const [component, version] of Object.entries(declared))
      expect([component, minorOf(version)]).toStrictEqual([component, OLDEST[component as Component]]);
    expect(names.filter((name) => OLDEST[name] !== SUPPORTED[name].min)).toStrictEqual(['kubernetes', 'runtimeClassManager']);
  });
});

test('the README names the Kubernetes of the control plane', () => {
  expect(read('README.md')).toContain(`an API server of Kubernetes ${minorOf(KUBERNETES_VERSION)} with`);
});

/** What a page may call a component, before a version of it. */
const TITLES: { readonly [component in Component]: RegExp } = {
  kubernetes: /\bKubernetes v?(\d+\.\d+)/g,
  keda: /\bKEDA v?(\d+\.\d+)/g,
  httpAddOn: /\badd-on v?(\d+\.\d+)/g,
  spinOperator: /\bspin-operator v?(\d+\.\d+)/g,
  spinShim: /\bcontainerd-shim-spin v?(\d+\.\d+)/g,
  knative: /\bKnative(?: Serving)? v?(\d+\.\d+)/g,
  runtimeClassManager: /\bruntime-class-manager v?(\d+\.\d+)/g,
  gatewayApi: /\bGateway API v?(\d+\.\d+)/g,
};

// CONTRIBUTING says how a newer one is added
test.each(pages.filter((file) => file !== 'CONTRIBUTING.md'))('%s names no release newer than the supported ones', (file) => {
  const text = read(file);
  const newer = names.flatMap((name) =>
    [...text.matchAll(TITLES[name])].filter(([, version]) => compareVersions(version, SUPPORTED[name].max) > 0).map(([found]) => found),
  );
  expect(newer).toStrictEqual([]);
});
