import { SINCE } from '../../cluster/releases';
import { servicePrincipalProblems } from '../../keda/scalers/azure-service-principal';
import { atLeast } from '../cluster';
import { KEDA_SOURCE } from '../keda/upstream';
import type { Rule } from '../rule';
import { isMap, mapOf, show, trimmedOf } from '../values';
import { CLUSTER_TRIGGER_AUTHENTICATION, isCluster, TRIGGER_AUTHENTICATION } from './sources';

const KINDS = [TRIGGER_AUTHENTICATION, CLUSTER_TRIGGER_AUTHENTICATION];
const WEBHOOK = `${KEDA_SOURCE}/apis/keda/v1alpha1/triggerauthentication_webhook.go#L161`;
const IDENTITY = 'spec.podIdentity';
const PRINCIPAL = 'spec.azureServicePrincipal';

export const podIdentity: Rule = {
  id: 'keda-triggers/pod-identity',
  severity: 'error',
  title: 'The fields of a pod identity go together',
  rationale: "Each provider reads fields of its own, and KEDA's webhook refuses those that contradict it.",
  link: WEBHOOK,
  kinds: KINDS,
  check({ spec }, { report }) {
    const identity = mapOf(mapOf(spec).podIdentity);
    const { provider, identityId, identityTenantId, identityAuthorityHost, roleArn, externalID, identityOwner } = identity;
    if (provider === 'azure-workload') {
      if (identityId === '')
        report({
          path: `${IDENTITY}.identityId`,
          message: 'identityId ("") is empty',
          fix: 'write the client ID of the identity, or leave it out',
        });
      if (
        identityTenantId === '' ||
        (trimmedOf(identityAuthorityHost) !== undefined && (identityTenantId === undefined || identityTenantId === null))
      ) {
        report({
          path: `${IDENTITY}.identityTenantId`,
          message:
            identityTenantId === ''
              ? 'identityTenantId ("") is empty'
              : `identityTenantId is not written beside identityAuthorityHost (${show(identityAuthorityHost)})`,
          fix: `write the tenant of the identity${identityTenantId === '' ? ', or leave it out' : ''}`,
        });
      }
    } else if (provider === 'aws') {
      if (trimmedOf(roleArn) !== undefined && identityOwner === 'workload') {
        report({
          path: `${IDENTITY}.roleArn`,
          message: `roleArn (${show(roleArn)}) stands beside identityOwner workload, whose role is that of the workload's service account`,
          fix: 'leave one of them out',
        });
      }
      if (trimmedOf(externalID) !== undefined && trimmedOf(roleArn) === undefined)
        report({
          path: `${IDENTITY}.externalID`,
          message: `externalID (${show(externalID)}) stands without the role that it is for`,
          fix: 'write roleArn',
        });
    } else if (provider === 'aws-eks') {
      report({
        path: `${IDENTITY}.provider`,
        message: 'provider ("aws-eks") is deprecated, and goes away with KEDA 3',
        fix: 'write provider: aws, and identityOwner: workload',
        severity: 'warning',
      });
    }
  },
};

export const oauth2: Rule = {
  id: 'keda-triggers/oauth2',
  severity: 'error',
  title: 'oauth2 is of type clientCredentials, with a clientId and an http or https tokenUrl',
  rationale: 'KEDA requests tokens with the client credentials flow alone, and needs the client and the endpoint for it.',
  link: WEBHOOK,
  kinds: KINDS,
  check({ spec }, { report }) {
    const { oauth2: written } = mapOf(spec);
    if (!isMap(written)) return;
    const { type, clientId, tokenUrl } = written;
    if (type !== 'clientCredentials' && isTextOrNone(type))
      report({
        path: 'spec.oauth2.type',
        message: type ? `type (${show(type)}) is not clientCredentials` : 'type is not written',
        fix: 'write clientCredentials',
      });
    if (trimmedOf(clientId) === undefined && isTextOrNone(clientId))
      report({ path: 'spec.oauth2.clientId', message: 'clientId is not written', fix: 'write the client ID' });
    if (isTextOrNone(tokenUrl) && !/^https?:\/\/[^/?#\s]/i.test(tokenUrl ?? '')) {
      report({
        path: 'spec.oauth2.tokenUrl',
        message: tokenUrl ? `tokenUrl (${show(tokenUrl)}) is not an http or https URL` : 'tokenUrl is not written',
        fix: 'write the URL of the token endpoint',
      });
    }
  },
};

export const servicePrincipal: Rule = {
  id: 'keda-triggers/service-principal',
  severity: 'error',
  title: 'A service principal has a tenant, a client, and either a secret or a certificate',
  rationale: 'KEDA logs in to Microsoft Entra in one way, and at an endpoint of its own only for a private cloud.',
  link: WEBHOOK,
  kinds: KINDS,
  check({ spec }, { cluster, report }) {
    const { azureServicePrincipal: principal } = mapOf(spec);
    if (!isMap(principal) || !atLeast(cluster, 'keda', SINCE.keda.azureServicePrincipal)) return;
    for (const field of ['tenantId', 'clientId'] as const) {
      if (principal[field] === '') report({ path: `${PRINCIPAL}.${field}`, message: `${field} ("") is empty`, fix: `write the ${field}` });
    }
    for (const { field, message, remedy } of servicePrincipalProblems(principal, 'write')) {
      report({ path: field ? `${PRINCIPAL}.${field}` : PRINCIPAL, message: `azureServicePrincipal ${message}`, fix: remedy });
    }
  },
};

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

export const filePath: Rule = {
  id: 'keda-triggers/file-path',
  severity: 'error',
  title: 'filePath stands on a ClusterTriggerAuthentication, is relative, and has nothing but a pod identity beside it',
  rationale: 'KEDA reads the file below the root of its operator, for cluster-wide authentications alone.',
  link: `${KEDA_SOURCE}/pkg/scaling/resolver/scale_resolvers.go#L364`,
  accepted: "KEDA's webhook does not look at it; its operator refuses the authentication when it builds the scaler",
  kinds: KINDS,
  check(object, { report }) {
    const sources = mapOf(object.spec);
    const file = trimmedOf(sources.filePath);
    if (file === undefined) return;
    if (!isCluster(object)) {
      report({
        path: 'spec.filePath',
        message: `filePath (${show(file)}) stands on a TriggerAuthentication, for which KEDA reads no files`,
        fix: 'write a ClusterTriggerAuthentication',
      });
    } else if (file.startsWith('/') || file.includes('..')) {
      report({
        path: 'spec.filePath',
        message: `filePath (${show(file)}) is not relative, or holds '..'`,
        fix: "write a path below the operator's root",
      });
    }
    for (const [source, value] of Object.entries(sources)) {
      if (source === 'filePath' || source === 'podIdentity' || value === undefined || value === null) continue;
      report({
        path: `spec.${source}`,
        message: `${source} stands beside filePath, and KEDA reads nothing else then`,
        fix: 'leave one of them out',
        severity: 'warning',
      });
    }
  },
};
