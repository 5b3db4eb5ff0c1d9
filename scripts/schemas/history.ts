/**
 * The changes of the CRDs within the supported versions, from the CRD files at the tag of every minor version (`git diff` of
 * config/crd/bases). The pinned CRDs contain every field; this table adds the version that introduced it.
 */
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

const string: Structural = { type: 'string' };

const PROVIDERS: Structural['values'] = { azure: { until: '2.15' }, 'aws-kiam': { until: '2.15' } };

const TRIGGER_AUTHENTICATION: History = {
  fields: {
    'spec.awsSecretManager.podIdentity.externalID': '2.20',
    'spec.awsSecretManager.secrets[].secretKey': '2.17',
    'spec.azureKeyVault.podIdentity.externalID': '2.20',
    'spec.azureServicePrincipal': '2.21',
    'spec.boundServiceAccountToken': '2.17',
    'spec.filePath': '2.19',
    'spec.gcpSecretManager.podIdentity.externalID': '2.20',
    'spec.hashiCorpVault.credential.serviceAccountName': '2.18',
    'spec.oauth2': '2.20',
    'spec.podIdentity.externalID': '2.20',
  },
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
    fields: {
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.tolerance': '2.18',
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance': '2.18',
      'spec.fallback.behavior': '2.17',
    },
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
    values: { 'spec.fallback.behavior': { scalingModifiers: { since: '2.20' } } },
  },
  'keda.sh/TriggerAuthentication': TRIGGER_AUTHENTICATION,
  'keda.sh/ClusterTriggerAuthentication': TRIGGER_AUTHENTICATION,
  'http.keda.sh/HTTPScaledObject': {
    fields: {
      'spec.coldStartTimeoutFailoverRef': '0.11',
      'spec.headers': '0.12',
      'spec.initialCooldownPeriod': '0.10',
      'spec.scaleTargetRef.portName': '0.9',
      'spec.timeouts': '0.11',
    },
  },
  'http.keda.sh/InterceptorRoute': { fields: { 'spec.coldStart.placeholder': '0.15' } },
  'core.spinkube.dev/SpinApp': { fields: { 'spec.invocationLimits': '0.6', 'spec.serviceAccountName': '0.5' } },
  'core.spinoperator.dev/SpinApp': {
    later: {
      'spec.podLabels': { type: 'object', additionalProperties: string, since: '0.3' },
      'spec.volumeMounts[].recursiveReadOnly': { type: 'string', since: '0.2' },
    },
  },
  'core.spinoperator.dev/SpinAppExecutor': {
    later: {
      'spec.deploymentConfig.caCertSecret': { type: 'string', since: '0.2' },
      'spec.deploymentConfig.installDefaultCACerts': { type: 'boolean', since: '0.2' },
      'spec.deploymentConfig.otel': {
        type: 'object',
        properties: {
          exporter_otlp_endpoint: string,
          exporter_otlp_logs_endpoint: string,
          exporter_otlp_metrics_endpoint: string,
          exporter_otlp_traces_endpoint: string,
        },
        since: '0.3',
      },
    },
  },
  'runtime.spinkube.dev/Shim': { fields: { 'spec.fetchStrategy.platforms': '0.2' } },
};
