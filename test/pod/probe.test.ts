import { Duration } from 'cdk8s';
import { type HttpProbeOptions, type PortProbeOptions, Probe, type ProbeOptions, SpinAppScaled, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'app:1', runtime: WasmRuntime.WASMTIME };

/** Returns the readiness probe of an app's container. */
function readiness(readinessProbe: Probe, port?: number) {
  const manifests = synth((chart) => new WasmApp(chart, 'app', { ...APP, port, readinessProbe }));
  return only(manifests, 'Deployment').spec.template.spec.containers[0].readinessProbe;
}

/** Returns the readiness check of a SpinApp. */
function spinReadiness(readinessProbe: Probe) {
  const manifests = synth((chart) => new SpinAppScaled(chart, 'app', { image: 'app:1', replicas: 1, readinessProbe }));
  return only(manifests, 'SpinApp').spec.checks.readiness;
}

const messageOf = (readinessProbe: Probe) => errorOf((chart) => new WasmApp(chart, 'app', { ...APP, port: 8080, readinessProbe }));

const TIMING: ProbeOptions = {
  initialDelay: Duration.seconds(2),
  period: Duration.minutes(1),
  timeout: Duration.millis(3000),
  successThreshold: 2,
  failureThreshold: 5,
};

const RENDERED_TIMING = { initialDelaySeconds: 2, periodSeconds: 60, timeoutSeconds: 3, successThreshold: 2, failureThreshold: 5 };

test('a probe without options has the port of the app', () => {
  expect(readiness(Probe.httpGet('/ready'), 8080)).toStrictEqual({ httpGet: { path: '/ready', port: 8080 } });
  expect(readiness(Probe.tcpSocket(), 8080)).toStrictEqual({ tcpSocket: { port: 8080 } });
  expect(readiness(Probe.grpc(), 8080)).toStrictEqual({ grpc: { port: 8080 } });
});

test('an HTTP probe takes every option', () => {
  expect(
    readiness(Probe.httpGet('/', { ...TIMING, port: 9000, headers: { Host: 'app.example.com', 'X-Probe': '1' } }), 8080),
  ).toStrictEqual({
    httpGet: {
      path: '/',
      port: 9000,
      httpHeaders: [
        { name: 'Host', value: 'app.example.com' },
        { name: 'X-Probe', value: '1' },
      ],
    },
    ...RENDERED_TIMING,
  });
});

test.each<[string, (options: PortProbeOptions) => Probe]>([
  ['tcpSocket', Probe.tcpSocket],
  ['grpc', Probe.grpc],
])('a %s probe takes every option', (kind, probe) => {
  expect(readiness(probe({ ...TIMING, port: 9000 }))).toStrictEqual({ [kind]: { port: 9000 }, ...RENDERED_TIMING });
});

test('a delay of zero is rendered', () => {
  expect(readiness(Probe.tcpSocket({ initialDelay: Duration.seconds(0) }), 80)).toStrictEqual({
    tcpSocket: { port: 80 },
    initialDelaySeconds: 0,
  });
});

test('the check of a SpinApp always has an initial delay', () => {
  expect(spinReadiness(Probe.httpGet('/ready'))).toStrictEqual({ httpGet: { path: '/ready', httpHeaders: [] }, initialDelaySeconds: 1 });
});

test('the check of a SpinApp has a delay of 1 for 0, which the operator may drop', () => {
  const probe = Probe.httpGet('/ready', { initialDelay: Duration.seconds(0) });
  expect(spinReadiness(probe)).toStrictEqual({ httpGet: { path: '/ready', httpHeaders: [] }, initialDelaySeconds: 1 });
});

test('the check of a SpinApp takes every option but the port', () => {
  expect(spinReadiness(Probe.httpGet('/ready', { ...TIMING, headers: { Host: 'app.example.com' } }))).toStrictEqual({
    httpGet: { path: '/ready', httpHeaders: [{ name: 'Host', value: 'app.example.com' }] },
    ...RENDERED_TIMING,
  });
});

