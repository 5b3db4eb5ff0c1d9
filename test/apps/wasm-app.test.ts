import { ApiObject, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, Secret } from 'cdk8s-plus-28';
import { MetricType, Probe, Trigger, WasmApp, type WasmAppProps, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP: WasmAppProps = { image: 'ghcr.io/acme/app:1', runtime: WasmRuntime.WASMTIME };
const QUEUE = Trigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'sum(queue)', threshold: 5 });
const CPU = Trigger.cpu({ value: '60' }, { metricType: MetricType.UTILIZATION });

const app = (props: Partial<WasmAppProps> = {}) => synth((chart) => new WasmApp(chart, 'app', { ...APP, ...props }));
const podOf = (props: Partial<WasmAppProps>) => only(app(props), 'Deployment').spec.template.spec;
const containerOf = (props: Partial<WasmAppProps>) => podOf(props).containers[0];

/** Returns the error for props of any type, as plain JavaScript can pass them. */
const messageOf = (props: object) => errorOf((chart) => new WasmApp(chart, 'app', { ...APP, ...props }));

test('an app without a port is only a Deployment, small, Restricted and without replicas', () => {
  expect(app()).toStrictEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'app', labels: { 'app.kubernetes.io/name': 'app' } },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'app' } },
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'app' } },
          spec: {
            runtimeClassName: 'wasmtime',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'app',
                image: 'ghcr.io/acme/app:1',
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
              },
            ],
          },
        },
      },
    },
  ]);
});

test('an app with a port has a Service of its name', () => {
  const manifests = app({ port: 3000 });
  expect(manifests).toHaveLength(2);
  expect(only(manifests, 'Service')).toStrictEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'app', labels: { 'app.kubernetes.io/name': 'app' } },
    spec: { selector: { 'app.kubernetes.io/name': 'app' }, ports: [{ name: 'http', port: 3000, targetPort: 'http' }] },
  });
  expect(containerOf({ port: 3000 }).ports).toStrictEqual([{ name: 'http', containerPort: 3000 }]);
});

test('every prop is rendered', () => {
  const manifests = synth(
    (chart) =>
      new WasmApp(chart, 'app', {
        name: 'shop',
        image: 'ghcr.io/acme/shop:2',
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        imagePullSecrets: [Secret.fromSecretName(chart, 'Registry', 'registry')],
        runtime: WasmRuntime.SLIGHT,
        port: 3001,
        servicePort: 80,
        replicas: 3,
        command: ['/app'],
        args: ['run', '-v'],
        env: { REDIS_ADDRESS: EnvValue.fromValue('redis://redis:6379') },
        resources: {
          cpu: { request: Cpu.millis(50), limit: Cpu.units(1) },
          memory: { limit: Size.mebibytes(128) },
          ephemeralStorage: { limit: Size.gibibytes(1) },
        },
        labels: { team: 'web' },
        annotations: { 'example.com/owner': 'web' },
        podAnnotations: { 'module.wasm.image/variant': 'compat-smart' },
        serviceAccountName: 'shop',
        automountServiceAccountToken: true,
        readinessProbe: Probe.httpGet('/ready'),
        livenessProbe: Probe.tcpSocket(),
        startupProbe: Probe.grpc({ failureThreshold: 30 }),
        sidecars: [{ name: 'redis', image: 'redis:7' }],
        volumes: [{ name: 'config', configMap: { name: 'shop' } }],
        volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }],
        nodeSelector: { 'kubernetes.io/arch': 'arm64' },
        tolerations: [{ key: 'wasm', operator: 'Exists', effect: 'NoSchedule' }],
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
        podSecurityContext: { runAsUser: 1000, fsGroup: 1000 },
        securityContext: { readOnlyRootFilesystem: true },
      }),
  );
  const labels = { team: 'web', 'app.kubernetes.io/name': 'shop' };
  expect(manifests).toStrictEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'shop', labels, annotations: { 'example.com/owner': 'web' } },
      spec: {
        replicas: 3,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
        template: {
          metadata: { labels, annotations: { 'module.wasm.image/variant': 'compat-smart' } },
          spec: {
            runtimeClassName: 'wasmtime-slight',
            serviceAccountName: 'shop',
            automountServiceAccountToken: true,
            enableServiceLinks: false,
            imagePullSecrets: [{ name: 'registry' }],
            nodeSelector: { 'kubernetes.io/arch': 'arm64' },
            tolerations: [{ key: 'wasm', operator: 'Exists', effect: 'NoSchedule' }],
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
              },
            ],
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'shop',
                image: 'ghcr.io/acme/shop:2',
                imagePullPolicy: 'Always',
                command: ['/app'],
                args: ['run', '-v'],
                env: [{ name: 'REDIS_ADDRESS', value: 'redis://redis:6379' }],
                ports: [{ name: 'http', containerPort: 3001 }],
                resources: {
                  requests: { cpu: '50m' },
                  limits: { cpu: '1', memory: '128Mi', 'ephemeral-storage': '1Gi' },
                },
                readinessProbe: { httpGet: { path: '/ready', port: 3001 } },
                livenessProbe: { tcpSocket: { port: 3001 } },
                startupProbe: { grpc: { port: 3001 }, failureThreshold: 30 },
                volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
              },
              {
                name: 'redis',
                image: 'redis:7',
                securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
              },
            ],
            volumes: [{ name: 'config', configMap: { name: 'shop' } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop', labels },
      spec: { selector: { 'app.kubernetes.io/name': 'shop' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
  ]);
});

