import { Chart, Duration, Testing } from 'cdk8s';
import { EnvValue, type ISecret } from 'cdk8s-plus-28';
import { KnativeWagiService, type KnativeWagiServiceProps, Probe, type WagiModule } from 'cdk8s-wasm';
import { toml } from '../../../lib/core/toml';
import { errorOf, only, synth } from '../../support/synth';

type Given = Partial<KnativeWagiServiceProps>;

const image = 'ghcr.io/acme/wagi:0.8.1';
const hello: WagiModule = { route: '/hello', module: '/modules/hello.wasm' };
const build = (given: Given) => synth((chart) => new KnativeWagiService(chart, 'shop', { image, modules: [hello], ...given }));
const configMap = (given: Given) => only(build(given), 'ConfigMap');
const pod = (given: Given) => only(build(given), 'Service').spec.template.spec;
const container = (given: Given) => pod(given).containers[0];
const refusal = (given: Given) => errorOf((chart) => new KnativeWagiService(chart, 'shop', { image, modules: [hello], ...given }));

test('WAGI serves the modules of a ConfigMap on the port of Knative', () => {
  expect(build({ labels: { team: 'web' } })).toStrictEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shop-modules-dcfa921cf1', labels: { 'app.kubernetes.io/name': 'shop', team: 'web' } },
      immutable: true,
      data: { 'modules.toml': '[[module]]\nroute = "/hello"\nmodule = "/modules/hello.wasm"\n' },
    },
    {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'shop', labels: { 'app.kubernetes.io/name': 'shop', team: 'web' } },
      spec: {
        template: {
          metadata: {
            labels: { 'app.kubernetes.io/name': 'shop', team: 'web' },
            annotations: { 'autoscaling.knative.dev/min-scale': '0' },
          },
          spec: {
            automountServiceAccountToken: false,
            volumes: [
              { name: 'wagi-modules', configMap: { name: 'shop-modules-dcfa921cf1' } },
              { name: 'wagi-scratch', emptyDir: {} },
            ],
            containers: [
              {
                name: 'shop',
                image: 'ghcr.io/acme/wagi:0.8.1',
                command: ['wagi'],
                args: [
                  '-c',
                  '/etc/wagi-modules/modules.toml',
                  '-l',
                  '0.0.0.0:8080',
                  '--module-cache',
                  '/var/cache/wagi/modules',
                  '--log-dir',
                  '/var/cache/wagi/logs',
                ],
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
                volumeMounts: [
                  { name: 'wagi-modules', mountPath: '/etc/wagi-modules', readOnly: true },
                  { name: 'wagi-scratch', mountPath: '/var/cache/wagi' },
                ],
                resources: { requests: { cpu: '100m', memory: '64Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  runAsNonRoot: true,
                  runAsUser: 65532,
                  runAsGroup: 65532,
                  seccompProfile: { type: 'RuntimeDefault' },
                },
              },
            ],
          },
        },
      },
    },
  ]);
});

test('every field of a module is rendered under the name that WAGI reads', () => {
  const modules: WagiModule[] = [
    {
      route: '/shop/...',
      module: 'oci:registry.example.com/shop:1.0.0',
      entrypoint: 'serve',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: WAGI's own placeholder
      argv: 'shop "a" ${ARGS}',
      volumes: { '/data': '/var/data' },
      allowedHosts: ['https://api.example.com', 'http://10.0.0.1:8080'],
      httpMaxConcurrency: 3,
    },
    { route: '/...', module: 'bindle:example.com/front/1.0.0', bindleServer: 'http://bindle:8080/v1' },
  ];
  expect(toml().parse(configMap({ modules }).data['modules.toml'])).toEqual({
    module: [
      {
        route: '/shop/...',
        module: 'oci:registry.example.com/shop:1.0.0',
        entrypoint: 'serve',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: WAGI's own placeholder
        argv: 'shop "a" ${ARGS}',
        volumes: { '/data': '/var/data' },
        allowed_hosts: ['https://api.example.com', 'http://10.0.0.1:8080'],
        http_max_concurrency: 3,
      },
      { route: '/...', module: 'bindle:example.com/front/1.0.0', bindle_server: 'http://bindle:8080/v1' },
    ],
  });
});

test('only a change of the modules renames the ConfigMap, and creates a new revision', () => {
  const named = (given: Given) => [configMap(given).metadata.name, pod(given).volumes.at(-2).configMap.name];
  const changed = named({ modules: [{ ...hello, entrypoint: 'other' }] });
  expect(changed).not.toStrictEqual(named({}));
  expect(changed[0]).toBe(changed[1]);
  expect(named({ image: 'ghcr.io/acme/wagi:2', port: 3000 })).toStrictEqual(named({}));
});

