import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, type ISecret } from 'cdk8s-plus-28';
import { KnativeMetric, KnativeWagiService, type KnativeWagiServiceProps, Platform, Probe } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

type Given = Partial<KnativeWagiServiceProps>;

const image = 'ghcr.io/acme/wagi:0.8.1';
const build = (given: Given = {}, knativeFeatures?: string[]) =>
  synth((chart) => new KnativeWagiService(chart, 'wagi', { image, ...given }), { platform: { knativeFeatures } });
const service = (given?: Given, knativeFeatures?: string[]) => only(build(given, knativeFeatures), 'Service');
const container = (given: Given) => service(given).spec.template.spec.containers[0];
const refusal = (given: Given) => errorOf((chart) => new KnativeWagiService(chart, 'wagi', { image, ...given }));

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  seccompProfile: { type: 'RuntimeDefault' },
};

test('the smallest app is a restricted Service that scales to zero, without limits', () => {
  expect(build()).toStrictEqual([
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'wagi', labels: { 'app.kubernetes.io/name': 'wagi' } },
      spec: {
        template: {
          metadata: {
            labels: { 'app.kubernetes.io/name': 'wagi' },
            annotations: { 'autoscaling.knative.dev/min-scale': '0' },
          },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'wagi',
                image: 'ghcr.io/acme/wagi:0.8.1',
                ports: [{ containerPort: 8080 }],
                resources: { requests: { cpu: '100m', memory: '64Mi' } },
                securityContext: RESTRICTED,
              },
            ],
          },
        },
      },
    },
  ]);
});

const EVERYTHING: Given = {
  name: 'shop',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  imagePullSecrets: [{ name: 'registry' } as ISecret],
  env: { RUST_LOG: EnvValue.fromValue('info') },
  resources: { cpu: { request: Cpu.millis(50), limit: Cpu.units(1) }, memory: { limit: Size.mebibytes(128) } },
  labels: { team: 'web' },
  annotations: { 'acme.com/contact': 'web' },
  podAnnotations: { 'acme.com/scrape': 'true' },
  serviceAccountName: 'shop.web',
  readinessProbe: Probe.httpGet('/healthz', { period: Duration.seconds(5), timeout: Duration.seconds(2), failureThreshold: 4 }),
  livenessProbe: Probe.tcpSocket({ failureThreshold: 2 }),
  startupProbe: Probe.grpc({ port: 9000 }),
  metric: KnativeMetric.concurrency(10),
  minReplicas: 1,
  maxReplicas: 10,
  port: 3000,
  command: ['/wagi'],
  args: ['-c', '/config/modules.toml', '-l', '0.0.0.0:3000'],
  containerConcurrency: 1000,
  timeout: Duration.minutes(10),
  responseStartTimeout: Duration.seconds(30),
  idleTimeout: Duration.seconds(0),
  rolloutDuration: Duration.seconds(380),
  progressDeadline: Duration.minutes(2),
  volumes: [{ name: 'config', configMap: { name: 'modules', items: [{ key: 'modules.toml', path: 'modules.toml' }] } }],
  volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }],
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'wasm', operator: 'Exists' }],
  securityContext: { runAsUser: 1000, capabilities: {} },
  domain: 'shop.example.com',
};
const FLAGS = ['kubernetes.podspec-nodeselector', 'kubernetes.podspec-tolerations'];

