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
import { check, checkEach } from '../../lib/rules/check';
import { Manifests } from '../../lib/rules/manifests';
import { askedAbout } from '../../lib/synth/alike';
import { byPlatform, type Rendered } from '../../lib/synth/by-platform';
import { type AnyObject, pathOf } from '../../lib/synth/draft';
import { httpScaledWasm, knativeWagiService, spinAppScaled, wasmApp } from '../support/arbitraries';

beforeAll(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});

/** The objects that the rules are asked about. */
function asked({ objects, manifests }: Rendered, platform: Platform): AnyObject[] {
  const about = askedAbout(objects, manifests, platform);
  return about ? about.map((manifest) => objects[manifests.indexOf(manifest)]) : objects;
}

/** Ids of the apps, and of objects beside them, that the rules are asked about. */
function left(build: (chart: Chart, app: App) => void): string[] {
  const app = new App();
  build(new Chart(app, 'shop', { namespace: 'shop' }), app);
  const [[platform, rendered]] = byPlatform(app);
  const paths = asked(rendered, platform).map((object) => pathOf(object).split('/').slice(0, 2).join('/'));
  return [...new Set(paths)].map((path) => path.replace('shop/', ''));
}

function wasm(chart: Construct, name: string, props: Partial<WasmAppProps> = {}): WasmApp {
  return new WasmApp(chart, name, { image: `ghcr.io/acme/${name}:v1`, runtime: WasmRuntime.SLIGHT, ...props });
}

function http(chart: Construct, name: string, host = `${name}.example.com`): HttpScaledWasm {
  const metrics = [HttpMetric.concurrency(10)];
  return new HttpScaledWasm(chart, name, { image: `ghcr.io/acme/${name}:v1`, runtime: WasmRuntime.SLIGHT, hosts: [host], metrics });
}

const NAMES = ['cart', 'mail', 'stock', 'price', 'chat', 'ship', 'lend', 'care'];

describe('three apps stand for others', () => {
  test.each<[string, (chart: Chart, name: string) => Construct]>([
    ['WasmApp', wasm],
    ['WasmApp that is scaled', (chart, name) => wasm(chart, name, { triggers: [Trigger.kafka({ ...KAFKA, consumerGroup: name })] })],
    ['HttpScaledWasm', http],
    ['SpinAppScaled', (chart, name) => new SpinAppScaled(chart, name, { image: `ghcr.io/acme/${name}:v1` })],
    ['KnativeWagiService', (chart, name) => new KnativeWagiService(chart, name, { image: `ghcr.io/acme/${name}-wagi:v1` })],
  ])('where a %s differs from them in its name, its host and its image', (_, make) => {
    expect(left((chart) => NAMES.map((name) => make(chart, name)))).toStrictEqual(['cart', 'mail', 'stock']);
  });

  test('of its own namespace', () => {
    const build = (chart: Chart, app: App) => {
      for (const name of NAMES) wasm(chart, name);
      const other = new Chart(app, 'pub', { namespace: 'pub' });
      for (const name of ['beer', 'wine', 'cola', 'milk', 'juice']) wasm(other, name);
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'stock', 'pub/beer', 'pub/wine', 'pub/cola']);
  });

  test('of its own cluster', () => {
    const app = new App();
    for (const [keda, names] of [
      ['2.20', ['cart', 'mail', 'stock', 'ship', 'lend']],
      ['2.19', ['price', 'news', 'help', 'chat', 'call']],
    ] as const) {
      const chart = new Chart(app, `of-${keda}`, { namespace: 'shop' });
      Platform.target(chart, { keda });
      for (const name of names) wasm(chart, name);
    }
    const counts = [...byPlatform(app)].map(([platform, rendered]) => asked(rendered, platform).length);
    expect(counts).toStrictEqual([6, 6]);
  });
});

const KAFKA = { bootstrapServers: ['kafka:9092'], topic: 'orders' };

