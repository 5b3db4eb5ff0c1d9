import { Chart, Size, Testing } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { HttpScaledWasm, NetworkPeer, Redis, type RedisProps, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const made = (props?: RedisProps) => synth((chart) => new Redis(chart, 'redis-master', props), { namespace: 'redis' });

test('a Redis is a Deployment of one restricted pod without persistence, and its Service', () => {
  const labels = { 'app.kubernetes.io/name': 'redis-master' };
  expect(made()).toStrictEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'redis-master', namespace: 'redis', labels },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 999,
              runAsGroup: 999,
              fsGroup: 999,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                name: 'redis',
                image: 'docker.io/library/redis:7.4-alpine',
                args: ['--save', '', '--appendonly', 'no'],
                ports: [{ name: 'redis', containerPort: 6379 }],
                readinessProbe: { tcpSocket: { port: 'redis' } },
                resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
            volumes: [{ name: 'data', emptyDir: {} }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'redis-master', namespace: 'redis', labels },
      spec: { selector: labels, ports: [{ name: 'redis', port: 6379, targetPort: 'redis' }] },
    },
  ]);
});

test('with storage it has a PersistentVolumeClaim, which is applied first', () => {
  const [claim, deployment] = made({ storage: Size.gibibytes(2), storageClassName: 'fast' });
  expect(claim).toStrictEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'redis-master', namespace: 'redis', labels: { 'app.kubernetes.io/name': 'redis-master' } },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } },
  });
  const { containers, volumes } = deployment.spec.template.spec;
  expect(containers[0].args).toStrictEqual(['--appendonly', 'yes']);
  expect(volumes).toStrictEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'redis-master' } }]);
});

test('with a password the server requires it, and the address of an app has it', () => {
  const manifests = synth(
    (chart) => {
      const password = Secret.fromSecretName(chart, 'Password', 'redis-password');
      const redis = new Redis(chart, 'redis', { password, passwordKey: 'key' });
      new HttpScaledWasm(chart, 'shop', {
        image: 'ghcr.io/acme/shop:v1',
        runtime: WasmRuntime.SLIGHT,
        hosts: ['shop.example.com'],
        stores: { REDIS_ADDRESS: redis.address },
      });
    },
    { namespace: 'prod' },
  );
  const valueFrom = { secretKeyRef: { name: 'redis-password', key: 'key' } };
  const [redis, shop] = manifests.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.spec.containers[0]);
  expect(redis.env).toStrictEqual([{ name: 'REDIS_PASSWORD', valueFrom }]);
  expect(redis.args).toStrictEqual(['--save', '', '--appendonly', 'no', '--requirepass', '$(REDIS_PASSWORD)']);
  expect(shop.env).toStrictEqual([
    { name: 'REDIS_ADDRESS_PASSWORD', valueFrom },
    { name: 'REDIS_ADDRESS', value: 'redis://:$(REDIS_ADDRESS_PASSWORD)@redis.prod:6379' },
  ]);
});

test('a store of the same chart is applied before the app', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'prod' });
  const app = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT };
  const redis = new Redis(chart, 'zz-redis');
  new HttpScaledWasm(chart, 'shop', { ...app, hosts: ['shop.example.com'], stores: { REDIS_ADDRESS: redis.address } });
  const names = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names.slice(0, 3)).toStrictEqual(['Deployment zz-redis', 'Service zz-redis', 'Deployment shop']);
});

test('its policy admits the pods of its namespace and the peers of the user', () => {
  const { spec } = only(made({ networkPolicy: { from: [NetworkPeer.namespace('prod')] } }), 'NetworkPolicy');
  expect(spec.ingress).toStrictEqual([
    { from: [{ podSelector: {} }], ports: [{ protocol: 'TCP', port: 6379 }] },
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'prod' } } }],
      ports: [{ protocol: 'TCP', port: 6379 }],
    },
  ]);
});

test('it takes a name, an image, resources and labels', () => {
  const props = { name: 'cache', image: 'redis:8', resources: { cpu: { request: Cpu.millis(10) } }, labels: { team: 'web' } };
  const [deployment] = made(props);
  expect(deployment.metadata).toMatchObject({ name: 'cache', labels: { team: 'web', 'app.kubernetes.io/name': 'cache' } });
  expect(deployment.spec.template.spec.containers[0]).toMatchObject({ image: 'redis:8', resources: { requests: { cpu: '10m' } } });
});

test.each([
  [{ name: 'Redis' }, 'name ("Redis") must consist of lower case letters'],
  [{ image: '' }, 'image ("") must be a non-empty string'],
  [{ password: 'secret' }, 'password ("secret") must be a Secret'],
  [{ storage: '1Gi' }, 'storage ("1Gi") must be a Size: write Size.gibibytes(1)'],
  [{ storageClassName: 'fast' }, 'storageClassName ("fast") needs a volume: pass storage, or leave it out'],
])('fails for %j', (props, message) => {
  expect(errorOf((chart) => new Redis(chart, 'redis', props as never))).toContain(message);
});
