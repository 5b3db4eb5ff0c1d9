import { nearest } from '../../core/suggest';
import { or } from '../../core/words';
import { sinceOf } from '../../keda/scalers/definition';
import { atLeast } from '../cluster';
import { scaledOf } from '../keda/scaled';
import { KEDA_SOURCE, SCALED } from '../keda/upstream';
import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show, trimmedOf } from '../values';
import { readingsOf, SCALERS } from './reading';
import { authentication, CLUSTER_TRIGGER_AUTHENTICATION, TRIGGER_AUTHENTICATION } from './sources';

export const authenticationReference: Rule = {
  id: 'keda-triggers/authentication-reference',
  severity: 'warning',
  title: 'The authentication of a trigger is among the manifests, in the namespace of the scaler or cluster-wide',
  rationale: 'KEDA looks for a TriggerAuthentication in the namespace of the scaler, and fails without it.',
  link: `${KEDA_SOURCE}/pkg/scaling/resolver/scale_resolvers.go`,
  kinds: SCALED,
  check(object, { manifests, report }) {
    for (const { trigger, path } of scaledOf(object).triggers) {
      const { name: written, kind = 'TriggerAuthentication' } = mapOf(trigger.authenticationRef);
      const name = trimmedOf(written);
      if (name === undefined || !['TriggerAuthentication', 'ClusterTriggerAuthentication'].includes(kind)) continue;
      if (authentication(manifests, object, kind, name)) continue;
      const at = `${path}.authenticationRef`;
      const cluster = kind === 'ClusterTriggerAuthentication';
      const other = manifests.named(cluster ? TRIGGER_AUTHENTICATION : CLUSTER_TRIGGER_AUTHENTICATION, name)[0];
      const far = cluster ? undefined : manifests.named(TRIGGER_AUTHENTICATION, name)[0];
      if (other) {
        report({
          path: `${at}.kind`,
          message: `${show(name)} is a ${other.kind}, and the trigger names a ${kind}`,
          fix: `write kind: ${other.kind}`,
        });
      } else if (far) {
        report({
          path: `${at}.name`,
          message: `TriggerAuthentication ${show(name)} is in namespace ${namespaceOf(far)}, and the ${object.kind} in ${namespaceOf(object)}`,
          fix: 'write it in the same namespace, or as a ClusterTriggerAuthentication',
        });
      } else {
        report({
          path: `${at}.name`,
          message: `${kind} ${show(name)} is not among these manifests`,
          fix: `check the name, and apply the ${kind} before the ${object.kind}`,
          absent: true,
        });
      }
    }
  },
};

export const authenticationParameter: Rule = {
  id: 'keda-triggers/authentication-parameter',
  severity: 'warning',
  title: 'An authentication gives parameters that the scaler of the trigger reads from it',
  rationale: 'A scaler reads its own parameters from the authentication, and passes over all others.',
  link: SCALERS,
  kinds: SCALED,
  check(object, context) {
    for (const { type, path, scaler, auth, open } of readingsOf(object, context)) {
      if (!auth?.parameters || open) continue;
      const readable = Object.keys(scaler.params).filter((key) => scaler.params[key].from.includes('auth'));
      for (const parameter of auth.parameters) {
        if (readable.includes(parameter)) {
          const since = sinceOf(scaler.params[parameter], 'auth');
          if (!since || atLeast(context.cluster, 'keda', since) || (scaler.since && !atLeast(context.cluster, 'keda', scaler.since)))
            continue;
          context.report({
            path: `${path}.authenticationRef.name`,
            message: `${auth.kind} ${auth.name} gives the parameter ${parameter}, which ${type} does not read before KEDA ${since}`,
            fix: 'leave it out, or upgrade KEDA',
          });
          continue;
        }
        const meant = parameter.length < 60 ? nearest(parameter, readable) : undefined;
        context.report({
          path: `${path}.authenticationRef.name`,
          message: `${auth.kind} ${auth.name} gives the parameter ${parameter}, which ${type} does not read from an authentication`,
          fix: meant ? `did you mean ${meant}?` : others(type, readable),
        });
      }
    }
  },
};

/** What a scaler does read, where that is few. */
function others(type: string, readable: readonly string[]): string {
  if (readable.length === 0) return 'leave authenticationRef out';
  return readable.length > 8 ? `write one that ${type} reads: https://keda.sh/docs/latest/scalers/` : `write one of ${readable.join(', ')}`;
}

export const podIdentityProvider: Rule = {
  id: 'keda-triggers/pod-identity-provider',
  severity: 'warning',
  title: 'The pod identity of an authentication is of a provider that the scaler of the trigger can use',
  rationale: 'A scaler supports the identity providers of its service alone.',
  link: SCALERS,
  kinds: SCALED,
  check(object, context) {
    for (const { type, path, scaler, auth } of readingsOf(object, context)) {
      const provider = auth?.podIdentityProvider;
      if (!auth || provider === undefined || provider === 'none' || scaler.podIdentities.includes(provider)) continue;
      context.report({
        path: `${path}.authenticationRef.name`,
        message: `${auth.kind} ${auth.name} has a pod identity of ${provider}, which ${type} does not use`,
        fix: scaler.podIdentities.length > 0 ? `use ${or(scaler.podIdentities)}` : 'give the credentials in another way',
      });
    }
  },
};
