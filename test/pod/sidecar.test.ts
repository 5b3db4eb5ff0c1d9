import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy } from 'cdk8s-plus-28';
import { Probe, type Sidecar, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'app:1', runtime: WasmRuntime.WASMEDGE };

/** Returns a rendered sidecar. */
function container(sidecar: Sidecar) {
  const volumes = [{ name: 'data', emptyDir: {} }];
  const manifests = synth((chart) => new WasmApp(chart, 'app', { ...APP, volumes, sidecars: [sidecar] }));
  return only(manifests, 'Deployment').spec.template.spec.containers[1];
}

test('a sidecar with the required props has the Restricted security context', () => {
  expect(container({ name: 'redis', image: 'redis:7' })).toStrictEqual({
    name: 'redis',
    image: 'redis:7',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
  });
});

test.each([
  { given: undefined, user: 65532 },
  { given: { runAsUser: 999 }, user: 999 },
])('in a pod whose runtime needs root, Linux containers run as user $user with the securityContext $given', ({ given, user }) => {
  const linux = { name: 'redis', image: 'redis:7', securityContext: given };
  const props = { image: 'app:1', runtime: WasmRuntime.SPIN, sidecars: [linux], initContainers: [{ ...linux, name: 'first' }] };
  const { spec } = only(
    synth((chart) => new WasmApp(chart, 'app', props)),
    'Deployment',
  ).spec.template;
  const security = { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } };
  expect(spec.securityContext).toStrictEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.containers.map(({ securityContext }: { securityContext: object }) => securityContext)).toStrictEqual([
    security,
    { ...security, runAsUser: user, runAsGroup: user },
  ]);
  expect(spec.initContainers[0].securityContext).toStrictEqual({ ...security, runAsUser: user, runAsGroup: user });
});

test('a sidecar takes every prop', () => {
  const sidecar: Sidecar = {
    name: 'redis',
    image: 'redis:7',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['redis-server'],
    args: ['--save', '60'],
    env: { TZ: EnvValue.fromValue('UTC') },
    port: 6379,
    resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(32) } },
    readinessProbe: Probe.tcpSocket({ successThreshold: 2 }),
    livenessProbe: Probe.httpGet('/live', { port: 9121, period: Duration.seconds(20) }),
    startupProbe: Probe.grpc(),
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    securityContext: { readOnlyRootFilesystem: true, runAsUser: 999 },
  };
  expect(container(sidecar)).toStrictEqual({
    name: 'redis',
    image: 'redis:7',
    imagePullPolicy: 'IfNotPresent',
    command: ['redis-server'],
    args: ['--save', '60'],
    env: [{ name: 'TZ', value: 'UTC' }],
    ports: [{ containerPort: 6379 }],
    resources: { requests: { cpu: '50m' }, limits: { memory: '32Mi' } },
    readinessProbe: { tcpSocket: { port: 6379 }, successThreshold: 2 },
    livenessProbe: { httpGet: { path: '/live', port: 9121 }, periodSeconds: 20 },
    startupProbe: { grpc: { port: 6379 } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsUser: 999,
      runAsGroup: 999,
    },
  });
});

test.each<[string, object, string]>([
  [
    'a name in upper case',
    { name: 'Redis' },
    'sidecars[0].name ("Redis") must be a DNS label: lower case letters, digits and \'-\', at most 63 characters [test/app]',
  ],
  ['no image', { image: undefined }, 'sidecars[0].image is missing: pass a string [test/app]'],
  ['an invalid port', { port: 70_000 }, 'sidecars[0].port (70000) must be a whole number from 1 to 65535 [test/app]'],
  [
    'a command outside a list',
    { command: 'redis-server' },
    'sidecars[0].command ("redis-server") must be a list: write ["redis-server"] [test/app]',
  ],
  ['arguments outside a list', { args: '-v' }, 'sidecars[0].args ("-v") must be a list: write ["-v"] [test/app]'],
  [
    'an environment of texts',
    { env: { TZ: 'UTC' } },
    'sidecars[0].env.TZ ("UTC") must be an EnvValue: write EnvValue.fromValue("UTC") [test/app]',
  ],
  [
    'resources of texts',
    { resources: { memory: { limit: '32Mi' } } },
    'sidecars[0].resources.memory.limit ("32Mi") must be a Size: write Size.mebibytes(32) [test/app]',
  ],
  [
    'a probe without a port',
    { readinessProbe: Probe.tcpSocket() },
    'sidecars[0].readinessProbe has no port to connect to: pass port to the probe, or port to sidecars[0] [test/app]',
  ],
  [
    'a liveness probe with a successThreshold of 2',
    { port: 6379, livenessProbe: Probe.tcpSocket({ successThreshold: 2 }) },
    'sidecars[0].livenessProbe.successThreshold (2) must be 1, the only value that Kubernetes allows: leave it out [test/app]',
  ],
  [
    'a startup probe with a successThreshold of 2',
    { port: 6379, startupProbe: Probe.tcpSocket({ successThreshold: 2 }) },
    'sidecars[0].startupProbe.successThreshold (2) must be 1, the only value that Kubernetes allows: leave it out [test/app]',
  ],
])('fails for a sidecar with %s', (_, props, message) => {
  const sidecar = { name: 'redis', image: 'redis:7', ...props } as Sidecar;
  expect(errorOf((chart) => new WasmApp(chart, 'app', { ...APP, sidecars: [sidecar] }))).toBe(message);
});

describe('an init container', () => {
  const INIT = { name: 'seed', image: 'ghcr.io/acme/seed:v1', args: ['--once'], volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const volumes = [{ name: 'data', emptyDir: {} }];

  test('is rendered with the Restricted security context, apart from the containers', () => {
    const manifests = synth((chart) => new WasmApp(chart, 'app', { ...APP, volumes, initContainers: [INIT] }));
    const { containers, initContainers } = only(manifests, 'Deployment').spec.template.spec;
    expect(containers).toHaveLength(1);
    expect(initContainers).toStrictEqual([
      { ...INIT, securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } } },
    ]);
  });

  test.each([
    [
      'the name of a sidecar',
      { sidecars: [{ name: 'seed', image: 'redis:7' }], volumes },
      'sidecars and initContainers names "seed" twice: remove one',
    ],
    [
      'a volume that is not there',
      {},
      'initContainers[0].volumeMounts[0].name ("data") must be the name of one of the volumes: add it to volumes',
    ],
    ['no image', { initContainers: [{ name: 'seed' }] }, 'initContainers[0].image is missing: pass a string'],
    ['a text in its place', { initContainers: ['seed'] }, 'initContainers[0] ("seed") must be an object: write { name: "seed" }'],
  ])('fails with %s', (_, props, message) => {
    const all = { ...APP, initContainers: [INIT], ...props } as never;
    expect(errorOf((chart) => new WasmApp(chart, 'app', all))).toBe(`${message} [test/app]`);
  });
});
