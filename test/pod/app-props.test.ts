import type { Chart } from 'cdk8s';
import { HttpScaledWasm, KnativeWagiService, SpinAppScaled, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf } from '../support/synth';

const runtime = WasmRuntime.SPIN;
const paths: [string, (chart: Chart, props: object) => unknown][] = [
  ['WasmApp', (chart, props) => new WasmApp(chart, 'app', { image: 'img', runtime, ...props })],
  ['HttpScaledWasm', (chart, props) => new HttpScaledWasm(chart, 'app', { image: 'img', runtime, hosts: ['app.example.com'], ...props })],
  ['SpinAppScaled', (chart, props) => new SpinAppScaled(chart, 'app', { image: 'img', ...props })],
  ['KnativeWagiService', (chart, props) => new KnativeWagiService(chart, 'app', { image: 'img', ...props })],
];

/** Props that plain JavaScript can pass against their type. */
const wrong: [object, string][] = [
  [{ image: 'a b' }, 'image ("a b") must be a reference of an image, such as ghcr.io/example/app:1.0: remove the spaces'],
  [{ imagePullPolicy: 'always' }, 'imagePullPolicy ("always") must be one of Always, IfNotPresent, Never: write ImagePullPolicy.ALWAYS'],
  [{ env: 5 }, "env (5) must be an object: write { NAME: EnvValue.fromValue('value') }"],
  [{ resources: null }, 'resources (null) must be an object: pass an object with cpu, memory or ephemeralStorage'],
  [{ resources: { cpu: 5 } }, 'resources.cpu (5) must be an object: write { request: Cpu.units(5), limit: Cpu.units(5) }'],
  [{ labels: 'team=web' }, 'labels ("team=web") must be an object: write { team: "web" }'],
  [{ labels: { team: 5 } }, 'labels team (5) must be a string: write "5"'],
  [{ labels: { 'a b': 'c' } }, "labels \"a b\" must be named like example.com/name: letters, digits, '-', '_' and '.', at most 63"],
  [
    { labels: { team: 'web team' } },
    "labels team (\"web team\") must be a label: letters, digits, '-', '_' and '.', at most 63, a letter or digit at both ends",
  ],
  [
    { labels: { 'app.kubernetes.io/name': 'other' } },
    'labels app.kubernetes.io/name ("other") is set to the name of the app: leave it out and pass name',
  ],
  [{ annotations: null }, "annotations (null) must be an object: write { 'example.com/name': 'value' }"],
  [{ podAnnotations: { note: true } }, 'podAnnotations note (true) must be a string: write "true"'],
  [
    { serviceAccountName: 'A B' },
    "serviceAccountName (\"A B\") must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters",
  ],
  [{ readinessProbe: '/ready' }, 'readinessProbe ("/ready") must be a Probe, such as Probe.httpGet(\'/healthz\')'],
  [{ livenessProbe: {} }, "livenessProbe ({}) must be a Probe, such as Probe.httpGet('/healthz')"],
];

describe.each(paths)('%s', (construct, make) => {
  test.each(wrong)('fails for %j', (props, message) => {
    // the values within the props are checked by the WasmApp that it creates
    const where =
      construct === 'HttpScaledWasm' && !('resources' in props && message.includes('must be an object')) ? 'test/app/App' : 'test/app';
    expect(errorOf((chart) => make(chart, props))).toBe(`${message} [${where}]`);
  });
});

test.each([
  ['tolerations', {}, 'tolerations ({}) must be a list: put it in brackets, [ ]'],
  ['sidecars', [null], 'sidecars[0] (null) must be an object: pass an object with props of Sidecar'],
  ['volumes', ['data'], 'volumes[0] ("data") must be an object: write { name: "data" }'],
  ['command', [5], 'command[0] (5) must be a string: write "5"'],
  [
    'podSecurityContext',
    'x',
    'podSecurityContext ("x") must be an object: pass an object with fsGroup, fsGroupChangePolicy, runAsGroup, runAsNonRoot, runAsUser, seLinuxOptions, seccompProfile, supplementalGroups, sysctls or windowsOptions',
  ],
  ['automountServiceAccountToken', 'no', 'automountServiceAccountToken ("no") must be true or false'],
])('fails for a WasmApp whose %s is %j', (prop, value, message) => {
  expect(errorOf((chart) => new WasmApp(chart, 'app', { image: 'img', runtime, [prop]: value }))).toBe(`${message} [test/app]`);
});

test.each([
  [
    'runtimeConfig',
    'x',
    'runtimeConfig ("x") must be an object: pass an object with loadFromSecret, keyValueStores, sqliteDatabases or llmCompute',
  ],
  ['enableAutoscaling', 'no', 'enableAutoscaling ("no") must be true or false'],
  ['exposure', 'ingress', 'exposure ("ingress") must be an Exposure, such as Exposure.ingress()'],
  ['triggers', null, 'triggers (null) must be a list: leave it out, or write [ ] with its elements'],
])('fails for a SpinAppScaled whose %s is %j', (prop, value, message) => {
  expect(errorOf((chart) => new SpinAppScaled(chart, 'app', { image: 'img', [prop]: value }))).toBe(`${message} [test/app]`);
});

test('fails for a KnativeWagiService whose metric is a string', () => {
  expect(errorOf((chart) => new KnativeWagiService(chart, 'app', { image: 'img', metric: 'rps' as never }))).toBe(
    'metric ("rps") must be a KnativeMetric, such as KnativeMetric.concurrency(10) [test/app]',
  );
});
