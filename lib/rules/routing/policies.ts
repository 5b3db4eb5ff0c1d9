/** The NetworkPolicies among the manifests, found by the pods that they select. */
import { NAMESPACE_LABEL } from '../../cluster/kubernetes';
import { items, number, record, text } from '../http-add-on/values';
import type { Pods } from '../kubernetes/pods';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';

const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';

/** Policies by namespace, and by the label that they select first: a pod is asked for its own labels alone. */
interface Policies {
  readonly ofAll: ReadonlyMap<string, readonly Manifest[]>;
  readonly ofLabel: ReadonlyMap<string, readonly Manifest[]>;
}

const CACHE = new WeakMap<Manifests, Policies>();

function policiesOf(manifests: Manifests): Policies {
  const known = CACHE.get(manifests);
  if (known) return known;
  const ofAll = new Map<string, Manifest[]>();
  const ofLabel = new Map<string, Manifest[]>();
  const push = (map: Map<string, Manifest[]>, key: string, policy: Manifest) => {
    const list = map.get(key);
    if (list) list.push(policy);
    else map.set(key, [policy]);
  };
  for (const policy of manifests.ofKind(NETWORK_POLICY)) {
    const { podSelector, policyTypes } = record(policy.spec);
    if (policyTypes !== undefined && !items(policyTypes).includes('Ingress')) continue;
    const { matchLabels, matchExpressions } = record(podSelector);
    // an expression may or may not select: nothing is said of it
    if (items(matchExpressions).length > 0) continue;
    const [first] = Object.entries(record(matchLabels));
    if (first) push(ofLabel, `${namespaceOf(policy)} ${first[0]}=${first[1]}`, policy);
    else push(ofAll, namespaceOf(policy), policy);
  }
  const policies = { ofAll, ofLabel };
  CACHE.set(manifests, policies);
  return policies;
}

/** The policies that decide what comes into some pods. */
export function policiesFor({ labels, workload }: Pods, manifests: Manifests): Manifest[] {
  const { ofAll, ofLabel } = policiesOf(manifests);
  const namespace = namespaceOf(workload);
  const byLabel = Object.entries(labels).flatMap(([key, value]) => ofLabel.get(`${namespace} ${key}=${value}`) ?? []);
  const selected = byLabel.filter(({ spec }) =>
    Object.entries(record(record(spec.podSelector).matchLabels)).every(([key, value]) => labels[key] === value),
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
  return items(record(policy.spec).ingress).some((rule) => {
    const { from: peers, ports } = record(rule);
    const somebody = items(peers).length === 0 || items(peers).some((peer) => mayBe(record(peer), namespaceOf(policy), from));
    return somebody && (port === undefined || items(ports).length === 0 || items(ports).some((each) => covers(record(each), port)));
  });
}

function mayBe(peer: Value, own: string, from: string): boolean {
  if (peer.ipBlock !== undefined) return true;
  if (peer.namespaceSelector === undefined) return own === from;
  const { matchLabels, matchExpressions } = record(peer.namespaceSelector);
  const name = record(matchLabels)[NAMESPACE_LABEL];
  return name === undefined || items(matchExpressions).length > 0 || name === from;
}

function covers({ protocol = 'TCP', port, endPort }: Value, { number: wanted, name }: PodPort): boolean {
  if (protocol !== 'TCP') return false;
  if (port === undefined || port === null) return true;
  if (text(port)) return name === undefined || port === name;
  return port === wanted || (number(endPort) !== undefined && port <= wanted && wanted <= endPort);
}
