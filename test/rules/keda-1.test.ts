import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';

const cluster = declaredCluster();

function fixes(apiVersion: string, kind: string, spec: Value): string[] {
  const findings = check([{ apiVersion, kind, metadata: { name: 'a' }, spec } as Manifest], cluster);
  return findings
    .filter(({ rule }) => ['removed/keda-1', 'keda/field-of-other-kind', 'keda-triggers/unknown-key'].includes(rule))
    .map(({ severity, path, fix }) => `${severity} ${path.replace('spec.triggers[0].metadata', 'trigger')}: ${fix}`);
}

const trigger = (type: string, metadata: Value) => ({ scaleTargetRef: { name: 'a' }, triggers: [{ type, metadata }] });

test.each<[string, Value, string[]]>([
  ['azure-queue', { connection: 'storage_account' }, ['error trigger.connection: write connectionFromEnv: storage_account']],
  ['azure-eventhub', { storageConnection: 'STORAGE' }, ['error trigger.storageConnection: write storageConnectionFromEnv: STORAGE']],
  ['rabbitmq', { host: 'RABBIT' }, ['error trigger.host: write hostFromEnv: RABBIT']],
  ['rabbitmq', { apiHost: 'RABBIT' }, ['error trigger.apiHost: write hostFromEnv: RABBIT, and protocol: http']],
  ['rabbitmq', { apiHost: 'http://mq', protocol: 'http' }, ['error trigger.apiHost: write host']],
  ['redis', { password: 'redis_password' }, ['error trigger.password: write passwordFromEnv: redis_password']],
  ['redis', { host: 'redis.data', address: 'redis:6379' }, []],
  ['postgresql', { connection: 'CONNECTION' }, ['error trigger.connection: write connectionFromEnv: CONNECTION']],
  ['no-such-scaler', { connection: 'STORAGE' }, []],
])('KEDA 1: metadata of %s %j', (type, metadata, expected) => {
  expect(fixes('keda.k8s.io/v1alpha1', 'ScaledObject', trigger(type, metadata))).toStrictEqual(expected);
});

test.each<[string, Value, string[]]>([
  ['azure-queue', { connection: 'STORAGE' }, ['warning trigger.connection: write connectionFromEnv: STORAGE']],
  ['azure-queue', { connection: 'UseDevelopmentStorage=true' }, []],
  ['rabbitmq', { host: 'RABBIT' }, ['warning trigger.host: write hostFromEnv: RABBIT']],
  ['rabbitmq', { host: 'amqp://mq' }, []],
  ['rabbitmq', { apiHost: 'RABBIT' }, ['warning trigger.apiHost: write host or hostFromEnv, and protocol: http']],
  // a password may be of capitals alone
  ['mysql', { password: 'SECRET' }, []],
])('KEDA 2: metadata of %s %j', (type, metadata, expected) => {
  expect(fixes('keda.sh/v1alpha1', 'ScaledObject', trigger(type, metadata))).toStrictEqual(expected);
});

test.each<[string, Value, string[]]>([
  ['ScaledObject', { scaleTargetRef: { deploymentName: 'a' } }, ['error spec.scaleTargetRef.deploymentName: write it as name']],
  [
    'ScaledObject',
    { scaleTargetRef: { deploymentName: 'a', name: 'a' } },
    ['error spec.scaleTargetRef.deploymentName: leave it out: name is there'],
  ],
  [
    'ScaledObject',
    { scaleTargetRef: { name: 'a', containerName: 'b' } },
    ['error spec.scaleTargetRef.containerName: write it as envSourceContainerName'],
  ],
  ['ScaledObject', { scaleType: 'deployment', scaleTargetRef: { name: 'a' } }, ['error spec.scaleType: leave it out']],
  [
    'ScaledObject',
    { scaleType: 'job', jobTargetRef: {} },
    [
      'error spec.jobTargetRef: write kind: ScaledJob',
      'error spec.scaleTargetRef: write kind: ScaledJob',
      'error spec.scaleType: leave it out, and write kind: ScaledJob',
    ],
  ],
  ['ScaledObject', { scaleTargetRef: { name: 'a' }, scalingStrategy: {} }, ['error spec.scalingStrategy: leave it out']],
  [
    'ScaledObject',
    { scaleTargetRef: { name: 'a' }, envSourceContainerName: 'b' },
    ['error spec.envSourceContainerName: write it as spec.scaleTargetRef.envSourceContainerName'],
  ],
  [
    'ScaledJob',
    { scaleTargetRef: { name: 'a' } },
    ['error spec.scaleTargetRef: write kind: ScaledObject', 'error spec.jobTargetRef: write kind: ScaledObject'],
  ],
  ['ScaledJob', { jobTargetRef: {}, fallback: {} }, ['error spec.fallback: leave it out']],
  ['ScaledJob', { jobTargetRef: {}, minReplicaCount: 0, maxReplicaCount: 2 }, []],
])('a field of KEDA 1 or of the other kind: %s %j', (kind, spec, expected) => {
  expect(fixes('keda.sh/v1alpha1', kind, spec)).toStrictEqual(expected);
});