test('an app with triggers is scaled from zero on its Deployment, which has no replicas', () => {
  const manifests = app({
    port: 3000,
    triggers: [QUEUE],
    minReplicas: 0,
    maxReplicas: 20,
    cooldown: Duration.seconds(30),
    pollingInterval: Duration.seconds(5),
    labels: { team: 'web' },
  });
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['Service', 'Deployment', 'ScaledObject']);
  expect(only(manifests, 'Deployment').spec).not.toHaveProperty('replicas');
  const scaledObject = only(manifests, 'ScaledObject');
  expect(scaledObject).toStrictEqual({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'app', labels: { team: 'web', 'app.kubernetes.io/name': 'app' } },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
      minReplicaCount: 0,
      maxReplicaCount: 20,
      cooldownPeriod: 30,
      pollingInterval: 5,
      triggers: [{ type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(queue)', threshold: '5' } }],
    },
  });
  expect(schemaErrors(scaledObject)).toStrictEqual([]);
});

test('the objects and the ports are properties of the construct', () => {
  const chart = Testing.chart();
  const plain = new WasmApp(chart, 'plain', { ...APP });
  expect([plain.service, plain.scaledObject, plain.port, plain.servicePort]).toStrictEqual([undefined, undefined, undefined, undefined]);
  const scaled = new WasmApp(chart, 'scaled', { ...APP, name: 'shop', port: 3000, servicePort: 80, triggers: [QUEUE] });
  expect([scaled.name, scaled.port, scaled.servicePort]).toStrictEqual(['shop', 3000, 80]);
  const objects = [plain.deployment, scaled.deployment, scaled.service!, scaled.scaledObject!];
  for (const object of objects) expect(object).toBeInstanceOf(ApiObject);
  expect(objects.map(({ kind, name }) => `${kind} ${name}`)).toStrictEqual([
    'Deployment plain',
    'Deployment shop',
    'Service shop',
    'ScaledObject shop',
  ]);
});

test('a JSON patch is applied to the Deployment', () => {
  const manifests = synth((chart) => {
    const { deployment } = new WasmApp(chart, 'app', APP);
    deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false));
  });
  expect(only(manifests, 'Deployment').spec.template.spec.hostUsers).toBe(false);
});

test('the Service uses the default port of the runtime', () => {
  const service = only(app({ runtime: WasmRuntime.SLIGHT }), 'Service');
  expect(service.spec.ports).toStrictEqual([{ name: 'http', port: 3000, targetPort: 'http' }]);
});

test('replicas of 0 are rendered', () => {
  expect(only(app({ replicas: 0 }), 'Deployment').spec.replicas).toBe(0);
});