test('every setting is rendered, those of a revision on the template', () => {
  expect(build(EVERYTHING, FLAGS)).toStrictEqual([
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: {
        name: 'shop',
        labels: { 'app.kubernetes.io/name': 'shop', team: 'web' },
        annotations: { 'acme.com/contact': 'web', 'serving.knative.dev/rollout-duration': '380s' },
      },
      spec: {
        template: {
          metadata: {
            labels: { 'app.kubernetes.io/name': 'shop', team: 'web' },
            annotations: {
              'acme.com/scrape': 'true',
              'serving.knative.dev/progress-deadline': '2m',
              'autoscaling.knative.dev/class': 'kpa.autoscaling.knative.dev',
              'autoscaling.knative.dev/metric': 'concurrency',
              'autoscaling.knative.dev/target': '10',
              'autoscaling.knative.dev/min-scale': '1',
              'autoscaling.knative.dev/max-scale': '10',
            },
          },
          spec: {
            containerConcurrency: 1000,
            timeoutSeconds: 600,
            responseStartTimeoutSeconds: 30,
            idleTimeoutSeconds: 0,
            serviceAccountName: 'shop.web',
            automountServiceAccountToken: false,
            imagePullSecrets: [{ name: 'registry' }],
            nodeSelector: { 'kubernetes.io/arch': 'amd64' },
            tolerations: [{ key: 'wasm', operator: 'Exists' }],
            volumes: [{ name: 'config', configMap: { name: 'modules', items: [{ key: 'modules.toml', path: 'modules.toml' }] } }],
            containers: [
              {
                name: 'shop',
                image: 'ghcr.io/acme/wagi:0.8.1',
                imagePullPolicy: 'Always',
                command: ['/wagi'],
                args: ['-c', '/config/modules.toml', '-l', '0.0.0.0:3000'],
                env: [{ name: 'RUST_LOG', value: 'info' }],
                ports: [{ containerPort: 3000 }],
                readinessProbe: { httpGet: { path: '/healthz', port: 3000 }, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 4 },
                livenessProbe: { tcpSocket: { port: 3000 }, failureThreshold: 2 },
                startupProbe: { grpc: { port: 9000 } },
                volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }],
                resources: { requests: { cpu: '50m' }, limits: { cpu: '1', memory: '128Mi' } },
                securityContext: { ...RESTRICTED, runAsUser: 1000, runAsGroup: 1000 },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'serving.knative.dev/v1beta1',
      kind: 'DomainMapping',
      metadata: { name: 'shop.example.com', labels: { 'app.kubernetes.io/name': 'shop', team: 'web' } },
      spec: { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'shop' } },
    },
  ]);
});

test('the manifests are valid against the schemas of Knative', () => {
  const manifests = [...build(), ...build(EVERYTHING, FLAGS)];
  expect(manifests.map((manifest) => schemaErrors(manifest))).toStrictEqual([[], [], []]);
});

test('the objects are properties of the construct', () => {
  const app = new KnativeWagiService(new Chart(Testing.app(), 'test'), 'wagi', { image, domain: 'shop.example.com' });
  expect([app.name, app.service.kind, app.domainMapping?.name]).toStrictEqual(['wagi', 'Service', 'shop.example.com']);
  expect(new KnativeWagiService(new Chart(Testing.app(), 'test'), 'wagi', { image }).domainMapping).toBeUndefined();
});

test('a DomainMapping is in the namespace of its app, and is applied after it', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'prod' });
  const { domainMapping } = new KnativeWagiService(chart, 'wagi', { image, domain: 'a.example.com' });
  expect(domainMapping?.node.dependencies.map(({ node }) => node.path)).toStrictEqual(['test/wagi/Service']);
  expect(Testing.synth(chart).map(({ kind, metadata }) => [kind, metadata.namespace])).toStrictEqual([
    ['Service', 'prod'],
    ['DomainMapping', 'prod'],
  ]);
});

test.each([
  ['before an equals sign', ['--listen=0.0.0.0:8080']],
  ['in its short form', ['-l', '0.0.0.0:8080']],
  ['in its short form before an equals sign', ['-l=0.0.0.0:8080']],
  ['of IPv6', ['-l', '[::]:8080']],
  ['of the pod alone', ['-l', '127.0.0.1:8080']],
])('the listen address is accepted %s', (_, args) => {
  expect(container({ args }).args).toStrictEqual(args);
});

test('a readiness probe without period leaves the period to Knative', () => {
  const readinessProbe = Probe.httpGet('/healthz', { successThreshold: 2, initialDelay: Duration.seconds(1) });
  expect(container({ readinessProbe }).readinessProbe).toStrictEqual({
    httpGet: { path: '/healthz', port: 8080 },
    successThreshold: 2,
    initialDelaySeconds: 1,
  });
});

test('a variable from a field of the pod is accepted if its flag is declared', () => {
  const env = { POD: EnvValue.fromValue('a'), ZONE: { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } } as EnvValue };
  expect(service({ env }, ['kubernetes.podspec-fieldref']).spec.template.spec.containers[0].env).toStrictEqual([
    { name: 'POD', value: 'a' },
    { name: 'ZONE', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ]);
});

const any = (value: unknown) => value as never;
const behind = (prop: string, flag: string) =>
  `${prop} is rejected by Knative unless config-features sets ${flag}: leave it out, or set the flag and declare ` +
  `Platform.target(app, { knativeFeatures: ['${flag}'] })`;
const props = 'is written by this construct on the revision template: pass metric, minReplicas, ... instead';
const reserved = 'is reserved by Knative (8008, 8012, 8013, 8022, 9090, 9091): pass another port';

