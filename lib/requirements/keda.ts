import { sinceOf } from '../keda/scalers/definition';
import { measuresPods } from '../keda/scalers/trigger-types';
import { scaledOf } from '../rules/keda/scaled';
import { targetOf } from '../rules/keda/target-reference';
import { SCALED_JOB, SCALED_OBJECT } from '../rules/keda/upstream';
import { readingsOf } from '../rules/keda-triggers/reading';
import { CLUSTER_TRIGGER_AUTHENTICATION, isCluster, TRIGGER_AUTHENTICATION } from '../rules/keda-triggers/sources';
import type { Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { APPS } from '../rules/spinkube/apps';
import { listOf, mapOf, textOf } from '../rules/values';
import { endpoints } from './endpoints';
import { fieldBounds } from './fields';
import { component, type Need, nameOf, type Upstream } from './need';
import { clusterScoped, inNamespace, inNamespaceOf } from './objects';
import { valueNeeds } from './pods';
import { RequirementKind } from './requirement';

/** The namespace of KEDA, where it reads the Secrets of a ClusterTriggerAuthentication. */
const OWN_NAMESPACE = 'keda';

/** Reports the releases that have the fields and triggers of a scaler, its target, and the endpoints that its triggers query. */
export const scalers: Upstream = {
  kinds: [SCALED_OBJECT, SCALED_JOB],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    for (const bounds of fieldBounds(object)) yield component('keda', bounds);
    yield* targetNeeds(object, context);
    for (const { type, scaler, entries, path } of readingsOf(object, context)) {
      if (scaler.since) yield since(scaler.since, `trigger ${type} in ${nameOf(object)}`);
      for (const { key, parameter, read, variable } of entries) {
        const release = parameter && read && sinceOf(parameter, variable ? 'env' : 'metadata');
        if (release) yield since(release, `${path.slice('spec.'.length)}.metadata.${key} in ${nameOf(object)}`);
      }
    }
    for (const { trigger, type, metadata } of scaledOf(object).triggers) {
      if (type && measuresPods(type)) yield component('metricsServer');
      const { name, kind } = mapOf(trigger.authenticationRef);
      if (kind === 'ClusterTriggerAuthentication') yield* clusterScoped(CLUSTER_TRIGGER_AUTHENTICATION, name, context);
      else yield* inNamespaceOf(object, TRIGGER_AUTHENTICATION, name, context);
      yield* endpoints(metadata, context);
    }
  },
};

function since(version: string, because: string): Need {
  return component('keda', { atLeast: { version, because } });
}

function* targetNeeds(object: Manifest, context: Context): Generator<Need> {
  const target = targetOf(object);
  if (!target) return;
  const { groupKind, name } = target;
  // spin-operator creates the Deployment of a SpinApp
  if (APPS.some((kind) => context.manifests.referred(object, kind, name))) return;
  yield* inNamespaceOf(object, groupKind, name, context, { note: 'scale target' });
}

/** Reports the releases that have the fields of an authentication, and the objects that it reads. */
export const authentications: Upstream = {
  kinds: [TRIGGER_AUTHENTICATION, CLUSTER_TRIGGER_AUTHENTICATION],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    for (const bounds of fieldBounds(object)) yield component('keda', bounds);
    const spec = mapOf(object.spec);
    const read = (kind: string, name: unknown, details: string[] = []) =>
      isCluster(object)
        ? inNamespace(OWN_NAMESPACE, kind, name, context, { details })
        : inNamespaceOf(object, kind, name, context, { details });
    for (const [list, kind] of [
      [spec.secretTargetRef, 'Secret'],
      [spec.configMapTargetRef, 'ConfigMap'],
    ] as const) {
      for (const { name, key } of listOf(list).map(mapOf)) yield* read(kind, name, textOf(key) ? [`key ${key}`] : []);
    }
    for (const { serviceAccountName } of listOf(spec.boundServiceAccountToken).map(mapOf))
      yield* read('ServiceAccount', serviceAccountName);
    yield* vaultNeeds(spec, object, context);
    const { provider } = mapOf(spec.podIdentity);
    if (!textOf(provider) || provider === 'none') return;
    yield {
      kind: RequirementKind.SETTING,
      name: `pod identity ${provider} for KEDA's operator`,
      note: "the operator's ServiceAccount must be bound to a cloud identity",
      link: 'https://keda.sh/docs/latest/concepts/authentication/#pod-authentication-providers',
    };
  },
};

function* vaultNeeds(spec: ReturnType<typeof mapOf>, object: Manifest, context: Context): Generator<Need> {
  const { address } = mapOf(spec.hashiCorpVault);
  yield* endpoints({ address }, context);
  const { clientSecret } = mapOf(mapOf(spec.azureKeyVault).credentials);
  yield* valueNeeds(mapOf(clientSecret).valueFrom, object, context);
  const { clientSecret: secret, clientCertificate, clientCertificatePassword } = mapOf(spec.azureServicePrincipal);
  for (const source of [secret, clientCertificate, clientCertificatePassword]) yield* valueNeeds(mapOf(source).valueFrom, object, context);
  const { accessKey, accessSecretKey } = mapOf(mapOf(spec.awsSecretManager).credentials);
  for (const source of [accessKey, accessSecretKey]) yield* valueNeeds(mapOf(source).valueFrom, object, context);
}
