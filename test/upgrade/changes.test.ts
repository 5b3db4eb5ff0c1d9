import { SUPPORTED } from '../../lib/cluster/supported-versions';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest } from '../../lib/rules/manifest';
import { Manifests } from '../../lib/rules/manifests';
import { CHANGES } from '../../lib/upgrade/changes';
import { ORDER } from '../../lib/upgrade/compatibility';

const metadata = { name: 'shop' };
const scaled = (type: string, keys: object = {}): Manifest => {
  return { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata, spec: { triggers: [{ type, metadata: keys }] } };
};
const deployment = (name: string): Manifest => {
  const containers = [{ name: 'shop', env: [{ name: 'OTHER' }, { name, value: 'x' }] }];
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec: { containers } } } };
};
const spinApp = (spec: object): Manifest => ({ apiVersion: 'core.spinkube.dev/v1alpha1', kind: 'SpinApp', metadata, spec });
const hpa = (minReplicas: number): Manifest => {
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec: { minReplicas } };
};
const route: Manifest = {
  apiVersion: 'http.keda.sh/v1beta1',
  kind: 'InterceptorRoute',
  metadata,
  spec: { target: { service: 'shop', port: 80 } },
};
const scaledOnRequests = (spec: object): Manifest => ({ apiVersion: 'http.keda.sh/v1alpha1', kind: 'HTTPScaledObject', metadata, spec });
const service = (spec: object, annotations?: { [key: string]: string }, name = 'shop'): Manifest => {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, annotations }, spec };
};
const TYPE = ['spec.triggers[0].type'];

test.each<[string, Manifest, readonly string[]]>([
  ['keda/selenium-downloads', scaled('selenium-grid'), TYPE],
  ['keda/selenium-downloads', scaled('selenium-grid', { enableManagedDownloads: 'false' }), []],
  ['keda/cron-zero', scaled('cron'), TYPE],
  ['keda/cron-zero', scaled('kafka'), []],
  ['keda/prometheus-nan', scaled('prometheus', { query: 'a / b' }), TYPE],
  ['keda/prometheus-nan', scaled('prometheus', { query: 'sum(a)' }), []],
  ['keda/azure-pipelines-jobs', scaled('azure-pipelines'), TYPE],
  ['keda/metric-names', scaled('prometheus', { query: 'keda_trigger_totals > 1' }), ['spec.triggers[0].metadata.query']],
  ['keda/metric-names', scaled('prometheus', { query: 'keda_trigger_registered_total > 1' }), []],
  ['http-add-on/no-hosts', scaledOnRequests({}), ['spec.hosts']],
  ['http-add-on/no-hosts', scaledOnRequests({ hosts: ['shop.example.com:8080'] }), []],
  ['http-add-on/app-protocol', service({ ports: [{ name: 'h2c', port: 80 }] }), ['spec.ports[0].appProtocol']],
  ['http-add-on/app-protocol', service({ ports: [{ name: 'grpc', port: 80, appProtocol: 'kubernetes.io/h2c' }] }), []],
  ['http-add-on/app-protocol', service({ ports: [{ name: 'http', port: 80 }] }), []],
  ['http-add-on/keda-http-keep-alive', deployment('KEDA_HTTP_KEEP_ALIVE'), ['spec.template.spec.containers[0].env[1].name']],
  ['http-add-on/keda-http-keep-alive', deployment('KEDA_HTTP_FORCE_HTTP2'), []],
  ['kubernetes/hpa-scale-to-zero', hpa(0), ['spec.minReplicas']],
  ['kubernetes/hpa-scale-to-zero', hpa(1), []],
  ['spin-shim/components', spinApp({ components: ['a'] }), ['spec.components']],
  ['spin-shim/components', spinApp({}), []],
  ['spin-shim/instance-memory', deployment('SPIN_MAX_INSTANCE_MEMORY'), ['spec.template.spec.containers[0].env[1].name']],
  ['spin-shim/instance-memory', spinApp({ invocationLimits: { memory: '20Mi' } }), ['spec.invocationLimits']],
])('the change %s concerns fields of an object, case %#', (id, object, fields) => {
  const change = CHANGES.find((one) => one.id === id)!;
  expect(change.fields(object, { manifests: new Manifests([route, object]), cluster: declaredCluster() })).toStrictEqual(fields);
});

test('the ids of the changes are distinct, and name their component', () => {
  const ids = CHANGES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, component, what, remedy, link } of CHANGES) {
    expect(id).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    expect(ORDER).toContain(component);
    expect(`${what} ${remedy}`).not.toMatch(/\.$/);
    expect(link).toMatch(/^https:/);
  }
});

test('every supported component has its place in the order', () => {
  expect(Object.keys(SUPPORTED).filter((component) => !ORDER.includes(component))).toStrictEqual([]);
});