test.each<[string, Given, string]>([
  ['an empty image', { image: '' }, 'image ("") must be a non-empty string'],
  [
    "the name of Knative's own container",
    { name: 'queue-proxy' },
    'name ("queue-proxy") is the name of Knative\'s sidecar container: pass another name',
  ],
  [
    'a name of 64 characters',
    { name: 'a'.repeat(64) },
    `name ("${'a'.repeat(64)}", 64 characters) must have at most 63 characters, since it is the name of a Service: pass a shorter name`,
  ],
  [
    'a service account in upper case',
    { serviceAccountName: 'Shop' },
    "serviceAccountName (\"Shop\") must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters",
  ],
  ['a port of 0', { port: 0 }, 'port (0) must be a whole number from 1 to 65535'],
  ['a port in quotes', { port: any('8080') }, 'port ("8080") must be a whole number from 1 to 65535: write 8080'],
  ...[8008, 8012, 8013, 8022, 9090, 9091].map((port): [string, Given, string] => [`port ${port}`, { port }, `port (${port}) ${reserved}`]),
  ['a command as a string', { command: any('/wagi') }, 'command ("/wagi") must be a list: write ["/wagi"]'],
  ['an empty command', { command: [] }, "command ([]) must not be empty: leave it out for the image's"],
  ['arguments as a string', { args: any('-l 0.0.0.0:8080') }, 'args ("-l 0.0.0.0:8080") must be a list: write ["-l 0.0.0.0:8080"]'],
  ['empty arguments', { args: [] }, "args ([]) must not be empty: leave it out for the image's"],
  [
    "WAGI's own listen address",
    { args: ['-l', '127.0.0.1:3000'] },
    'args -l ("127.0.0.1:3000") must be "0.0.0.0:8080", where Knative sends the requests: correct it, or pass port',
  ],
  [
    'another port than the listen address has',
    { args: ['--listen', '0.0.0.0:8080'], port: 3000 },
    'args --listen ("0.0.0.0:8080") must be "0.0.0.0:3000", where Knative sends the requests: correct it, or pass port',
  ],
  [
    'a listen address with another port behind an equals sign',
    { args: ['-c', 'a.toml', '--listen=127.0.0.1:8000'] },
    'args --listen ("127.0.0.1:8000") must be "0.0.0.0:8080", where Knative sends the requests: correct it, or pass port',
  ],
  [
    'a listen flag without address',
    { args: ['-c', 'a.toml', '-l'] },
    'args -l (undefined) must be "0.0.0.0:8080", where Knative sends the requests: correct it, or pass port',
  ],
  [
    'an annotation of the autoscaler on the Service',
    { annotations: { 'autoscaling.knative.dev/min-scale': '1' } },
    `annotations autoscaling.knative.dev/min-scale ${props}`,
  ],
  [
    'an annotation of the autoscaler on the pods',
    { podAnnotations: { 'autoscaling.knative.dev/minScale': '1' } },
    `podAnnotations autoscaling.knative.dev/minScale ${props}`,
  ],
  ...['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'].map((name): [string, Given, string] => [
    `variable ${name}`,
    { env: { [name]: EnvValue.fromValue('1') } },
    `env.${name} is reserved by Knative: leave it out or rename it`,
  ]),
  [
    'a variable from a resource of the pod',
    { env: { CPU: { valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } } as EnvValue } },
    behind('env.CPU from a field', 'kubernetes.podspec-fieldref'),
  ],
  ['a concurrency over 1000', { containerConcurrency: 1001 }, 'containerConcurrency (1001) must be a whole number from 0 to 1000'],
  ['a concurrency of a half', { containerConcurrency: 0.5 }, 'containerConcurrency (0.5) must be a whole number from 0 to 1000'],
  ['no timeout, which Knative takes for 5 minutes', { timeout: Duration.seconds(0) }, 'timeout (0 s) must be from 1 s to 600 s'],
  ['a timeout over 10 minutes', { timeout: Duration.seconds(601) }, 'timeout (601 s) must be from 1 s to 600 s'],
  [
    'a response timeout of no whole seconds',
    { responseStartTimeout: Duration.millis(500) },
    'responseStartTimeout (0.5 s) must be a whole number of seconds: round it up with Duration.seconds(1)',
  ],
  ['an idle timeout as a number', { idleTimeout: any(30) }, 'idleTimeout (30) must be a Duration: write Duration.seconds(30)'],
  [
    'a rollout of no whole seconds',
    { rolloutDuration: Duration.millis(1500) },
    'rolloutDuration (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2)',
  ],
  ['no deadline', { progressDeadline: Duration.seconds(0) }, 'progressDeadline (0 s) must be at least 1 s'],
  ['a volume that is no list', { volumes: any('data') }, 'volumes ("data") must be a list: write [{ name: "data" }]'],
  ['mounts that are no list', { volumeMounts: any('data') }, 'volumeMounts ("data") must be a list: write [{ name: "data" }]'],
  [
    'tolerations that are no list',
    { tolerations: any('all') },
    'tolerations ("all") must be a list: pass a list of objects with effect, key, operator, tolerationSeconds or value',
  ],
  [
    'a volume that is mounted nowhere',
    { volumes: [{ name: 'data', emptyDir: {} }] },
    'volumes[0] ("data") is not mounted, which Knative rejects: add it to volumeMounts, or leave it out',
  ],
  [
    'a privileged container',
    { securityContext: { privileged: true } },
    'securityContext.privileged (true) is rejected by Knative: leave it out',
  ],
  ['a node selector without its flag', { nodeSelector: { disk: 'ssd' } }, behind('nodeSelector', FLAGS[0])],
  ['tolerations without their flag', { tolerations: [] }, behind('tolerations', FLAGS[1])],
  [
    'a readiness probe that counts without a period',
    { readinessProbe: Probe.httpGet('/', { failureThreshold: 5 }) },
    'readinessProbe.failureThreshold (5) is rejected by Knative without a period: pass period, or leave failureThreshold out',
  ],
  [
    'a readiness probe that waits without a period',
    { readinessProbe: Probe.tcpSocket({ timeout: Duration.seconds(2) }) },
    'readinessProbe.timeout (2) is rejected by Knative without a period: pass period, or leave timeout out',
  ],
  ['a probe of a wrong path', { startupProbe: Probe.httpGet('ready') }, 'startupProbe.path ("ready") must start with "/"'],
  [
    'pull secrets by name',
    { imagePullSecrets: any(['registry']) },
    "imagePullSecrets[0] (\"registry\") must be a Secret: write Secret.fromSecretName(this, 'Registry', 'registry')",
  ],
  ['a CPU as a text', { resources: any({ cpu: { limit: '100m' } }) }, 'resources.cpu.limit ("100m") must be a Cpu: write Cpu.millis(100)'],
  [
    'a domain with scheme',
    { domain: 'https://Shop.example.com/' },
    'domain ("https://Shop.example.com/") must be a lower case host name without scheme, port or path: write "shop.example.com"',
  ],
  [
    'a domain of any name',
    { domain: '*.example.com' },
    'domain ("*.example.com") must be a full domain name without wildcard, such as app.example.com',
  ],
  ['a domain of one label', { domain: 'shop' }, 'domain ("shop") must be a full domain name without wildcard, such as app.example.com'],
  [
    'a domain of the cluster',
    { domain: 'shop.prod.svc.cluster.local' },
    'domain ("shop.prod.svc.cluster.local") must not be below the domain of the cluster: pass a public name',
  ],
  ['a setting of the autoscaler out of range', { targetUtilization: 0 }, 'targetUtilization (0) must be a number from 1 to 100'],
])('fails for %s', (_, given, message) => {
  expect(refusal(given)).toBe(`${message} [test/wagi]`);
});