describe('an app is left beside those that stand for the others, where', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['a prop is another', (chart) => wasm(chart, 'news', { replicas: 2 })],
    ['a label is another', (chart) => wasm(chart, 'news', { labels: { tier: 'web' } })],
    ['something was added to its metadata', (chart) => wasm(chart, 'news').deployment.metadata.addAnnotation('a', 'b')],
    ['an object of it is patched', (chart) => wasm(chart, 'news').deployment.addJsonPatch(JsonPatch.add('/spec/paused', true))],
    ['a value is computed', (chart) => wasm(chart, 'news').deployment.metadata.add('generation', Lazy.any({ produce: () => 2 }))],
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
    expect(ids).toHaveLength(4);
    expect(ids.slice(0, 3)).toStrictEqual(['cart', 'mail', 'stock']);
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
    expect(left(build)).toStrictEqual(['cart', 'mail', 'stock', 'one', 'two', 'three']);
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
    expect(left(build)).toStrictEqual(['cart', 'mail', 'stock', 'price', 'beside']);
  });

  test('an object speaks of its host', () => {
    const build = (chart: Chart) => {
      for (const name of NAMES) http(chart, name);
      configMap(chart, 'beside', { url: 'https://price.example.com/inbox' });
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'stock', 'price', 'beside']);
  });

  test('an app that is left speaks of it', () => {
    const build = (chart: Chart) => {
      for (const name of NAMES) wasm(chart, name);
      wasm(chart, 'news', { args: ['--reader=price'] });
    };
    expect(left(build)).toStrictEqual(['cart', 'mail', 'stock', 'price', 'news']);
  });
});

test('an app that all speak of is asked about', () => {
  const podAnnotations = { after: 'lend' };
  expect(left((chart) => NAMES.map((name) => wasm(chart, name, { podAnnotations })))).toStrictEqual(['cart', 'mail', 'stock', 'lend']);
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

/** An object as users write it beside the constructs. */
function raw(scope: Construct, id: string, apiVersion: string, kind: string, fields: object, name = id): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, metadata: { name }, ...fields });
}

const ALLOW_KEDA = [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } } }] }];
const EIGHT = ['cart', 'mail', 'stock', 'price', 'chat', 'ship', 'lend', 'care'];
const LONG = `l${'o'.repeat(58)}ng`;