test("the Service is applied after its ConfigMap, and both are in the chart's namespace", () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'prod' });
  const app = new KnativeWagiService(chart, 'shop', { image, modules: [hello] });
  expect(app.service.node.dependencies).toStrictEqual([app.modulesConfigMap]);
  expect(Testing.synth(chart).map(({ kind, metadata }) => [kind, metadata.namespace])).toStrictEqual([
    ['ConfigMap', 'prod'],
    ['Service', 'prod'],
  ]);
});

test('the modules receive the environment, except names that hold headers of a request', () => {
  const { args, env } = container({
    env: {
      GREETING: EnvValue.fromValue('hi'),
      TOKEN: EnvValue.fromSecretValue({ secret: { name: 'shop' } as ISecret, key: 'token' }),
      HTTP_PROXY: EnvValue.fromValue('http://proxy:3128'),
    },
  });
  expect(args.slice(8)).toStrictEqual(['--env', 'GREETING=$(GREETING)', '--env', 'TOKEN=$(TOKEN)']);
  expect(env).toStrictEqual([
    { name: 'GREETING', value: 'hi' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop', key: 'token' } } },
    { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
  ]);
});

test('pod settings of the user are added to those of the modules, or replace them', () => {
  const { volumes, containers } = pod({
    port: 3000,
    command: ['/opt/wagi'],
    args: ['--cache', '/config/cache.toml', '--log-dir=/logs'],
    readinessProbe: Probe.httpGet('/ready', { period: Duration.seconds(2) }),
    volumes: [{ name: 'data', emptyDir: {} }],
    volumeMounts: [{ name: 'data', mountPath: '/var/data' }],
  });
  expect(containers[0]).toMatchObject({
    command: ['/opt/wagi'],
    args: [
      ...['-c', '/etc/wagi-modules/modules.toml', '-l', '0.0.0.0:3000', '--module-cache', '/var/cache/wagi/modules'],
      ...['--cache', '/config/cache.toml', '--log-dir=/logs'],
    ],
    readinessProbe: { httpGet: { path: '/ready', port: 3000 }, periodSeconds: 2 },
  });
  expect(volumes.map(({ name }: { name: string }) => name)).toStrictEqual(['data', 'wagi-modules', 'wagi-scratch']);
  expect(containers[0].volumeMounts[0]).toStrictEqual({ name: 'data', mountPath: '/var/data' });
});

const any = (value: unknown) => value as never;

test.each<[string, Given, string]>([
  ['no modules', { modules: [] }, 'modules ([]) must not be empty: leave it out for the modules of the image'],
  [
    'a module that is none',
    { modules: any(['/hello']) },
    'modules[0] ("/hello") must be an object: pass an object with route, module, entrypoint, argv, volumes, allowedHosts, httpMaxConcurrency or bindleServer',
  ],
  ['modules that are no list', { modules: any(hello) }, `modules (${JSON.stringify(hello)}) must be a list: put it in brackets, [ ]`],
  ['a configuration of its own', { args: ['-c', '/modules.toml'] }, 'args -c ("/modules.toml") is set from modules: leave it out'],
  ['a bindle with modules', { args: ['--bindle=a/1.0.0'] }, 'args --bindle ("a/1.0.0") is set from modules: leave it out'],
  [
    'a listen address of its own, even if it is the right one',
    { command: ['wagi', '-l', '0.0.0.0:8080'] },
    'command -l ("0.0.0.0:8080") is set from port: leave it out',
  ],
  [
    'a variable that WAGI sets for every request',
    { env: { PATH_INFO: EnvValue.fromValue('/') } },
    'env.PATH_INFO is set by WAGI for each request: rename it',
  ],
  [
    "a volume of the modules' name",
    { volumes: [{ name: 'wagi-modules', emptyDir: {} }], volumeMounts: [{ name: 'wagi-modules', mountPath: '/a' }] },
    'volumes has "wagi-modules", which is the name of a volume for the modules: pass another name',
  ],
  [
    "a mount in the modules' place",
    { volumes: [{ name: 'data', emptyDir: {} }], volumeMounts: [{ name: 'data', mountPath: '/var/cache/wagi/' }] },
    'volumeMounts has "/var/cache/wagi", which is a mount path of the modules: mount it elsewhere',
  ],
])('fails for %s', (_, given, message) => {
  expect(refusal(given)).toBe(`${message} [test/shop]`);
});
