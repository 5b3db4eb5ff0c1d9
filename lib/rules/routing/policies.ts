/** The NetworkPolicies among the manifests, found by the pods that they select. */

import { NAMESPACE_LABEL } from '../../cluster/kubernetes';
import { derived, entryOf } from '../../core/derived';
import type { Pods } from '../kubernetes/pods';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { listOf, mapOf, numberOf, show, textOf } from '../values';

const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';

/** Policies by namespace, and by the label that they select first: a pod is asked for its own labels alone. */
interface Policies {
  readonly ofAll: ReadonlyMap<string, readonly Manifest[]>;
  readonly ofLabel: ReadonlyMap<string, readonly Manifest[]>;
}

const NONE: readonly Manifest[] = [];

const policiesOf = derived((manifests: Manifests): Policies => {
  const ofAll = new Map<string, Manifest[]>();
  const ofLabel = new Map<string, Manifest[]>();
  for (const policy of manifests.ofKind(NETWORK_POLICY)) {
    const { podSelector, policyTypes } = mapOf(policy.spec);
    if (policyTypes !== undefined && !listOf(policyTypes).includes('Ingress')) continue;
    const { matchLabels, matchExpressions } = mapOf(podSelector);
    // an expression may or may not select: nothing is said of it
    if (listOf(matchExpressions).length > 0) continue;
    const [first] = Object.entries(mapOf(matchLabels));
    if (first) entryOf(ofLabel, `${namespaceOf(policy)} ${first[0]}=${show(first[1])}`, () => []).push(policy);
    else entryOf(ofAll, namespaceOf(policy), () => []).push(policy);
  }
  return { ofAll, ofLabel };
});

/** The policies that decide what comes into some pods. */
export function policiesFor({ labels, workload }: Pods, manifests: Manifests): readonly Manifest[] {
  const { ofAll, ofLabel } = policiesOf(manifests);
  if (ofAll.size + ofLabel.size === 0) return NONE;
  const namespace = namespaceOf(workload);
  const byLabel = Object.entries(labels).flatMap(([key, value]) => ofLabel.get(`${namespace} ${key}=${show(value)}`) ?? []);
  const selected = byLabel.filter(({ spec }) =>
    Object.entries(mapOf(mapOf(spec.podSelector).matchLabels)).every(([key, value]) => labels[key] === value),
  );
  return [...(ofAll.get(namespace) ?? []), ...selected];
}

/** A port of pods, by number and by the name that it may have. */
export interface PodPort {
  readonly number: number;
  readonly name?: string;
}

/** Whether a policy lets pods of that namespace in to a port; true where that cannot be told. */
export function admits(policy: Manifest, from: string, port: PodPort | undefined): boolean {
  return listOf(mapOf(policy.spec).ingress).some((rule) => {
    const { from: peers, ports } = mapOf(rule);
    const somebody = listOf(peers).length === 0 || listOf(peers).some((peer) => mayBe(mapOf(peer), namespaceOf(policy), from));
    return somebody && (port === undefined || listOf(ports).length === 0 || listOf(ports).some((each) => covers(mapOf(each), port)));
  });
}

function mayBe(peer: Value, own: string, from: string): boolean {
  if (peer.ipBlock !== undefined) return true;
  if (peer.namespaceSelector === undefined) return own === from;
  const { matchLabels, matchExpressions } = mapOf(peer.namespaceSelector);
  const name = mapOf(matchLabels)[NAMESPACE_LABEL];
  return name === undefined || listOf(matchExpressions).length > 0 || name === from;
}

function covers({ protocol = 'TCP', port, endPort }: Value, { number: wanted, name }: PodPort): boolean {
  if (protocol !== 'TCP') return false;
  if (port === undefined || port === null) return true;
  if (textOf(port)) return name === undefined || port === name;
  return port === wanted || (numberOf(endPort) !== undefined && port <= wanted && wanted <= endPort);
}