describe('what is wrong about one app among many alike, or because of it, is found', () => {
  test.each<[string, string, (chart: Chart, app: App) => void]>([
    [
      'a backend that is nearly its Service',
      'routing/missing-service',
      (chart) => {
        for (const name of EIGHT) wasm(chart, name);
        const backend = { service: { name: 'shp', port: { number: 80 } } };
        const rules = [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
        raw(chart, 'beside', 'networking.k8s.io/v1', 'Ingress', { spec: { rules } });
      },
    ],
    [
      'a selector that is nearly its label',
      'kubernetes/service-selector',
      (chart) => {
        for (const name of EIGHT) wasm(chart, name);
        raw(chart, 'beside', 'v1', 'Service', { spec: { selector: { 'app.kubernetes.io/name': 'shp' }, ports: [{ port: 80 }] } });
      },
    ],
    [
      'a policy that others are excused from',
      'routing/network-policy',
      (chart) => {
        for (const name of EIGHT) http(chart, name);
        raw(chart, 'deny', 'networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Ingress'] } });
        for (const name of EIGHT.slice(0, 4)) {
          const podSelector = { matchLabels: { 'app.kubernetes.io/name': name } };
          const spec = { podSelector, policyTypes: ['Ingress'], ingress: ALLOW_KEDA };
          raw(chart, `allow-${name}`, 'networking.k8s.io/v1', 'NetworkPolicy', { spec });
        }
      },
    ],
    [
      'a route that others have',
      'http-add-on/scaler-reference',
      (chart) => {
        for (const name of EIGHT) {
          const scalerAddress = 'keda-add-ons-http-external-scaler.keda:9090';
          wasm(chart, name, { triggers: [Trigger.of('external-push', { scalerAddress, interceptorRoute: name })] });
        }
        for (const name of EIGHT.slice(0, 4)) {
          const spec = {
            target: { service: name, port: 80 },
            rules: [{ hosts: [`${name}.a`] }],
            scalingMetric: { concurrency: { targetValue: 1 } },
          };
          raw(chart, `route-${name}`, 'http.keda.sh/v1beta1', 'InterceptorRoute', { spec }, name);
        }
      },
    ],
    [
      'a RuntimeClass that others have',
      'runtimes/runtime-class-defined',
      (chart) => {
        for (const name of EIGHT) wasm(chart, name, { runtime: WasmRuntime.of({ runtimeClassName: name, handler: 'slight', port: 80 }) });
        for (const name of EIGHT.slice(0, 4)) raw(chart, `class-${name}`, 'node.k8s.io/v1', 'RuntimeClass', { handler: 'slight' }, name);
      },
    ],
    [
      'a label of its chart that is too long',
      'kubernetes/labels',
      (_, app) => {
        for (const name of [...EIGHT, LONG]) {
          wasm(new Chart(app, name, { namespace: 'shop', labels: { host: `${name}.example.com` } }), name);
        }
      },
    ],
    [
      'an object of the user in it, with a name that is too long',
      'keda/name-length',
      (chart) => {
        for (const name of [...EIGHT, LONG]) {
          const spec = { scaleTargetRef: { name }, triggers: [{ type: 'external-push', metadata: { scalerAddress: 'a:1' } }] };
          raw(wasm(chart, name), 'Own', 'keda.sh/v1alpha1', 'ScaledObject', { spec }, name);
        }
      },
    ],
    [
      'a trigger of a type that is none',
      'keda-triggers/type',
      (chart) => {
        for (const name of ['external', 'external-push', 'cron', 'kafka', 'mysql', 'redis', 'nothing']) {
          wasm(chart, name, { triggers: [Trigger.of(name, { scalerAddress: 'a:1' })] });
        }
      },
    ],
    [
      'an HPA of the name that KEDA derives for another app',
      'keda/hpa-name-taken',
      (chart) => {
        const triggers = [Trigger.kafka({ ...KAFKA, consumerGroup: 'all' })];
        for (const name of [...EIGHT, 'keda-hpa-shop']) wasm(chart, name, { triggers, hpaName: name });
        wasm(chart, 'shop', { triggers });
      },
    ],
    [
      'a host that another route has in capitals',
      'routing/duplicate-route',
      (chart) => {
        for (const name of EIGHT) http(chart, name);
        const metadata = { annotations: { 'cdk8s-wasm/ignore': 'http-add-on/host: a test' } };
        const spec = {
          target: { service: 'cart', port: 80 },
          rules: [{ hosts: ['Ship.Example.com'] }],
          scalingMetric: { concurrency: { targetValue: 1 } },
        };
        new ApiObject(chart, 'beside', { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute', metadata, spec });
      },
    ],
  ])('%s: %s', (_, rule, build) => {
    const app = new App();
    build(new Chart(app, 'shop', { namespace: 'shop' }), app);
    const [[platform, { objects, manifests }]] = byPlatform(app);
    expect(check(manifests, platform).map((finding) => finding.rule)).toContain(rule);
    expect(checkEach(new Manifests(askedAbout(objects, manifests, platform) ?? manifests, manifests), platform)).not.toStrictEqual([]);
  });
});

/** Names and hosts by which something may speak of an app, or nearly. */
const spoken = (name: string) =>
  fc.constantFrom(name, name, name.slice(0, -1) || 'x', name.toUpperCase(), `keda-hpa-${name}`, `${name}-proxy`, `${name}.shop.svc`);
const spokenHost = (name: string) => fc.constantFrom(`${name}.example.com`, `${name.toUpperCase()}.Example.com`, `${name}x.example.com`);