test('an empty command keeps the entrypoint of the image, with a runtime that has a command of its own', () => {
  expect(containerOf({ runtime: WasmRuntime.SPIN }).command).toStrictEqual(['/']);
  expect(containerOf({ runtime: WasmRuntime.SPIN, command: [] }).command).toStrictEqual([]);
});

test('resources replace the defaults as a whole', () => {
  expect(containerOf({ resources: {} }).resources).toStrictEqual({});
  expect(containerOf({ resources: { cpu: { limit: Cpu.millis(20) } } }).resources).toStrictEqual({ limits: { cpu: '20m' } });
});

test('a spread constraint keeps its own selector', () => {
  const labelSelector = { matchLabels: { team: 'web' } };
  const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
  const constraints = podOf({
    topologySpreadConstraints: [
      { ...spread, labelSelector },
      { ...spread, labelSelector: undefined },
    ],
  }).topologySpreadConstraints;
  expect(constraints).toStrictEqual([
    { ...spread, labelSelector: { matchLabels: { team: 'web' } } },
    { ...spread, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'app' } } },
  ]);
});

describe('the listen address of Spin', () => {
  const spin = (env?: WasmAppProps['env'], port?: number) => containerOf({ runtime: WasmRuntime.SPIN, env, port }).env;

  test('is rendered after the environment of the user', () => {
    expect(spin()).toStrictEqual([{ name: 'SPIN_HTTP_LISTEN_ADDR', value: '0.0.0.0:8080' }]);
    expect(spin({ A: EnvValue.fromValue('1') }, 3000)).toStrictEqual([
      { name: 'A', value: '1' },
      { name: 'SPIN_HTTP_LISTEN_ADDR', value: '0.0.0.0:3000' },
    ]);
  });

  test('can be set by the user, with the same port', () => {
    expect(spin({ SPIN_HTTP_LISTEN_ADDR: EnvValue.fromValue('[::]:8080') })).toStrictEqual([
      { name: 'SPIN_HTTP_LISTEN_ADDR', value: '[::]:8080' },
    ]);
  });

  test('can come from a ConfigMap, where its value is unknown', () => {
    const fromConfigMap = EnvValue.fromConfigMap({ name: 'spin' } as never, 'address');
    expect(spin({ SPIN_HTTP_LISTEN_ADDR: fromConfigMap })).toStrictEqual([
      { name: 'SPIN_HTTP_LISTEN_ADDR', valueFrom: { configMapKeyRef: { name: 'spin', key: 'address' } } },
    ]);
  });

  test.each<[string, string]>([
    [
      '0.0.0.0:80',
      'env.SPIN_HTTP_LISTEN_ADDR ("0.0.0.0:80") must have port 8080, the target port of the Service: leave it out and pass port [test/app]',
    ],
    [
      '127.0.0.1:8080',
      'env.SPIN_HTTP_LISTEN_ADDR ("127.0.0.1:8080") is reachable from inside the pod only: ' +
        'leave it out, or listen on 0.0.0.0:8080 [test/app]',
    ],
    [
      'localhost:8080',
      'env.SPIN_HTTP_LISTEN_ADDR ("localhost:8080") is reachable from inside the pod only: ' +
        'leave it out, or listen on 0.0.0.0:8080 [test/app]',
    ],
    [
      '[::1]:8080',
      'env.SPIN_HTTP_LISTEN_ADDR ("[::1]:8080") is reachable from inside the pod only: leave it out, or listen on 0.0.0.0:8080 [test/app]',
    ],
  ])('fails for %s', (address, message) => {
    expect(messageOf({ runtime: WasmRuntime.SPIN, env: { SPIN_HTTP_LISTEN_ADDR: EnvValue.fromValue(address) } })).toBe(message);
  });
});

