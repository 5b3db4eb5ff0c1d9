import type { KnownAuth } from '../../keda/scalers/given';
import { kindOf, type Manifest, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { elements, isMap, mapOf, trimmedOf } from '../values';

export const TRIGGER_AUTHENTICATION = 'keda.sh/TriggerAuthentication';
export const CLUSTER_TRIGGER_AUTHENTICATION = 'keda.sh/ClusterTriggerAuthentication';

/** The authentication that a trigger names, as far as it is known. */
export interface NamedAuth extends KnownAuth {
  readonly name: string;
  readonly kind: string;
}

/** Returns what is known of the authentication of a trigger. */
export function authOf(trigger: { readonly [key: string]: Value }, object: Manifest, manifests: Manifests): NamedAuth | undefined {
  const { authenticationRef: reference } = trigger;
  if (reference === undefined || reference === null) return undefined;
  const name = trimmedOf(mapOf(reference).name) ?? '';
  const kind = mapOf(reference).kind === 'ClusterTriggerAuthentication' ? 'ClusterTriggerAuthentication' : 'TriggerAuthentication';
  const found = authentication(manifests, object, kind, name);
  if (!found) return { name, kind };
  const { podIdentity } = mapOf(found.spec);
  return {
    name,
    kind,
    parameters: parametersOf(found)?.map(([parameter]) => parameter),
    podIdentityProvider: trimmedOf(mapOf(podIdentity).provider),
  };
}

/** The authentication of a name that a trigger can mean. */
export function authentication(manifests: Manifests, object: Manifest, kind: string, name: string): Manifest | undefined {
  return kind === 'ClusterTriggerAuthentication'
    ? manifests.named(CLUSTER_TRIGGER_AUTHENTICATION, name)[0]
    : manifests.referred(object, TRIGGER_AUTHENTICATION, name);
}

/** The parameters that an authentication gives, with the path of each; nothing where a file holds them. */
export function parametersOf({ spec }: Manifest): (readonly [parameter: string, path: string])[] | undefined {
  const sources = mapOf(spec);
  if (trimmedOf(sources.filePath) !== undefined) return undefined;
  const lists: [Value, string][] = [
    ...['env', 'configMapTargetRef', 'secretTargetRef', 'boundServiceAccountToken'].map((name): [Value, string] => [
      sources[name],
      `spec.${name}`,
    ]),
    ...['hashiCorpVault', 'azureKeyVault', 'gcpSecretManager', 'awsSecretManager'].map((name): [Value, string] => [
      mapOf(sources[name]).secrets,
      `spec.${name}.secrets`,
    ]),
  ];
  const given = lists.flatMap(([list, path]) =>
    elements(list, path).flatMap(([source, at]) => {
      const parameter = trimmedOf(mapOf(source).parameter);
      return parameter === undefined ? [] : [[parameter, `${at}.parameter`] as const];
    }),
  );
  // KEDA tells the scaler of a service principal by a parameter of this name
  const principal = isMap(sources.azureServicePrincipal) ? [['azureServicePrincipal', 'spec.azureServicePrincipal'] as const] : [];
  if (!isMap(sources.oauth2)) return [...given, ...principal];
  const { clientSecret, scopes, tokenUrlParams } = sources.oauth2;
  const own = [
    'oauthTokenURI',
    'clientID',
    ...(clientSecret ? ['clientSecret'] : []),
    ...(scopes ? ['scopes'] : []),
    ...(tokenUrlParams ? ['endpointParams'] : []),
  ];
  return [...given, ...principal, ...own.map((parameter) => [parameter, 'spec.oauth2'] as const)];
}

/** Whether an object is a ClusterTriggerAuthentication. */
export function isCluster(object: Manifest): boolean {
  return kindOf(object) === CLUSTER_TRIGGER_AUTHENTICATION;
}
