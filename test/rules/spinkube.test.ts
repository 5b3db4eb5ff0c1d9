import { check } from '../../lib/rules/check';
import { SPINKUBE_RULES } from '../../lib/rules/spinkube';
import { parseQuantity } from '../../lib/rules/spinkube/quantity';
import { corpus } from './corpus';
import { distorted } from './hostile';

/** What is said of each bad manifest, whole. */
const SAID: { readonly [name: string]: readonly object[] } = {
  'spinkube/autoscaling.hpa': [
    {
      severity: 'error',
      path: 'spec.enableAutoscaling',
      message: 'enableAutoscaling is off, so that the operator undoes what HorizontalPodAutoscaler "hello-wasm" scales',
      fix: 'write enableAutoscaling: true, and leave replicas out',
    },
  ],
  'spinkube/autoscaling': [
    {
      severity: 'error',
      path: 'spec.enableAutoscaling',
      message: 'enableAutoscaling is off, so that the operator undoes what ScaledObject "hello-wasm" scales',
      fix: 'write enableAutoscaling: true, and leave replicas out',
    },
  ],
  'spinkube/check-delay': [
    {
      severity: 'warning',
      path: 'spec.checks.readiness.initialDelaySeconds',
      message: 'initialDelaySeconds (0) is dropped by spin-operator 0.4, and becomes 10: each start waits so long',
      fix: 'write 1',
    },
  ],
  'spinkube/deployment-annotations.pod': [
    {
      severity: 'error',
      path: 'spec.podAnnotations',
      message: 'podAnnotations is refused: executor "cyclotron" makes no Deployment',
      fix: 'leave podAnnotations out, or name an executor with createDeployment: true',
    },
  ],
  'spinkube/deployment-annotations': [
    {
      severity: 'error',
      path: 'spec.deploymentAnnotations',
      message: 'deploymentAnnotations is refused: executor "cyclotron" makes no Deployment',
      fix: 'leave deploymentAnnotations out, or name an executor with createDeployment: true',
    },
  ],
  'spinkube/duplicate-store.database': [
    {
      severity: 'error',
      path: 'spec.runtimeConfig.sqliteDatabases[1].name',
      message: 'name ("default") stands twice in sqliteDatabases',
      fix: 'rename or remove one of them',
    },
  ],
  'spinkube/duplicate-store': [
    {
      severity: 'error',
      path: 'spec.runtimeConfig.keyValueStores[1].name',
      message: 'name ("default") stands twice in keyValueStores',
      fix: 'rename or remove one of them',
    },
  ],
  'spinkube/executor-config.both': [
    {
      severity: 'error',
      path: 'spec.deploymentConfig.runtimeClassName',
      message: 'runtimeClassName ("wasmtime-spin-v2") stands beside spinImage ("ghcr.io/fermyon/spin:v2.7.0")',
      fix: 'leave one of the two out',
    },
  ],
  'spinkube/executor-config.neither': [
    {
      severity: 'error',
      path: 'spec.deploymentConfig.runtimeClassName',
      message: 'neither runtimeClassName nor spinImage is given',
      fix: 'write runtimeClassName or spinImage',
    },
  ],
  'spinkube/executor-config.unused': [
    {
      severity: 'warning',
      path: 'spec.deploymentConfig',
      message: 'deploymentConfig does nothing, createDeployment is off',
      fix: 'write createDeployment: true, or leave deploymentConfig out',
    },
  ],
  'spinkube/executor-config': [
    {
      severity: 'error',
      path: 'spec.deploymentConfig',
      message: 'deploymentConfig is missing, and createDeployment is on',
      fix: 'add deploymentConfig with runtimeClassName or spinImage',
    },
  ],
  'spinkube/executor-missing.empty': [
    {
      severity: 'warning',
      path: 'spec.executor',
      message: 'executor is missing, and becomes the first one of the whole cluster in alphabetical order',
      fix: "write the name of an executor of the app's namespace, such as containerd-shim-spin",
    },
  ],
  'spinkube/executor-missing': [
    {
      severity: 'warning',
      path: 'spec.executor',
      message: 'executor is missing, and becomes the first one of the whole cluster in alphabetical order',
      fix: "write the name of an executor of the app's namespace, such as containerd-shim-spin",
    },
  ],
  'spinkube/executor.misspelt': [
    {
      severity: 'warning',
      path: 'spec.executor',
      message: 'executor ("containerd-spin-shim") is not among these manifests, which hold other executors',
      fix: 'correct the name, if it is not on the cluster',
    },
  ],
  'spinkube/executor': [
    {
      severity: 'error',
      path: 'spec.executor',
      message: 'executor ("containerd-shim-spin") is in namespace default, and the app in shop',
      fix: 'add a SpinAppExecutor to namespace shop: one is needed in each',
    },
  ],
  'spinkube/check-headers': [
    {
      severity: 'error',
      path: 'spec.checks.readiness.httpGet.httpHeaders',
      message: "the check leaves httpHeaders out, which the operator's webhook fills with null, and its CRD refuses",
      fix: 'write httpHeaders: []',
    },
  ],
  'spinkube/health-check.liveness': [
    {
      severity: 'error',
      path: 'spec.checks.liveness.successThreshold',
      message: 'successThreshold (2) of a liveness check is not 1',
      fix: 'leave it out',
    },
  ],
  'spinkube/health-check': [
    {
      severity: 'error',
      path: 'spec.checks.readiness.httpGet',
      message: 'the check has no httpGet, the only way to ask a SpinApp',
      fix: 'write httpGet.path',
    },
  ],
  'spinkube/hpa-to-zero': [
    {
      severity: 'error',
      path: 'spec.minReplicas',
      message: 'minReplicas (0) is never reached by cpu and memory, which need a pod of SpinApp "hello-wasm"',
      fix: 'write 1, or scale with KEDA on events or with its HTTP add-on',
    },
  ],
  'spinkube/ignored-runtime-config': [
    {
      severity: 'warning',
      path: 'spec.runtimeConfig.keyValueStores',
      message: 'keyValueStores does nothing beside loadFromSecret ("runtime-config")',
      fix: 'write it into the Secret, or leave loadFromSecret out',
    },
  ],
  'spinkube/invocation-limits.quantity': [
    {
      severity: 'error',
      path: 'spec.invocationLimits.memory',
      message: 'memory ("64 MB") is no quantity',
      fix: 'write one such as "64Mi"',
    },
  ],
  'spinkube/invocation-limits.request': [
    {
      severity: 'error',
      path: 'spec.invocationLimits.memory',
      message: 'memory ("64Mi") is more than resources.requests.memory ("32Mi")',
      fix: 'lower it, or raise resources',
    },
  ],
  'spinkube/invocation-limits': [
    {
      severity: 'error',
      path: 'spec.invocationLimits.memory',
      message: 'memory ("128Mi") is more than resources.limits.memory ("64Mi")',
      fix: 'lower it, or raise resources',
    },
  ],
  'spinkube/name.digit': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("3d-viewer") is no DNS-1035 label, and the operator makes a Service of that name',
      fix: 'write lower case letters, digits and "-", the first a letter',
    },
  ],
  'spinkube/name.dot': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'name ("hello.wasm") is no DNS-1035 label, and the operator makes a Service of that name',
      fix: 'write lower case letters, digits and "-", the first a letter',
    },
  ],
  'spinkube/name': [
    {
      severity: 'error',
      path: 'metadata.name',
      message:
        'name ("webhook-handler-for-incoming-orders-of-the-german-market", 56 characters) is longer than 52: the operator makes a label app.<name>.status of it',
      fix: 'write at most 52 characters',
    },
  ],
  'spinkube/newer-field.executor': [
    {
      severity: 'error',
      path: 'spec.deploymentConfig.otel',
      message: 'otel needs spin-operator 0.3, and the cluster has 0.2',
      fix: 'leave otel out, or declare spinOperator 0.3',
    },
  ],
  'spinkube/newer-field.former': [
    {
      severity: 'error',
      path: 'spec.podLabels',
      message: 'podLabels needs spin-operator 0.3, and the cluster has 0.2',
      fix: 'leave podLabels out, or declare spinOperator 0.3',
    },
    {
      severity: 'error',
      path: 'spec.components',
      message: 'components needs spin-operator 0.4, and the cluster has 0.2',
      fix: 'leave components out, or declare spinOperator 0.4',
    },
  ],
  'spinkube/newer-field': [
    {
      severity: 'error',
      path: 'spec.serviceAccountName',
      message: 'serviceAccountName needs spin-operator 0.5, and the cluster has 0.4',
      fix: 'leave serviceAccountName out, or declare spinOperator 0.5',
    },
    {
      severity: 'error',
      path: 'spec.invocationLimits',
      message: 'invocationLimits needs spin-operator 0.6, and the cluster has 0.4',
      fix: 'leave invocationLimits out, or declare spinOperator 0.6',
    },
  ],
  'spinkube/own-object.deployment': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'the operator makes a Deployment "api-function" for the SpinApp of that name, and overwrites this one',
      fix: 'remove it: write what it says into the SpinApp',
    },
  ],
  'spinkube/own-object': [
    {
      severity: 'error',
      path: 'metadata.name',
      message: 'the operator makes a Service "api-function" for the SpinApp of that name, and overwrites this one',
      fix: "remove it: the operator's Service has port 80, unnamed",
    },
  ],
  'spinkube/replicas.missing': [
    {
      severity: 'error',
      path: 'spec.replicas',
      message: 'replicas is missing, and enableAutoscaling is off',
      fix: 'write replicas of at least 1, or enableAutoscaling: true',
    },
  ],
  'spinkube/replicas.off': [
    {
      severity: 'error',
      path: 'spec.replicas',
      message: 'replicas is missing, and enableAutoscaling is off',
      fix: 'write replicas of at least 1, or enableAutoscaling: true',
    },
  ],
  'spinkube/replicas': [
    {
      severity: 'error',
      path: 'spec.replicas',
      message: 'replicas (2) stands beside enableAutoscaling',
      fix: 'leave replicas out: the scaler has the bounds',
    },
  ],
  'spinkube/replicas.zero': [
    {
      severity: 'error',
      path: 'spec.replicas',
      message: 'replicas (0) is less than 1',
      fix: 'write at least 1; for zero write enableAutoscaling: true, no replicas, and a scaler',
    },
  ],
  'spinkube/reserved-volume.ca': [
    {
      severity: 'error',
      path: 'spec.volumes[0].name',
      message: 'name ("spin-ca") is that of a volume that the operator adds',
      fix: 'rename the volume',
    },
  ],
  'spinkube/reserved-volume': [
    {
      severity: 'error',
      path: 'spec.volumes[0].name',
      message: 'name ("spin-runtime-config") is that of a volume that the operator adds',
      fix: 'rename the volume',
    },
  ],
  'spinkube/variable-name.dash': [
    {
      severity: 'warning',
      path: 'spec.variables[0].name',
      message: 'name ("redis-address") is none that a Spin variable has, so that no app reads it',
      fix: "write the variable's name as in spin.toml: lower case letters, digits and _",
    },
  ],
  'spinkube/variable-name': [
    {
      severity: 'error',
      path: 'spec.variables[1].name',
      message: 'name ("REDIS_ADDRESS") makes the variable SPIN_VARIABLE_REDIS_ADDRESS a second time',
      fix: 'remove one of the two',
    },
  ],
};

