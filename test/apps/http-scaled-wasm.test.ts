import { Chart, Duration, Testing } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { Exposure, HttpMetric, HttpScaledWasm, type HttpScaledWasmProps, Platform, Probe, Trigger, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function failureOf(props: object) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', props as HttpScaledWasmProps));
}

test('an app scaled on requests has a workload without replicas, a route, a scaler and an Ingress', () => {
  const manifests = synth(
    (chart) => {
      new HttpScaledWasm(chart, 'rust-slight', {
        image: 'ghcr.io/huangyingting/rust-slight:main',
        runtime: WasmRuntime.SLIGHT,
        env: { REDIS_ADDRESS: EnvValue.fromValue('redis://redis-master.redis:6379') },
        hosts: ['rust-slight.example.com'],
        metrics: [HttpMetric.concurrency(200)],
        minReplicas: 0,
        maxReplicas: 10,
        exposure: Exposure.ingress({ className: 'nginx' }),
      });
    },
    { namespace: 'rust-slight' },
  );
  const labels = { 'app.kubernetes.io/name': 'rust-slight' };
  const metadata = { name: 'rust-slight', namespace: 'rust-slight', labels };
  expect(manifests).toStrictEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            runtimeClassName: 'wasmtime-slight',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'rust-slight',
                image: 'ghcr.io/huangyingting/rust-slight:main',
                command: ['/'],
                env: [{ name: 'REDIS_ADDRESS', value: 'redis://redis-master.redis:6379' }],
                ports: [{ name: 'http', containerPort: 3000 }],
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 3000, targetPort: 'http' }] },
    },
    {
      apiVersion: 'http.keda.sh/v1beta1',
      kind: 'InterceptorRoute',
      metadata,
      spec: {
        target: { service: 'rust-slight', port: 3000 },
        rules: [{ hosts: ['rust-slight.example.com'] }],
        scalingMetric: { concurrency: { targetValue: 200 } },
      },
    },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'rust-slight' },
        minReplicaCount: 0,
        maxReplicaCount: 10,
        triggers: [
          {
            type: 'external-push',
            metadata: {
              scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
              interceptorRoute: 'rust-slight',
              scalingMetric: '{"concurrency":{"targetValue":200}}',
            },
          },
        ],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'rust-slight', namespace: 'keda', labels },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'rust-slight.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'keda-add-ons-http-interceptor-proxy', port: { number: 8080 } } },
                },
              ],
            },
          },
        ],
      },
    },
  ]);
  for (const manifest of manifests) expect(schemaErrors(manifest) ?? []).toStrictEqual([]);
});

test('every object has the name of the app and its labels', () => {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'Construct', { ...APP, name: 'web', labels: { team: 'shop' } }));
  for (const { metadata } of manifests) {
    expect(metadata.name).toBe('web');
    expect(metadata.labels).toStrictEqual({ 'app.kubernetes.io/name': 'web', team: 'shop' });
  }
});

test('the pods have the settings that all apps share', () => {
  const props = {
    runtime: WasmRuntime.SPIN,
    port: 9000,
    servicePort: 80,
    serviceAccountName: 'shop',
    readinessProbe: Probe.httpGet('/ready'),
  };
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }));
  const { serviceAccountName, containers } = only(manifests, 'Deployment').spec.template.spec;
  expect(serviceAccountName).toBe('shop');
  expect(containers[0].env).toStrictEqual([{ name: 'SPIN_HTTP_LISTEN_ADDR', value: '0.0.0.0:9000' }]);
  expect(containers[0].readinessProbe.httpGet.path).toBe('/ready');
  expect(only(manifests, 'Service').spec.ports).toStrictEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  expect(only(manifests, 'InterceptorRoute').spec.target).toStrictEqual({ service: 'shop', port: 80 });
});

test('the objects are properties of the construct', () => {
  const chart = new Chart(Testing.app(), 'test');
  const shop = new HttpScaledWasm(chart, 'shop', APP);
  expect(shop.name).toBe('shop');
  const made = [shop.app.deployment, shop.app.service, shop.route, shop.scaledObject, shop.ingress];
  expect(made.map((object) => object?.kind)).toStrictEqual(['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'Ingress']);
  expect([shop.httpScaledObject, shop.app.scaledObject]).toStrictEqual([undefined, undefined]);
});

test('the HTTPScaledObject is a property of an app on an older add-on', () => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { httpAddOn: '0.12' });
  const shop = new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.none() });
  expect(shop.httpScaledObject?.kind).toBe('HTTPScaledObject');
  expect([shop.route, shop.scaledObject, shop.ingress]).toStrictEqual([undefined, undefined, undefined]);
});

test('an app with further triggers has a single ScaledObject', () => {
  const triggers = [Trigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 })];
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, triggers, cooldown: Duration.minutes(1) }));
  const { spec } = only(manifests, 'ScaledObject');
  expect(spec.triggers.map(({ type }: { type: string }) => type)).toStrictEqual(['external-push', 'cron']);
  expect(spec.cooldownPeriod).toBe(60);
});

test('fails when hosts is missing', () => {
  expect(failureOf({ image: APP.image, runtime: APP.runtime })).toBe(
    "hosts is missing: pass the hosts of the app, or ['*'] for any host [test/shop]",
  );
});

test('fails when hosts is null', () => {
  expect(failureOf({ ...APP, hosts: null })).toBe('hosts (null) must be a list: leave it out, or write [ ] with its elements [test/shop]');
});

test.each([
  [1, '1'],
  [0, '0'],
  ['3', '"3"'],
])('fails when replicas is %p', (replicas, shown) => {
  expect(failureOf({ ...APP, replicas })).toBe(
    `replicas (${shown}) would be reset by every apply while KEDA scales the app: pass minReplicas and maxReplicas [test/shop]`,
  );
});

test('fails when neither the app nor the runtime has a port', () => {
  expect(failureOf({ ...APP, runtime: WasmRuntime.WASMEDGE })).toBe(
    'port is missing, and runtime wasmedge has no default port: pass the port the app listens on [test/shop]',
  );
});

test('fails when the name is not a valid Service name', () => {
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'RustSlight', APP))).toBe(
    'name ("RustSlight") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
      'pass a name like "rust-slight" [test/RustSlight/App]',
  );
});

test('a name of 54 characters fits into the name of the HPA', () => {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, name: 'a'.repeat(54) }));
  expect(only(manifests, 'ScaledObject').metadata.name).toBe('a'.repeat(54));
});

test('fails when a name of 55 characters does not fit into the name of the HPA', () => {
  expect(failureOf({ ...APP, name: 'a'.repeat(55) })).toBe(
    `name ("${'a'.repeat(55)}", 55 characters) must have at most 54 characters, since KEDA names the HPA keda-hpa-<name>, ` +
      'which may have 63: ' +
      'pass a shorter name [test/shop]',
  );
});
