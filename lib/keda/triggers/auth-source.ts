import { Chart } from 'cdk8s';
import type { ConfigMap, IConfigMap, ISecret, Secret, SecretValue } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { configMapExpression, secretExpression } from '../../core/expressions';
import { show } from '../../core/show';
import type { PodIdentity } from './pod-identity';

/** Context in which a source of credentials is rendered. */
export interface SourceContext {
  readonly scope: IConstruct;
  readonly platform: Platform;
  /** Whether the authentication is cluster-wide. */
  readonly cluster: boolean;
  /** Adds a parameter; fails if it is already present. */
  readonly give: (at: string, parameter: string) => void;
}

/** Adds the parameters of a list of secrets; fails for an empty list. */
export function giveAll({ scope, give }: SourceContext, at: string, secrets: { readonly parameter: string }[]): void {
  if (!Array.isArray(secrets) || secrets.length === 0) fail(scope, `${at} (${show(secrets)}) must name at least one secret`);
  for (const [index, secret] of secrets.entries()) give(`${at}[${index}]`, secret.parameter);
}

/** Returns the name of a Secret or ConfigMap; fails if it is not in the namespace in which KEDA looks for it. */
export function nameOf(context: SourceContext, source: string, kind: 'secret' | 'configMap', object: ISecret | IConfigMap): string {
  const { scope, cluster } = context;
  const at = `${source}.${kind}`;
  if (typeof object !== 'object' || object === null || typeof object.name !== 'string') {
    const [what, expression] =
      kind === 'secret' ? ['Secret', secretExpression(object, 'Secret', 'name')] : ['ConfigMap', configMapExpression(object)];
    fail(scope, `${at} (${show(object)}) must be a ${what}: for an existing one write ${expression}`);
  }
  // only an object of this app has metadata; an imported one is assumed to be where KEDA looks for it
  const { metadata } = object as Partial<Secret | ConfigMap>;
  if (metadata === undefined) return object.name;
  const theirs = metadata.namespace ?? Chart.of(object).namespace;
  const ours = Chart.of(scope).namespace;
  if (!cluster && theirs !== undefined && ours !== undefined && theirs !== ours) {
    fail(
      scope,
      `${at} (${object.name}) is in namespace ${theirs}, and KEDA looks for it in ${ours}, that of the TriggerAuth: move one of them`,
    );
  }
  if (Chart.of(object) === Chart.of(scope)) scope.node.addDependency(object);
  return object.name;
}

/** Renders a reference to a key of a Secret, in the form of the vault sources. */
export function secretKey(context: SourceContext, at: string, value: SecretValue): object {
  checkText(context.scope, `${at}.key`, value?.key);
  return { valueFrom: { secretKeyRef: { name: nameOf(context, at, 'secret', value.secret), key: value.key } } };
}

/** Fails unless there is exactly one of credentials and pod identity, and the identity is of the given provider. */
export function checkCredentials(
  context: SourceContext,
  at: string,
  credentials: unknown,
  identity: PodIdentity | undefined,
  provider: string,
): void {
  const { scope } = context;
  if (credentials === undefined && identity === undefined) fail(scope, `${at} needs credentials or podIdentity: pass one of them`);
  if (credentials !== undefined && identity !== undefined)
    fail(scope, `${at} takes only one of credentials and podIdentity: leave one out`);
  if (identity && identity.provider !== provider)
    fail(scope, `${at}.podIdentity (${identity.provider}) must be ${provider}, the only provider that KEDA supports there`);
}
