import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  KnativeWagiService,
  Platform,
  SpinAppScaled,
  Trigger,
  WasmApp,
  type WasmAppProps,
  WasmRuntime,
} from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { withoutAlike } from '../lib/alike';
import { byPlatform, render } from '../lib/by-platform';
import { check } from '../lib/rules/check';
import { httpScaledWasm, knativeWagiService, spinAppScaled, wasmApp } from './support/arbitraries';

beforeAll(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});

/** Ids of the apps that are left, and of objects beside them, of an app with one cluster. */
function left(build: (chart: Chart, app: App) => void): string[] {
  const app = new App();
  build(new Chart(app, 'shop', { namespace: 'shop' }), app);
  const [[platform, objects]] = byPlatform(app);
  const paths = withoutAlike(objects, platform).map(({ node }) => node.path.split('/').slice(0, 2).join('/'));
  return [...new Set(paths)].map((path) => path.replace('shop/', ''));
}

function wasm(chart: Construct, name: string, props: Partial<WasmAppProps> = {}): WasmApp {
  return new WasmApp(chart, name, { image: `ghcr.io/acme/${name}:v1`, runtime: WasmRuntime.SLIGHT, ...props });
}

function http(chart: Construct, name: string, host = `${name}.example.com`): HttpScaledWasm {
  const metrics = [HttpMetric.concurrency(10)];
  return new HttpScaledWasm(chart, name, { image: `ghcr.io/acme/${name}:v1`, runtime: WasmRuntime.SLIGHT, hosts: [host], metrics });
}

const NAMES = ['cart', 'mail', 'stock', 'price', 'chat', 'ship'];

describe('two apps stand for others', () => {
  test.each<[string, (chart: Chart, name: string) => Construct]>([
    ['WasmApp', wasm],
    ['WasmApp that is scaled', (chart, name) => wasm(chart, name, { triggers: [Trigger.kafka({ ...KAFKA, consumerGroup: name })] })],
    ['HttpScaledWasm', http],
    ['SpinAppScaled', (chart, name) => new SpinAppScaled(chart, name, { image: `ghcr.io/acme/${name}:v1` })],
    ['KnativeWagiService', (chart, name) => new KnativeWagiService(chart, name, { image: `ghcr.io/acme/${name}-wagi:v1` })],
  ])('where a %s differs from them in its name, its host and its image', (_, make) => {
    expect(left((chart) => NAMES.map((name) => make(chart, name)))).toStrictEqual(['cart', 'mail']);
  });

  test('of its own namespace', () => {
    const build = (chart: Chart, app: App) => {
      for (const name of NAMES) wasm(chart, name);
      const other = new Chart(app, 'pub', { namespace: 'pub' });
      for (const name of ['beer', 'wine', 'cola', 'milk']) wasm(other, name);
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'pub/beer', 'pub/wine']);
  });

  test('of its own cluster', () => {
    const app = new App();
    for (const [keda, names] of [
      ['2.20', ['cart', 'mail', 'stock', 'ship']],
      ['2.19', ['price', 'news', 'help', 'chat']],
    ] as const) {
      const chart = new Chart(app, `of-${keda}`, { namespace: 'shop' });
      Platform.target(chart, { keda });
      for (const name of names) wasm(chart, name);
    }
    const counts = [...byPlatform(app)].map(([platform, objects]) => withoutAlike(objects, platform).length);
    expect(counts).toStrictEqual([4, 4]);
  });
});

const KAFKA = { bootstrapServers: ['kafka:9092'], topic: 'orders' };

