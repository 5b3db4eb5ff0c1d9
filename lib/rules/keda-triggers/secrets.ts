import { kedaNamespaces } from '../keda/keda-namespaces';
import { KEDA_SOURCE } from '../keda/upstream';
import { dataIn, keyRemedy } from '../kubernetes/held-keys';
import { secretMakers } from '../kubernetes/secret-makers';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { elements, isMap, mapOf, show, textOf } from '../values';
import { CLUSTER_TRIGGER_AUTHENTICATION, isCluster, TRIGGER_AUTHENTICATION } from './sources';

/** A Secret, ConfigMap or ServiceAccount that an authentication reads. */
interface Source {
  readonly kind: string;
  readonly reference: Value;
  /** Where the reference stands. */
  readonly path: string;
}

export const authenticationSource: Rule = {
  id: 'keda-triggers/authentication-source',
  severity: 'warning',
  title: 'What an authentication reads is in its namespace, or in that of KEDA for one of the whole cluster, and has the key',
  rationale:
    'KEDA reads the Secrets and ConfigMaps of a TriggerAuthentication in its namespace and those of a ClusterTriggerAuthentication in its own, and takes what it does not find for empty.',
  link: `${KEDA_SOURCE}/pkg/scaling/resolver/scale_resolvers.go#L466`,
  kinds: [TRIGGER_AUTHENTICATION, CLUSTER_TRIGGER_AUTHENTICATION],
  check(object, context) {
    const { manifests, report } = context;
    const namespaces = isCluster(object) ? kedaNamespaces(context) : [textOf(object.metadata.namespace)];
    const place = isCluster(object)
      ? `the namespace of KEDA, ${namespaces[0]}${namespaces.length === 1 ? ' by default' : ''}`
      : 'its own namespace';
    for (const { kind, reference, path } of sourcesOf(object)) {
      const { name, key, namespace } = mapOf(reference);
      if (namespace !== undefined) {
        report({
          path: `${path}.namespace`,
          message: `namespace (${show(namespace)}) is not a field here: a ${object.kind} reads a ${kind} of ${place}`,
          fix: 'leave it out',
          severity: 'error',
        });
      }
      if (!textOf(name)) continue;
      const found = manifests.named(kind, name);
      const near = found.filter((one) => isIn(one, namespaces));
      if (found.length > 0 && near.length === 0 && !isMade(manifests, name, namespaces)) {
        report({
          path: `${path}.name`,
          message: `${kind} ${show(name)} is in namespace ${found[0].metadata.namespace}, and a ${object.kind} reads it in ${place}`,
          fix: isCluster(object)
            ? `put the ${kind} into the namespace of KEDA, or write a TriggerAuthentication beside it`
            : `put the ${kind} into namespace ${object.metadata.namespace}`,
        });
      }
      if (near.length === 0 || !textOf(key)) continue;
      const data = near.map(dataIn);
      if (data.some((keys) => !keys || Object.hasOwn(keys, key))) continue;
      report({
        path: `${path}.key`,
        message: `key (${show(key)}) is not in ${kind} ${name}`,
        fix: keyRemedy(key, Object.keys(data[0]!)),
      });
    }
  },
};

/** Everything that an authentication reads by name. */
function sourcesOf({ spec }: Manifest): Source[] {
  const { secretTargetRef, configMapTargetRef, boundServiceAccountToken, azureKeyVault, gcpSecretManager, awsSecretManager, oauth2 } =
    mapOf(spec);
  const sources: Source[] = [];
  const add = (kind: string, reference: Value, path: string) => {
    if (isMap(reference)) sources.push({ kind, reference, path });
  };
  for (const [reference, path] of elements(secretTargetRef, 'spec.secretTargetRef')) add('Secret', reference, path);
  for (const [reference, path] of elements(configMapTargetRef, 'spec.configMapTargetRef')) add('ConfigMap', reference, path);
  for (const [reference, path] of elements(boundServiceAccountToken, 'spec.boundServiceAccountToken')) {
    if (isMap(reference)) add('ServiceAccount', { name: reference.serviceAccountName, namespace: reference.namespace }, path);
  }
  const { clientSecret } = mapOf(mapOf(azureKeyVault).credentials);
  const { accessKey, accessSecretKey, accessToken } = mapOf(mapOf(awsSecretManager).credentials);
  for (const [value, path] of [
    [clientSecret, 'spec.azureKeyVault.credentials.clientSecret'],
    [mapOf(mapOf(gcpSecretManager).credentials).clientSecret, 'spec.gcpSecretManager.credentials.clientSecret'],
    [accessKey, 'spec.awsSecretManager.credentials.accessKey'],
    [accessSecretKey, 'spec.awsSecretManager.credentials.accessSecretKey'],
    [accessToken, 'spec.awsSecretManager.credentials.accessToken'],
    [mapOf(oauth2).clientSecret, 'spec.oauth2.clientSecret'],
  ] as const)
    add('Secret', mapOf(mapOf(value).valueFrom).secretKeyRef, `${path}.valueFrom.secretKeyRef`);
  return sources;
}

/** An object without a namespace, and what an authentication without one reads, may be anywhere. */
function isIn({ metadata }: Manifest, namespaces: readonly (string | undefined)[]): boolean {
  return metadata.namespace === undefined || namespaces.includes(undefined) || namespaces.includes(metadata.namespace);
}

/** Whether a controller makes the Secret there. */
function isMade(manifests: Manifests, name: string, namespaces: readonly (string | undefined)[]): boolean {
  return secretMakers(manifests, name).some((maker) => isIn(maker, namespaces));
}
