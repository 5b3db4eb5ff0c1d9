import { SINCE } from '../../cluster/releases';
import { derived } from '../../core/derived';
import { atLeast } from '../cluster';
import { POD_KINDS, podTemplateOf } from '../kubernetes/pod-template';
import type { Manifest } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { at, listOf, mapOf, show, textOf } from '../values';
import { isRouted } from './routed';

/** Variable of the interceptor that turns it off. */
const VARIABLE = 'KEDA_HTTP_DIRECT_POD_ROUTING';

/** Annotations by which kube-proxy prefers endpoints of the same zone; the second is the former name. */
const TOPOLOGY = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];

export const directPods: Rule = {
  id: 'http-add-on/direct-pod-routing',
  severity: 'warning',
  title: "The Service of a route asks nothing of kube-proxy, past which the interceptor connects to the app's pods",
  rationale:
    'From add-on 0.16 the interceptor sends requests to the ready pods themselves, so that session affinity, traffic policies and routing by ' +
    `topology of their Service have no effect, unless ${VARIABLE} is false.`,
  link: 'https://github.com/kedacore/http-add-on/pull/1697',
  kinds: ['Service'],
  check(service, { manifests, cluster, report }) {
    if (!atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.directPods) || !isRouted(service, manifests) || isOff(manifests)) return;
    for (const [path, field, value] of bypassed(service)) {
      report({
        path,
        message: `${field} (${show(value)}) has no effect on requests through the interceptor, which connects to the pods`,
        fix: `leave it out, or set ${VARIABLE}=false on the interceptor where the app needs it, and silence this`,
      });
    }
  },
};

/** What a Service asks of kube-proxy: where it stands, its name and its value. */
function bypassed({ spec, metadata }: Manifest): (readonly [path: string, field: string, value: string])[] {
  const { sessionAffinity, trafficDistribution, internalTrafficPolicy } = mapOf(spec);
  const annotations = mapOf(metadata.annotations);
  const topology = TOPOLOGY.filter((name) => /^auto$/i.test(textOf(annotations[name]) ?? ''));
  return [
    ...(sessionAffinity === 'ClientIP' ? [['spec.sessionAffinity', 'sessionAffinity', sessionAffinity] as const] : []),
    ...(textOf(trafficDistribution) ? [['spec.trafficDistribution', 'trafficDistribution', trafficDistribution] as const] : []),
    ...(internalTrafficPolicy === 'Local' ? [['spec.internalTrafficPolicy', 'internalTrafficPolicy', internalTrafficPolicy] as const] : []),
    ...topology.map((name) => [at('metadata.annotations', name), name, annotations[name]] as const),
  ];
}

/** Whether the interceptor is among the manifests, with direct routing turned off. */
const isOff = derived((manifests: Manifests): boolean =>
  POD_KINDS.flatMap((kind) => manifests.ofKind(kind)).some((object) =>
    listOf(mapOf(podTemplateOf(object).spec).containers).some((container) =>
      listOf(mapOf(container).env).some((variable) => {
        const { name, value } = mapOf(variable);
        return name === VARIABLE && /^(false|f|0)$/i.test(textOf(value) ?? '');
      }),
    ),
  ),
);