describe('an app is left beside those that stand for the others, where', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['a prop is another', (chart) => wasm(chart, 'news', { replicas: 2 })],
    ['a label is another', (chart) => wasm(chart, 'news', { labels: { tier: 'web' } })],
    ['something was added to its metadata', (chart) => wasm(chart, 'news').deployment.metadata.addAnnotation('a', 'b')],
    ['an object of it is patched', (chart) => wasm(chart, 'news').deployment.addJsonPatch(JsonPatch.add('/spec/paused', true))],
    ['a value is computed', (chart) => wasm(chart, 'news').deployment.metadata.add('managedFields', Lazy.any({ produce: () => [] }))],
    ['an object stands in it', (chart) => configMap(wasm(chart, 'news'), 'own', {})],
    ['its image is no plain reference', (chart) => wasm(chart, 'news', { image: 'GHCR.io/Acme/News' })],
    ['its image is notable', (chart) => wasm(chart, 'news', { image: 'ghcr.io/acme/wagi:v1' })],
    ['its name is notable', (chart) => wasm(chart, 'news-https')],
    ['its name is one of the cluster', (chart) => wasm(chart, 'interceptor', { image: 'ghcr.io/acme/news:v1' })],
    ['it runs beside a constant of its name', (chart) => wasm(chart, 'http')],
  ])('%s', (_, build) => {
    const ids = left((chart) => {
      for (const name of NAMES) wasm(chart, name);
      build(chart);
    });
    expect(ids).toHaveLength(3);
    expect(ids.slice(0, 2)).toStrictEqual(['cart', 'mail']);
  });

  test.each<[string, string]>([
    ['its host is one of the cluster', 'news.shop'],
    ['its host is a pattern', '*.news.com'],
  ])('%s', (_, host) => {
    const ids = left((chart) => {
      for (const name of NAMES) http(chart, name);
      http(chart, 'news', host);
    });
    expect(ids).toContain('news');
  });

  test('its host is that of another one', () => {
    const build = (chart: Chart) => {
      for (const name of NAMES) http(chart, name);
      const props = { image: 'ghcr.io/acme/a:v1', runtime: WasmRuntime.SLIGHT, hosts: ['same.example.com'], exposure: Exposure.none() };
      for (const name of ['one', 'two', 'three']) new HttpScaledWasm(chart, name, props);
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'one', 'two', 'three']);
  });

  test.each<[string, object]>([
    ['by its name', { app: 'price' }],
    ['in an address', { address: 'http://price.shop.svc:80/' }],
    ['by the HPA that KEDA makes for it', { hpa: 'keda-hpa-price' }],
    ['as a key', { price: 'yes' }],
  ])('an object speaks of it: %s', (_, data) => {
    const build = (chart: Chart) => {
      for (const name of NAMES) wasm(chart, name);
      configMap(chart, 'beside', data);
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'price', 'beside']);
  });

  test('an object speaks of its host', () => {
    const build = (chart: Chart) => {
      for (const name of NAMES) http(chart, name);
      configMap(chart, 'beside', { url: 'https://price.example.com/inbox' });
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'price', 'beside']);
  });

  test('an app that is left speaks of it', () => {
    const build = (chart: Chart) => {
      for (const name of NAMES) wasm(chart, name);
      wasm(chart, 'news', { args: ['--reader=price'] });
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'price', 'news']);
  });
});

test('an app that speaks of itself stands for none that speak of it', () => {
  const podAnnotations = Object.freeze({ after: 'cart' });
  expect(left((chart) => NAMES.map((name) => wasm(chart, name, { podAnnotations })))).toStrictEqual(['cart', 'mail', 'stock']);
});

test('everything is left where a pattern of hosts stands among the objects', () => {
  const build = (chart: Chart) => {
    for (const name of NAMES) http(chart, name);
    configMap(chart, 'beside', { hosts: '*.example.com' });
  };
  expect(left(build)).toStrictEqual([...NAMES, 'beside']);
});

test('everything is left where most apps are unlike', () => {
  expect(left((chart) => NAMES.map((name, index) => wasm(chart, name, { replicas: Math.max(index, 1) })))).toStrictEqual(NAMES);
});