/** What may stand beside a fleet and speak of one of its apps. */
const beside = (app: string, kind?: number): fc.Arbitrary<object> =>
  fc.tuple(spoken(app), spokenHost(app)).chain(([name, host]) => {
    const objects: object[] = [
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec: scaling(name) },
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'beside' }, spec: scaling(name) },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'beside' },
        spec: { selector: { 'app.kubernetes.io/name': name }, ports: [{ port: 80, targetPort: 'web' }] },
      },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'beside' }, spec: { type: 'ExternalName', externalName: host } },
      policy({ matchLabels: { 'app.kubernetes.io/name': name } }, []),
      policy({ matchLabels: { 'app.kubernetes.io/name': name } }, [{}]),
      policy({ matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: [name] }] }, []),
      policy({}, []),
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
      { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name }, spec: { env: [] } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { [name]: host } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    ];
    return kind === undefined ? fc.constantFrom(...objects) : fc.constant(objects[kind % objects.length]);
  });
const scaling = (name: string) => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 3 });
const policy = (podSelector: object, ingress: object[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'beside' },
  spec: { podSelector, policyTypes: ['Ingress'], ingress },
});

// biome-ignore lint/suspicious/noExplicitAny: each construct has props of its own
type Any = any;

/** What users may write of their own into each app, with its name and image. */
const OWN: readonly ((app: Construct, name: string, image: string) => void)[] = [
  (app, name) => objectsOf(app)[0].metadata.addLabel('host', `${name}.example.com`),
  (app, _, image) => objectsOf(app)[0].metadata.addLabel('image', image),
  (app, name) => objectsOf(app)[0].metadata.addAnnotation('acme.com/name', name),
  (app, name) => configMap(app, 'own', { [name]: name }),
  (app, name, image) => named(app, image.split('/').pop()!.split(':')[0], 'v1', 'ConfigMap', { data: { a: name } }),
  (app, name) => named(app, name, 'v1', 'ConfigMap', { data: { a: 'b' } }),
  (app, name) =>
    named(app, name, 'keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name }, triggers: [{ type: name, metadata: {} }] } }),
  (app, name) => objectsOf(app)[0].addJsonPatch(JsonPatch.add('/metadata/annotations', { a: name })),
];

/** Props in which users may write the name of the app. */
const PROPS: readonly ((name: string) => object)[] = [
  (name) => ({ hpaName: name }),
  (name) => ({ hpaName: `keda-hpa-${name}` }),
  (name) => ({ triggers: [Trigger.of('external-push', { scalerAddress: 'a:1', interceptorRoute: name })] }),
  (name) => ({ triggers: [Trigger.of(name, { a: 'b' })] }),
  (name) => ({ triggers: [Trigger.kafka({ ...KAFKA, consumerGroup: name })] }),
  (name) => ({ serviceAccountName: name }),
  (name) => ({ runtime: WasmRuntime.of({ runtimeClassName: name, handler: name, port: 8080 }) }),
  (name) => ({ env: { NAME: { value: name } } }),
  () => ({ coldStartFallback: { service: 'stok', port: 80 } }),
  () => ({ hpaName: 'one' }),
];

function objectsOf(app: Construct): ApiObject[] {
  return app.node.findAll().filter(ApiObject.isApiObject);
}

function named(app: Construct, name: string, apiVersion: string, kind: string, fields: object): void {
  new ApiObject(app, `own-${kind}`, { apiVersion, kind, metadata: { name }, ...fields });
}

describe('where the rules have nothing to say of what they are asked about, they have nothing to say of all', () => {
  const ODD = ['http', 'mail', 'keda', 'wagi-tls', 'keda-hpa-cart', 'cart', 'default', 'interceptor', 'shop', 'spin', 'a', 'orders'];
  const MORE = ['stock', 'slight', 'external', 'true', 'config-defaults', `${'long-'.repeat(8)}name`, `l${'o'.repeat(58)}ng`];
  const name = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...ODD, ...MORE) },
    { weight: 8, arbitrary: fc.stringMatching(/^[a-z]{3,9}(-[a-z0-9]{1,4})?$/) },
  );
  const names = fc.uniqueArray(name, { minLength: 8, maxLength: 14 });
  const images = fc.constantFrom<(name: string) => string>(
    (app) => `ghcr.io/acme/${app}:v1`,
    (app) => `ghcr.io/acme/${app}:v2`,
    (app) => `img${app}`,
    () => 'ghcr.io/acme/one:v1',
    (app) => (app.length > 6 ? `ghcr.io/acme/wagi-${app}` : `ghcr.io/acme/${app}`),
    (app) => (app.length > 8 ? `ghcr.io/Acme/${app}` : `ghcr.io/acme/${app}`),
  );
  let leftOut = 0;

  test.each<[string, new (chart: Chart, id: string, props: Any) => Construct, fc.Arbitrary<Any>]>([
    ['WasmApp', WasmApp, wasmApp],
    ['HttpScaledWasm', HttpScaledWasm, httpScaledWasm],
    ['SpinAppScaled', SpinAppScaled, spinAppScaled],
    ['KnativeWagiService', KnativeWagiService, knativeWagiService],
  ])(
    '%s',
    (_, Made, samples) => {
      const seldom = <Type>(arbitrary: fc.Arbitrary<Type>) =>
        fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
      const fleets = fc.tuple(samples, names).chain(([sample, apps]) =>
        fc.record({
          sample: fc.constant(sample),
          apps: fc.constant(apps),
          image: images,
          own: seldom(fc.constantFrom(...OWN)),
          given: seldom(fc.constantFrom(...PROPS)),
          labels: fc.constantFrom<(app: string) => object | undefined>(
            () => undefined,
            () => undefined,
            (app) => ({ app }),
          ),
          patched: seldom(fc.nat(apps.length - 1)),
          objects: fc.oneof(
            fc.constant([]),
            fc.array(fc.constantFrom(...apps).chain(beside), { maxLength: 2 }),
            // what excuses the first apps, and them alone
            fc.nat(13).chain((kind) => fc.tuple(...apps.slice(0, 4).map((app) => beside(app, kind)))),
          ),
        }),
      );
      fc.assert(
        fc.property(fleets, ({ sample: { platform, props }, apps, image, own, given, labels, patched, objects }) => {
          const app = new App();
          Platform.target(app, platform);
          const chart = new Chart(app, 'test', { namespace: 'shop' });
          for (const [index, id] of apps.entries()) {
            const hosts = props.hosts && [`${id}.example.com`];
            const exposure = hosts && Made === HttpScaledWasm ? Exposure.ingress() : props.exposure;
            const scope = labels(id) ? new Chart(app, id, { namespace: 'shop', labels: labels(id) as Any }) : chart;
            let made: Construct;
            try {
              const one = { ...props, ...given?.(id), name: id, image: image(id), hosts, exposure, domain: undefined };
              made = new Made(scope, id, one);
            } catch {
              return; // a name or a host that does not go with the other props
            }
            own?.(made, id, image(id));
            if (index === patched) objectsOf(made)[0].addJsonPatch(JsonPatch.add('/patched', id));
          }
          for (const [index, object] of objects.entries()) new ApiObject(chart, `beside-${index}`, object as Any);
          for (const [cluster, { objects: all, manifests }] of byPlatform(app)) {
            const some = askedAbout(all, manifests, cluster);
            if (!some || checkEach(new Manifests(some, manifests), cluster).length > 0) continue;
            leftOut += all.length - some.length;
            expect(check(manifests, cluster)).toStrictEqual([]);
          }
        }),
        { numRuns: 300 },
      );
    },
    60_000,
  );

  test('and often enough it is less', () => {
    expect(leftOut).toBeGreaterThan(500);
  });
});