test.each<[string, Probe, string]>([
  [
    'is a TCP probe',
    Probe.tcpSocket(),
    'readinessProbe must be an HTTP probe, the only kind a SpinApp supports: use Probe.httpGet() [test/app]',
  ],
  [
    'is a gRPC probe',
    Probe.grpc(),
    'readinessProbe must be an HTTP probe, the only kind a SpinApp supports: use Probe.httpGet() [test/app]',
  ],
  [
    'has a port',
    Probe.httpGet('/', { port: 80 }),
    'readinessProbe must not have a port (80): a SpinApp is probed on its own port, leave it out [test/app]',
  ],
])('fails if the check of a SpinApp %s', (_, readinessProbe, message) => {
  expect(errorOf((chart) => new SpinAppScaled(chart, 'app', { image: 'app:1', replicas: 1, readinessProbe }))).toBe(message);
});

test('fails if neither the probe nor the app has a port', () => {
  expect(errorOf((chart) => new WasmApp(chart, 'app', { ...APP, livenessProbe: Probe.tcpSocket() }))).toBe(
    'livenessProbe has no port to connect to: pass port to the probe, or port to the app [test/app]',
  );
});

test.each<[unknown, string]>([
  ['ready', '"ready"'],
  ['', '""'],
  ['http://app/ready', '"http://app/ready"'],
  [undefined, 'undefined'],
  [5, '5'],
])('fails if the path is %j', (path, shown) => {
  expect(messageOf(Probe.httpGet(path as string))).toBe(`readinessProbe.path (${shown}) must start with "/" [test/app]`);
});

test.each<[unknown, string]>([
  [{ port: 0 }, 'readinessProbe.port (0) must be a whole number from 1 to 65535 [test/app]'],
  [{ port: '80' }, 'readinessProbe.port ("80") must be a whole number from 1 to 65535: write 80 [test/app]'],
  [{ headers: { 'X Probe': '1' } }, 'readinessProbe.headers has "X Probe", which must be the name of an HTTP header [test/app]'],
  [{ headers: { 'X-Probe': 1 } }, 'readinessProbe.headers.X-Probe (1) must be a string: write "1" [test/app]'],
  [{ initialDelay: 5 }, 'readinessProbe.initialDelay (5) must be a Duration: write Duration.seconds(5) [test/app]'],
  [
    { initialDelay: Duration.millis(100) },
    'readinessProbe.initialDelay (0.1 s) must be a whole number of seconds: round it up with Duration.seconds(1) [test/app]',
  ],
  [{ period: Duration.seconds(0) }, 'readinessProbe.period (0 s) must be at least 1 s [test/app]'],
  [{ timeout: Duration.seconds(0) }, 'readinessProbe.timeout (0 s) must be at least 1 s [test/app]'],
  [{ successThreshold: 0 }, 'readinessProbe.successThreshold (0) must be a whole number of at least 1 [test/app]'],
  [{ failureThreshold: 1.5 }, 'readinessProbe.failureThreshold (1.5) must be a whole number of at least 1 [test/app]'],
])('fails for the options %j', (options, message) => {
  expect(messageOf(Probe.httpGet('/', options as HttpProbeOptions))).toBe(message);
});

test.each(['livenessProbe', 'startupProbe'] as const)('fails for a %s with a successThreshold of 2', (prop) => {
  const probe = Probe.tcpSocket({ successThreshold: 2 });
  expect(errorOf((chart) => new WasmApp(chart, 'app', { ...APP, port: 8080, [prop]: probe }))).toBe(
    `${prop}.successThreshold (2) must be 1, the only value that Kubernetes allows: leave it out [test/app]`,
  );
});

test('a liveness probe may have a successThreshold of 1', () => {
  const livenessProbe = Probe.tcpSocket({ successThreshold: 1 });
  const manifests = synth((chart) => new WasmApp(chart, 'app', { ...APP, port: 80, livenessProbe }));
  expect(only(manifests, 'Deployment').spec.template.spec.containers[0].livenessProbe).toStrictEqual({
    tcpSocket: { port: 80 },
    successThreshold: 1,
  });
});