function configMap(scope: Construct, name: string, data: object): ApiObject {
  return new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

/** What may stand beside a fleet and speak of one of its apps. */
const beside = (name: string, host: string) =>
  fc.constantFrom<object>(
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec: scaling(name) },
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: `keda-hpa-${name}` }, spec: scaling('other') },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'beside' },
      spec: { selector: { 'app.kubernetes.io/name': name }, ports: PORTS },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'beside' }, spec: { type: 'ExternalName', externalName: host } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'beside' },
      spec: { podSelector: { matchLabels: { 'app.kubernetes.io/name': name } }, policyTypes: ['Ingress'], ingress: [] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'beside' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'beside' },
      spec: {
        rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] } }],
      },
    },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'beside' },
      spec: { scaleTargetRef: { name }, triggers: [{ type: 'cpu', metadata: { value: '50' }, metricType: 'Utilization' }] },
    },
    {
      apiVersion: 'http.keda.sh/v1beta1',
      kind: 'InterceptorRoute',
      metadata: { name: 'beside' },
      spec: { target: { service: name, port: 80 }, rules: [{ hosts: [host] }], scalingMetric: { concurrency: { targetValue: 1 } } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'beside' }, data: { [name]: host } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  );
const PORTS = [{ port: 80 }];
const scaling = (name: string) => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 3 });

// biome-ignore lint/suspicious/noExplicitAny: each construct has props of its own
type Any = any;

describe('where the rules have nothing to say of what is left, they have nothing to say of all', () => {
  const ODD = ['http', 'mail', 'keda', 'wagi-tls', 'keda-hpa-cart', 'default', 'interceptor', 'shop', 'spin', 'a', 'orders'];
  const names = fc.uniqueArray(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...ODD) },
      { weight: 5, arbitrary: fc.stringMatching(/^[a-z]{3,9}(-[a-z0-9]{1,4})?$/) },
    ),
    {
      minLength: 4,
      maxLength: 8,
    },
  );
  let leftOut = 0;

  test.each<[string, new (chart: Chart, id: string, props: Any) => Construct, fc.Arbitrary<Any>]>([
    ['WasmApp', WasmApp, wasmApp],
    ['HttpScaledWasm', HttpScaledWasm, httpScaledWasm],
    ['SpinAppScaled', SpinAppScaled, spinAppScaled],
    ['KnativeWagiService', KnativeWagiService, knativeWagiService],
  ])('%s', (_, Made, samples) => {
    const fleets = fc.tuple(samples, names).chain(([sample, apps]) =>
      fc.record({
        sample: fc.constant(sample),
        apps: fc.constant(apps),
        patched: fc.option(fc.nat(apps.length - 1), { nil: undefined, freq: 3 }),
        objects: fc.array(
          fc.nat(apps.length - 1).chain((index) => beside(apps[index], `${apps[index]}.example.com`)),
          { maxLength: 2 },
        ),
      }),
    );
    fc.assert(
      fc.property(fleets, ({ sample: { platform, props }, apps, patched, objects }) => {
        const app = new App();
        Platform.target(app, platform);
        const chart = new Chart(app, 'test', { namespace: 'shop' });
        try {
          for (const [index, name] of apps.entries()) {
            const hosts = props.hosts && [`${name}.example.com`];
            const exposure = hosts && Made === HttpScaledWasm ? Exposure.ingress() : props.exposure;
            const own = new Made(chart, name, { ...props, name, image: `ghcr.io/acme/${name}:v1`, hosts, exposure, domain: undefined });
            if (index === patched)
              ApiObject.of(own.node.findAll().find(ApiObject.isApiObject)!).addJsonPatch(JsonPatch.add('/spec/x', name));
          }
        } catch {
          return; // a name or a host that does not go with the other props
        }
        for (const [index, object] of objects.entries()) new ApiObject(chart, `beside-${index}`, object as Any);
        for (const [cluster, all] of byPlatform(app)) {
          const some = withoutAlike(all, cluster);
          if (some.length === all.length || check(some.map(render), cluster).length > 0) continue;
          leftOut += all.length - some.length;
          expect(check(all.map(render), cluster)).toStrictEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('and often enough it is less', () => {
    expect(leftOut).toBeGreaterThan(100);
  });
});
