/**
 * The changes of the CRDs within the supported versions, from the CRD files at the tag of every minor version (`git diff` of
 * config/crd/bases). The pinned CRDs contain every field; the version that introduced it is in lib/cluster/releases.ts, and the version
 * that changed its validation is here.
 */
import { fieldVersionsOf, SINCE } from '../../lib/cluster/releases';
import { compareVersions, SUPPORTED } from '../../lib/cluster/supported-versions';
import type { Structural } from '../../lib/rules/schema/structural';

export interface History {
  /** Fields by path, with the version that introduced them. */
  readonly fields?: { readonly [path: string]: string };
  /** Fields whose bounds, values or CEL were not enforced before that version. */
  readonly enforced?: { readonly [path: string]: string };
  /** Values that were added or removed. */
  readonly values?: { readonly [path: string]: Structural['values'] };
  /** Fields of a later release of the pinned API. */
  readonly later?: { readonly [path: string]: Structural };
}

/** Returns the fields of a pinned CRD by path, with the version that introduced them; without those of its first version. */
function fieldsOf(kind: string, first = '0.0'): History['fields'] {
  const added = fieldVersionsOf(kind).filter(({ component, since = first, value }) => {
    return value === undefined && compareVersions(since, first) > 0 && compareVersions(since, SUPPORTED[component].default) <= 0;
  });
  return Object.fromEntries(added.map(({ field, since }) => [['spec', ...field].join('.').replaceAll('.[]', '[]'), since!]));
}

const string: Structural = { type: 'string' };

const PROVIDERS: Structural['values'] = { azure: { until: '2.15' }, 'aws-kiam': { until: '2.15' } };

const TRIGGER_AUTHENTICATION: History = {
  fields: fieldsOf('keda.sh/TriggerAuthentication'),
  enforced: {
    'spec.awsSecretManager.secrets': '2.20',
    'spec.azureKeyVault.secrets': '2.20',
    'spec.gcpSecretManager.secrets': '2.20',
    'spec.hashiCorpVault.authentication': '2.20',
    'spec.hashiCorpVault.secrets': '2.20',
    'spec.hashiCorpVault.secrets[].type': '2.20',
  },
  values: {
    'spec.awsSecretManager.podIdentity.provider': PROVIDERS,
    'spec.azureKeyVault.podIdentity.provider': PROVIDERS,
    'spec.gcpSecretManager.podIdentity.provider': PROVIDERS,
    'spec.podIdentity.provider': PROVIDERS,
  },
};

/** By `group/Kind`; a kind that is not listed did not change, or the older releases of its group were not compared. */
export const HISTORY: { readonly [kind: string]: History } = {
  'keda.sh/ScaledObject': {
    fields: fieldsOf('keda.sh/ScaledObject'),
    enforced: {
      spec: '2.20',
      'spec.advanced.scalingModifiers.metricType': '2.17',
      'spec.cooldownPeriod': '2.20',
      'spec.fallback.failureThreshold': '2.20',
      'spec.fallback.replicas': '2.20',
      'spec.idleReplicaCount': '2.20',
      'spec.initialCooldownPeriod': '2.20',
      'spec.maxReplicaCount': '2.20',
      'spec.minReplicaCount': '2.20',
      'spec.pollingInterval': '2.20',
      'spec.scaleTargetRef.name': '2.20',
      'spec.triggers': '2.20',
      'spec.triggers[].authenticationRef.kind': '2.20',
      'spec.triggers[].type': '2.20',
    },
    values: { 'spec.fallback.behavior': { scalingModifiers: { since: SINCE.keda.fallbackScalingModifiers } } },
  },
  'keda.sh/TriggerAuthentication': TRIGGER_AUTHENTICATION,
  'keda.sh/ClusterTriggerAuthentication': TRIGGER_AUTHENTICATION,
  'http.keda.sh/HTTPScaledObject': { fields: fieldsOf('http.keda.sh/HTTPScaledObject') },
  'http.keda.sh/InterceptorRoute': { fields: fieldsOf('http.keda.sh/InterceptorRoute') },
  'core.spinkube.dev/SpinApp': { fields: fieldsOf('core.spinkube.dev/SpinApp', SINCE.spinOperator.group) },
  'core.spinoperator.dev/SpinApp': {
    later: {
      'spec.podLabels': { type: 'object', additionalProperties: string, since: SINCE.spinOperator.podLabels },
      'spec.volumeMounts[].recursiveReadOnly': { type: 'string', since: '0.2' },
    },
  },
  'core.spinoperator.dev/SpinAppExecutor': {
    later: {
      'spec.deploymentConfig.caCertSecret': { type: 'string', since: SINCE.spinOperator.caCertSecret },
      'spec.deploymentConfig.installDefaultCACerts': { type: 'boolean', since: SINCE.spinOperator.installDefaultCACerts },
      'spec.deploymentConfig.otel': {
        type: 'object',
        properties: {
          exporter_otlp_endpoint: string,
          exporter_otlp_logs_endpoint: string,
          exporter_otlp_metrics_endpoint: string,
          exporter_otlp_traces_endpoint: string,
        },
        since: SINCE.spinOperator.otel,
      },
    },
  },
  'runtime.spinkube.dev/Shim': { fields: fieldsOf('runtime.spinkube.dev/Shim') },
};