test('fails for two apps with the same domain', () => {
  const chart = new Chart(Testing.app(), 'test');
  new KnativeWagiService(chart, 'one', { image, domain: 'shop.example.com' });
  expect(() => new KnativeWagiService(chart, 'two', { image, domain: 'shop.example.com' })).toThrow(
    new Error('DomainMapping shop.example.com is already created by [test/one]: rename one of the two [test/two]'),
  );
});

test('flags declared on the root apply to every app in its tree', () => {
  const app = Testing.app();
  Platform.target(app, { knativeFeatures: FLAGS });
  const chart = new Chart(app, 'test');
  new KnativeWagiService(chart, 'wagi', { image, nodeSelector: { disk: 'ssd' } });
  expect(only(Testing.synth(chart), 'Service').spec.template.spec.nodeSelector).toStrictEqual({ disk: 'ssd' });
});

test.each([
  [{ args: ['-c', '/modules.toml'] }, 'args (-c /modules.toml)'],
  [{ args: ['-l 0.0.0.0:8080'] }, 'args (-l 0.0.0.0:8080)'],
  [{ command: ['/usr/bin/wagi'] }, 'command (/usr/bin/wagi)'],
])('fails when %j makes WAGI listen on its default address', (props, given) => {
  expect(refusal(props)).toBe(
    `${given} makes WAGI listen on 127.0.0.1:3000, not on the port where Knative sends the requests: add ` +
      `'-l', '0.0.0.0:8080' to args [test/wagi]`,
  );
});

test('a command other than WAGI is not checked for a listen address', () => {
  expect(container({ command: ['/bin/gateway'], args: ['--port', '8080'] }).args).toStrictEqual(['--port', '8080']);
});

test.each(['responseStartTimeout', 'idleTimeout'])('fails when %s is longer than the timeout', (prop) => {
  expect(refusal({ timeout: Duration.seconds(30), [prop]: Duration.seconds(31) })).toBe(
    `${prop} (31 s) must be at most timeout (30 s): lower it or raise timeout [test/wagi]`,
  );
});