const bad = corpus('bad').filter(({ name }) => name.startsWith('spinkube/'));

test.each(bad.map((entry) => [entry.name, entry] as const))('%s: severity, path, message and fix', (name, { manifests, cluster }) => {
  const found = check(manifests, cluster, SPINKUBE_RULES);
  expect(found.map(({ severity, path, message, fix }) => ({ severity, path, message, fix }))).toStrictEqual(SAID[name]);
});

test('messages and fixes are in lower case, without a period', () => {
  for (const { manifests, cluster } of bad) {
    for (const { message, fix } of check(manifests, cluster, SPINKUBE_RULES)) {
      for (const text of [message, fix]) expect(text).toMatch(/[^.]$/);
    }
  }
});

test('fields of any other type are taken without an error', () => {
  for (const { manifests, cluster } of bad) {
    manifests.forEach((manifest, index) => {
      for (const strange of distorted(manifest))
        check([...manifests.slice(0, index), strange, ...manifests.slice(index + 1)], cluster, SPINKUBE_RULES);
    });
  }
});

test.each([
  ['64Mi', 64 * 2 ** 20],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['128M', 128e6],
  ['100m', 0.1],
  ['1e3', 1000],
  ['12E', 12e18],
  [64, 64],
  ['64 Mi', undefined],
  ['64MB', undefined],
  ['', undefined],
  [null, undefined],
])('the quantity %j is %j', (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});
