// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are the subject
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';

const cluster = declaredCluster();

function rules(...objects: Value[]): string[] {
  return check(objects as Manifest[], cluster).map(({ rule, severity, path }) => `${severity} ${rule} at ${path}`);
}

const scaledObject = (name: string, target: string, spec = {}, namespace?: string) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name, ...(namespace && { namespace }) },
  spec: {
    scaleTargetRef: { name: target },
    triggers: [{ type: 'redis', metadata: { address: 'redis.data:6379', listName: 'jobs', listLength: '5' } }],
    ...spec,
  },
});
const workload = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'app', image: 'ghcr.io/acme/app:1' }] } },
  },
});

const NOTE = (path: string) => `note kubernetes/not-rendered at ${path}`;

test.each([
  ['metadata.name', { metadata: { name: 'PV_NAME' } }],
  ['metadata.namespace', { metadata: { name: 'a', namespace: 'NAMESPACE' } }],
])('upper case at %s, where none may stand, has a note in place of errors', (path, object) => {
  expect(rules({ ...workload('a'), ...object })).toStrictEqual([NOTE(path)]);
});

test('a port in upper case is a blank', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
  const ports = (targetPort: string) => ({ spec: { selector: { app: 'a' }, ports: [{ port: 80, targetPort }] } });
  expect(rules({ ...service, ...ports('PORT') }, workload('a'))).toStrictEqual([NOTE('spec.ports[0].targetPort')]);
  expect(rules({ ...service, ...ports('HTTP') }, workload('a'))).toStrictEqual([
    'error kubernetes/service-target-port at spec.ports[0].targetPort',
  ]);
});

const withImage = (image: string) => {
  const { spec, ...rest } = workload('a');
  return { ...rest, spec: { ...spec, template: { ...spec.template, spec: { containers: [{ name: 'app', image }] } } } };
};

test.each(['TO_BE_REPLACED', 'REGION-docker.pkg.dev/PROJECT_ID/shop/app:1', 'PROJECT/app', 'ghcr.io/acme/app@IMAGE_DIGEST', 'IMAGE:v1'])(
  'the image %s has a note in place of an error',
  (image) => {
    expect(rules(withImage(image))).toStrictEqual([NOTE('spec.template.spec.containers[0].image')]);
  },
);

test.each(['ghcr.io/acme/App:1', 'ghcr.io/Acme/app', 'ghcr.io/acme/app:a b'])('fails for the image %s, which is no blank', (image) => {
  expect(rules(withImage(image))).toStrictEqual(['error kubernetes/image at spec.template.spec.containers[0].image']);
});

test.each(['RELEASE', 'RELEASE_2026', 'v1-BUILD_42', `A_B@sha256:${'a'.repeat(64)}`])('the tag %s is no blank', (tag) => {
  expect(rules(withImage(`ghcr.io/acme/app:${tag}`))).toStrictEqual([]);
});

test('fails for other names in upper case', () => {
  expect(rules(workload('WORKER'))).toStrictEqual(['error kubernetes/name at metadata.name']);
});

test.each(['${APP}', '$APP', '{{ app }}', '<app>', 'shop-${ENV}'])(
  'an object named %j has a note in place of errors, and may be the target of another',
  (name) => {
    expect(rules(workload(name))).toStrictEqual([NOTE('metadata.name')]);
    expect(rules(scaledObject('a', name))).toStrictEqual([NOTE('spec.scaleTargetRef.name')]);
    expect(rules(workload(name), scaledObject('a', 'shop-dev'))).toStrictEqual([NOTE('metadata.name')]);
  },
);

test('an object of another name is still missing', () => {
  expect(rules(workload('shop-${ENV}'), scaledObject('a', 'worker'))).toStrictEqual([
    NOTE('metadata.name'),
    'warning keda/target-missing at spec.scaleTargetRef.name',
  ]);
});

test('what is wrong beside a placeholder is found', () => {
  const spec = { minReplicaCount: 9, maxReplicaCount: 2, cooldownPeriod: '${WAIT}' };
  expect(rules(workload('a'), scaledObject('a', 'a', spec, '${NS}'))).toStrictEqual([
    'error keda/replica-bounds at spec.minReplicaCount',
    NOTE('metadata.namespace'),
  ]);
});

test('a required field is missing, whatever stands beside it', () => {
  const triggers = [{ type: 'redis', metadata: { address: '${REDIS}', listLength: '5' } }];
  expect(rules(workload('a'), scaledObject('a', 'a', { triggers }))).toStrictEqual([
    'error keda-triggers/parameters at spec.triggers[0].metadata',
    NOTE('spec.triggers[0].metadata.address'),
  ]);
});

test('programs, pages and templates of other controllers have no note', () => {
  const data = { 'run.sh': 'echo ${HOME} $USER', 'index.html': '<p>', 'x.tpl': '{{ x }}' };
  expect(rules({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data })).toStrictEqual([]);
  const template = { metadata: { labels: { env: '{{env}}' }, annotations: { a: 1 } } };
  expect(rules({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'a' }, spec: { template } })).toStrictEqual(
    [],
  );
});