describe('bad input', () => {
  test.each<[string, object, string]>([
    [
      'the name is in upper case',
      { name: 'MyApp' },
      'name ("MyApp") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
        'pass a name like "my-app" [test/app]',
    ],
    [
      'the name is longer than that of a Service may be',
      { name: 'a'.repeat(64) },
      `name ("${'a'.repeat(64)}", 64 characters) must have at most 63 characters, since it is the name of a Service: ` +
        'pass a shorter name [test/app]',
    ],
    [
      'the name is longer than KEDA takes',
      { name: 'a'.repeat(55), triggers: [QUEUE] },
      `name ("${'a'.repeat(55)}", 55 characters) must have at most 54 characters, since KEDA names the HPA keda-hpa-<name>, ` +
        'which may have 63: ' +
        'pass a shorter name [test/app]',
    ],
    ['the image is missing', { image: undefined }, 'image is missing: pass a string [test/app]'],
    ['the image is blank', { image: ' ' }, 'image (" ") must be a non-empty string [test/app]'],
    ['the runtime is missing', { runtime: undefined }, 'runtime (undefined) must be a WasmRuntime, such as WasmRuntime.SPIN [test/app]'],
    ['the runtime is a string', { runtime: 'spin' }, 'runtime ("spin") must be a WasmRuntime, such as WasmRuntime.SPIN [test/app]'],
    [
      'the runtime is the class',
      { runtime: WasmRuntime },
      'runtime (function WasmRuntime) must be a WasmRuntime, such as WasmRuntime.SPIN [test/app]',
    ],
    [
      'the RuntimeClass is called as none can be',
      { runtime: WasmRuntime.of({ runtimeClassName: 'My_Wasm' }) },
      'runtime.runtimeClassName ("My_Wasm") must be a DNS subdomain: ' +
        "lower case letters, digits, '-' and '.', at most 253 characters [test/app]",
    ],
    ['the port is 0', { port: 0 }, 'port (0) must be a whole number from 1 to 65535 [test/app]'],
    ['the port is a string', { port: '8080' }, 'port ("8080") must be a whole number from 1 to 65535: write 8080 [test/app]'],
    [
      'the port of the Service is too high',
      { port: 80, servicePort: 65536 },
      'servicePort (65536) must be a whole number from 1 to 65535 [test/app]',
    ],
    [
      'the Service has a port and the app none',
      { servicePort: 80 },
      'servicePort (80) needs the port the app listens on: pass port [test/app]',
    ],
    ['replicas are negative', { replicas: -1 }, 'replicas (-1) must be a whole number of at least 0 [test/app]'],
    ['replicas are NaN', { replicas: Number.NaN }, 'replicas (NaN) must be a whole number of at least 0 [test/app]'],
    [
      'replicas stand beside triggers',
      { replicas: 1, triggers: [QUEUE] },
      'replicas (1) would be reset by every apply while KEDA scales the app: leave it out, or leave triggers out [test/app]',
    ],
    [
      'minReplicas stands without triggers',
      { minReplicas: 0, maxReplicas: 5 },
      'minReplicas (0) has no effect without triggers: pass triggers, or pass replicas instead [test/app]',
    ],
    [
      'maxReplicas stands without triggers',
      { maxReplicas: 5 },
      'maxReplicas (5) has no effect without triggers: pass triggers, or pass replicas instead [test/app]',
    ],
    ['triggers are empty', { triggers: [] }, 'triggers ([]) must not be empty: leave it out, or pass at least one Trigger [test/app]'],
    ['the command is a string', { command: '/app' }, 'command ("/app") must be a list: write ["/app"] [test/app]'],
    ['the arguments are a string', { args: '-v' }, 'args ("-v") must be a list: write ["-v"] [test/app]'],
    [
      'the sidecars are no list',
      { sidecars: { name: 'redis', image: 'redis:7' } },
      'sidecars ({"name":"redis","image":"redis:7"}) must be a list: put it in brackets, [ ] [test/app]',
    ],
    ['the volumes are no list', { volumes: { name: 'a' } }, 'volumes ({"name":"a"}) must be a list: put it in brackets, [ ] [test/app]'],
    [
      'the volume mounts are no list',
      { volumeMounts: { name: 'a' } },
      'volumeMounts ({"name":"a"}) must be a list: put it in brackets, [ ] [test/app]',
    ],
    [
      'the environment has strings as values',
      { env: { A: '1' } },
      'env.A ("1") must be an EnvValue: write EnvValue.fromValue("1") [test/app]',
    ],
    [
      'the resources are those of a manifest',
      { resources: { limits: { cpu: '100m' } } },
      'resources.limits ({"cpu":"100m"}) is unknown: write { cpu: { request, limit }, memory: { request, limit } } [test/app]',
    ],
    [
      'the pull secrets are texts',
      { imagePullSecrets: ['registry'] },
      "imagePullSecrets[0] (\"registry\") must be a Secret: write Secret.fromSecretName(this, 'Registry', 'registry') [test/app]",
    ],
    [
      'a sidecar has the name of the app',
      { sidecars: [{ name: 'app', image: 'redis:7' }] },
      'sidecars names "app" twice: remove one [test/app]',
    ],
    [
      'two sidecars have one name',
      {
        sidecars: [
          { name: 'redis', image: 'redis:6' },
          { name: 'redis', image: 'redis:7' },
        ],
      },
      'sidecars names "redis" twice: remove one [test/app]',
    ],
    [
      'a sidecar listens on the port of the app',
      { port: 8080, sidecars: [{ name: 'proxy', image: 'envoy:1', port: 8080 }] },
      'sidecars[0].port (8080) is already used by the app in the same pod: use another port for one of them [test/app]',
    ],
    [
      'two sidecars listen on one port',
      {
        sidecars: [
          { name: 'proxy', image: 'envoy:1', port: 9000 },
          { name: 'other', image: 'other:1', port: 9000 },
        ],
      },
      'sidecars[1].port (9000) is already used by sidecars[0] in the same pod: use another port for one of them [test/app]',
    ],
    [
      'a mount names no volume',
      { volumes: [{ name: 'data', emptyDir: {} }], volumeMounts: [{ name: 'date', mountPath: '/data' }] },
      'volumeMounts[0].name ("date") must be the name of one of the volumes: add it to volumes [test/app]',
    ],
    [
      'a mount of a sidecar names no volume',
      { sidecars: [{ name: 'redis', image: 'redis:7', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      'sidecars[0].volumeMounts[0].name ("data") must be the name of one of the volumes: add it to volumes [test/app]',
    ],
    [
      'a probe has no port',
      { readinessProbe: Probe.httpGet('/') },
      'readinessProbe has no port to connect to: pass port to the probe, or port to the app [test/app]',
    ],
    [
      'a cpu trigger meets a sidecar without a request',
      { triggers: [CPU], sidecars: [{ name: 'redis', image: 'redis:7' }] },
      'the cpu trigger needs a cpu request of container redis: pass it in resources [test/app]',
    ],
  ])('fails when %s', (_, props, message) => {
    expect(messageOf(props)).toBe(message);
  });

  test('fails when the construct id, which is the default name, is not a valid name', () => {
    expect(errorOf((chart) => new WasmApp(chart, 'Hello World', APP))).toBe(
      'name ("Hello World") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
        'pass a name like "hello-world" [test/Hello World]',
    );
  });

  test('fails when two apps of a namespace have the same name', () => {
    expect(
      errorOf((chart) => {
        new WasmApp(chart, 'first', { ...APP, name: 'app' });
        new WasmApp(chart, 'second', { ...APP, name: 'app' });
      }),
    ).toBe('Deployment app is already created by [test/first]: rename one of the two [test/second]');
  });
});

test('apps in two namespaces can have the same name', () => {
  const root = Testing.app();
  for (const namespace of ['blue', 'green']) new WasmApp(new Chart(root, namespace, { namespace }), 'app', { ...APP, port: 80 });
  expect(
    root.charts.flatMap((chart) => chart.toJson()).map(({ kind, metadata }) => `${metadata.namespace} ${kind} ${metadata.name}`),
  ).toStrictEqual(['blue Deployment app', 'blue Service app', 'green Deployment app', 'green Service app']);
});

test.each([
  ['the pod', { podSecurityContext: { runAsUser: 0 } }, 'podSecurityContext'],
  ['the container', { securityContext: { runAsUser: 0 } }, 'securityContext'],
])('fails when %s sets root and runAsNonRoot is true', (_, context, prop) => {
  expect(errorOf((chart) => new WasmApp(chart, 'app', { image: 'img', runtime: WasmRuntime.SLIGHT, ...context }))).toBe(
    `${prop}.runAsUser (0) is root, which runAsNonRoot forbids: pass another user, or runAsNonRoot: false as well [test/app]`,
  );
});

test('root is rendered if runAsNonRoot is false', () => {
  const podSecurityContext = { runAsUser: 0, runAsNonRoot: false };
  const deployment = only(
    synth((chart) => new WasmApp(chart, 'app', { image: 'img', runtime: WasmRuntime.SLIGHT, podSecurityContext })),
    'Deployment',
  );
  expect(deployment.spec.template.spec.securityContext).toStrictEqual({
    runAsNonRoot: false,
    runAsUser: 0,
    runAsGroup: 0,
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test.each([
  ['cooldown', { cooldown: Duration.seconds(5) }],
  ['idleReplicas', { idleReplicas: 0 }],
  ['fallback', { fallback: { failureThreshold: 1, replicas: 1 } }],
  ['hpaName', { hpaName: 'mine' }],
])('fails when %s is set on an app without autoscaling', (prop, props) => {
  expect(errorOf((chart) => new WasmApp(chart, 'app', { image: 'img', runtime: WasmRuntime.SPIN, ...props }))).toBe(
    `${prop} has no effect without triggers: pass triggers, or leave ${prop} out [test/app]`,
  );
});

test.each<[string, object, object]>([
  ['that of its user', { runAsUser: 1000 }, { runAsUser: 1000, runAsGroup: 1000 }],
  ['the one that is passed', { runAsUser: 1000, runAsGroup: 0 }, { runAsUser: 1000, runAsGroup: 0 }],
  ['that of the default user, with another group of files', { fsGroup: 7 }, { runAsUser: 65532, runAsGroup: 65532, fsGroup: 7 }],
])('the group of a pod is %s', (_, podSecurityContext, expected) => {
  expect(podOf({ podSecurityContext }).securityContext).toStrictEqual({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    ...expected,
  });
});

test('capabilities that are added take the place of the default one', () => {
  const capabilitiesOf = (capabilities: object) => containerOf({ securityContext: { capabilities } }).securityContext.capabilities;
  expect(capabilitiesOf({ add: ['CHOWN'] })).toStrictEqual({ add: ['CHOWN'], drop: ['ALL'] });
  expect(capabilitiesOf({ add: [] })).toStrictEqual({ drop: ['ALL'] });
});

test('variables of Services are set where the app asks for them', () => {
  expect(podOf({}).enableServiceLinks).toBe(false);
  expect(podOf({ enableServiceLinks: true }).enableServiceLinks).toBe(true);
});

test('Spin runs without a user ID, since its shim writes to the root of the filesystem', () => {
  const { securityContext, containers } = podOf({ runtime: WasmRuntime.SPIN });
  expect(securityContext).toStrictEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(containers[0].securityContext).toStrictEqual({
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
  });
});

test.each([
  ['runAsNonRoot (true)', { podSecurityContext: { runAsNonRoot: true } }],
  ['runAsUser (1000)', { securityContext: { runAsUser: 1000 } }],
  ['readOnlyRootFilesystem (true)', { securityContext: { readOnlyRootFilesystem: true } }],
])('fails when %s would keep Spin from starting', (setting, context) => {
  expect(messageOf({ runtime: WasmRuntime.SPIN, ...context })).toBe(
    `${setting} prevents the start of the runtime, which writes to the root of its filesystem: ` +
      'leave it out, or pass a WasmRuntime that does not need root [test/app]',
  );
});

test('warns of environment variables of a sidecar, which the shims do not pass on', () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  app({ sidecars: [{ name: 'proxy', image: 'proxy:1', env: { LEVEL: EnvValue.fromValue('debug') } }] });
  expect(emitWarning).toHaveBeenCalledWith(
    'sidecars[0].env is not set by the shims of runwasi, which set no environment variables in Linux containers: ' +
      'use args or files [test/app]',
    'cdk8s-wasm',
  );
  emitWarning.mockRestore();
});
