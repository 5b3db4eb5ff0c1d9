import { ALLOW_ZERO_INITIAL_SCALE, HPA, MAX_CONCURRENCY, MAX_TIMEOUT } from '../cluster/knative';
import { KUBERNETES_FOR_KNATIVE } from '../cluster/kubernetes';
import { flagUses } from '../rules/knative/flag-uses';
import { type ConfigMapName, hasFeature, setting } from '../rules/knative/settings';
import { autoscaling, TEMPLATED } from '../rules/knative/template';
import { type Manifest, UNKNOWN_NAMESPACE } from '../rules/manifest';
import { isMade } from '../rules/routing/services';
import type { Context } from '../rules/rule';
import { mapOf, numberOf, textOf } from '../rules/values';
import { patch } from './components';
import { component, type Need, type Upstream } from './need';
import { inNamespace, inNamespaceOf, isAmong } from './objects';
import { RequirementKind } from './requirement';

const DOCS = 'https://knative.dev/docs/serving';
const DOMAIN_MAPPING = 'serving.knative.dev/DomainMapping';
const CLAIM = 'networking.internal.knative.dev/ClusterDomainClaim';

/** Reports the feature flags and limits that Knative Services and Configurations need. */
export const templates: Upstream = {
  kinds: TEMPLATED,
  *needs(object: Manifest, context: Context): Iterable<Need> {
    yield* platformNeeds(context);
    for (const { flag } of flagUses(object, (each) => hasFeature(context, each))) {
      yield* config('config-features', flag, 'enabled', context, `${DOCS}/configuration/feature-flags/`);
    }
    if (autoscaling(object, 'initial-scale')?.value === '0') yield* config('config-autoscaler', ALLOW_ZERO_INITIAL_SCALE, 'true', context);
    if (autoscaling(object, 'class')?.value === HPA) {
      yield component('knativeHpa');
      if (['cpu', 'memory'].includes(autoscaling(object, 'metric')?.value ?? 'cpu')) yield component('metricsServer');
    }
    const { timeoutSeconds, containerConcurrency } = mapOf(mapOf(mapOf(object.spec).template).spec);
    const timeout = numberOf(timeoutSeconds);
    if (timeout !== undefined && timeout > MAX_TIMEOUT)
      yield* config('config-defaults', 'max-revision-timeout-seconds', String(timeout), context);
    const most = numberOf(containerConcurrency);
    if (most !== undefined && most > MAX_CONCURRENCY)
      yield* config('config-defaults', 'container-concurrency-max-limit', String(most), context);
  },
};

/** Reports the needs of Knative itself. */
function* platformNeeds({ cluster: { knative } }: Context): Generator<Need> {
  // an unknown release needs at least the Kubernetes version of the newest known one
  const version = KUBERNETES_FOR_KNATIVE[knative] ?? Object.values(KUBERNETES_FOR_KNATIVE).at(-1)!;
  yield component('kubernetes', { atLeast: { version, because: `Knative Serving ${knative} does not start on an older version` } });
  yield component('knativeNetworking');
}

/** Reports a key of one of Knative's ConfigMaps, unless these manifests set it. */
function* config(map: ConfigMapName, key: string, value: string, context: Context, link?: string): Generator<Need> {
  if (setting(context, map, key) !== undefined) return;
  yield {
    kind: RequirementKind.SETTING,
    name: `${key}: ${value}`,
    details: [`in Knative's ConfigMap ${map}`],
    install: [patch(map, key, value)],
    link,
    question: { setting: { map, key, value } },
  };
}

/** Reports the claim of a domain, which Knative creates or an administrator does, and the target of the DomainMapping. */
export const domains: Upstream = {
  kinds: [DOMAIN_MAPPING],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    yield* platformNeeds(context);
    if (!isAmong(context.manifests, CLAIM, object.metadata.name))
      yield* config('config-network', 'autocreate-cluster-domain-claims', 'true', context, `${DOCS}/services/custom-domains/`);
    const { ref, tls } = mapOf(object.spec);
    yield* inNamespaceOf(object, 'Secret', mapOf(tls).secretName, context, { details: ['key tls.crt', 'key tls.key'] });
    const { kind, name, namespace, apiVersion } = mapOf(ref);
    if (!textOf(name) || !textOf(kind)) return;
    const group = textOf(apiVersion)?.includes('/') ? `${apiVersion.slice(0, apiVersion.indexOf('/'))}/` : '';
    const from = textOf(namespace) ?? textOf(object.metadata.namespace);
    if (!group && isMade(context.manifests, from ?? UNKNOWN_NAMESPACE, name)) return;
    if (from) yield* inNamespace(from, `${group}${kind}`, name, context);
    else yield* inNamespaceOf(object, `${group}${kind}`, name, context);
  },
};
