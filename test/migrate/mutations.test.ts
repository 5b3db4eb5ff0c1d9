import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { readManifests } from '../../lib/files/read';
import { ManifestFile } from '../../lib/migrate/manifest-file';
import { migrate } from '../../lib/migrate/migrate';
import { declaredCluster } from '../../lib/rules/declared';
import { runs } from '../support/fuzz';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const BASES: readonly Json[] = [
  {
    apiVersion: 'http.keda.sh/v1alpha1',
    kind: 'HTTPScaledObject',
    metadata: { name: 'shop', labels: { a: 'b' }, annotations: { c: 'd' } },
    spec: {
      host: 'shop.example.com',
      hosts: ['www.example.com'],
      pathPrefixes: ['/a'],
      headers: [{ name: 'X' }],
      scaleTargetRef: { deployment: 'shop', service: 'shop', port: 80, targetPendingRequests: 5 },
      replicas: { min: 0, max: 5 },
      scalingMetric: { requestRate: { targetValue: 5, window: '1m' } },
      timeouts: { conditionWait: '5s' },
      coldStartTimeoutFailoverRef: { service: 'b', port: 80, timeoutSeconds: 3 },
      scaledownPeriod: 30,
    },
  },
  {
    apiVersion: 'keda.k8s.io/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'shop', pollingInterval: 3 },
    spec: {
      scaleType: 'deployment',
      scaleTargetRef: { deploymentName: 'shop', containerName: 'c' },
      triggers: [
        { type: 'cpu', metadata: { type: 'Utilization', value: 50, metricName: 'x', useCachedMetrics: '010' } },
        { type: 'external-push', metadata: { scalerAddress: 'x:1', httpScaledObject: 'shop' } },
        { type: 'rabbitmq', metadata: { apiHost: 'HOST', queueName: 7 } },
      ],
    },
  },
  {
    apiVersion: 'extensions/v1beta1',
    kind: 'Ingress',
    metadata: { name: 'shop', annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } },
    spec: {
      backend: { serviceName: 'a', servicePort: 80 },
      rules: [{ host: 'a', http: { paths: [{ path: '/', backend: { serviceName: 'hello', servicePort: 'http' } }] } }],
    },
  },
  { apiVersion: 'core.spinoperator.dev/v1alpha1', kind: 'SpinApp', metadata: { name: 'hello' }, spec: { replicas: 0, image: 'a' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'hello' },
    spec: { type: 'LoadBalancer', selector: { 'core.spinoperator.dev/app-name': 'hello' } },
  },
  {
    apiVersion: 'extensions/v1beta1',
    kind: 'Deployment',
    metadata: { name: 'shop', labels: { on: true } },
    spec: { replicas: 2, template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [] } } },
  },
  {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'k', annotations: { 'autoscaling.knative.dev/min-scale': '1' } },
    spec: { template: { metadata: { annotations: { 'autoscaling.knative.dev/target': 5 } }, spec: {} } },
  },
  {
    apiVersion: 'node.k8s.io/v1alpha1',
    kind: 'RuntimeClass',
    metadata: { name: 'r' },
    spec: { runtimeHandler: 'spin', scheduling: {}, more: 1 },
  },
];

/** Returns the paths of all fields but apiVersion and kind. */
function pathsIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : Object.entries(value);
  return [
    ...(path.length > 0 ? [path] : []),
    ...inner
      .filter(([key]) => path.length > 0 || !['apiVersion', 'kind'].includes(String(key)))
      .flatMap(([key, each]) => pathsIn(each, [...path, key])),
  ];
}

function replaced(value: Json, [step, ...rest]: readonly (string | number)[], by: Json | undefined): Json {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as { [key: string]: Json | undefined };
  copy[step as string] = rest.length === 0 ? by : replaced((value as { [key: string]: Json })[step as string], rest, by);
  return JSON.parse(JSON.stringify(copy));
}

const SHAPES: readonly (Json | undefined)[] = [
  undefined,
  null,
  '',
  'x',
  'OTHER',
  7,
  true,
  [],
  ['x'],
  [null],
  [[]],
  [{}],
  {},
  { x: 'y' },
  { name: null },
];

/** Migrates a text, and holds the result against what must be true of every result. */
function migratedSafely(text: string, commit: 1 | 2): string {
  const once = migrate([new ManifestFile(text, 'app.yaml')], declaredCluster(), commit);
  const after = once.files[0].toString();
  const again = migrate([new ManifestFile(after, 'app.yaml')], declaredCluster(), commit);
  expect(again.files[0].toString()).toBe(after);
  expect(again.changes).toStrictEqual([]);
  expect(once.changes.length > 0).toBe(after !== text);
  return after;
}

const isRefused = (text: string) => {
  try {
    return readManifests(text, 'app.yaml').sources.length === 0;
  } catch {
    return true;
  }
};

const mutation = fc
  .constantFrom(...BASES)
  .chain((base) => fc.record({ base: fc.constant(base), path: fc.constantFrom(...pathsIn(base)), shape: fc.constantFrom(...SHAPES) }));

test('a field of any other shape is refused in one line, and a second migration changes nothing', () => {
  fc.assert(
    fc.property(mutation, fc.constantFrom(1 as const, 2 as const), ({ base, path, shape }, commit) => {
      const objects = [...BASES.filter((each) => each !== base), replaced(base, path, shape)];
      const text = objects.map((object) => stringify(object, { version: '1.1' })).join('---\n');
      if (!isRefused(text)) migratedSafely(text, commit);
    }),
    { numRuns: runs(25) },
  );
}, 60_000);
