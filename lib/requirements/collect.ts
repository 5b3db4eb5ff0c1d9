import { compareVersions, SUPPORTED } from '../cluster/supported-versions';
import type { Cluster } from '../rules/cluster';
import { kindOf, type Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { COMPONENTS, type ComponentId } from './components';
import { type Bound, type Need, nameOf, type Upstream } from './need';
import { UPSTREAMS } from './registry';
import { type Requirement, RequirementKind } from './requirement';

/** A need, merged from several objects. */
interface MergedNeed {
  readonly need: Need;
  readonly details: Set<string>;
  readonly neededBy: string[];
  note?: string;
  atLeast?: Bound;
  below?: Bound;
}

/**
 * Returns the requirements of objects that are applied together, without those that they satisfy themselves, in installation order:
 * components, CRDs, settings, nodes, objects, endpoints. It takes linear time, and never throws, whatever the objects contain.
 */
export function requirementsOf(objects: readonly Manifest[], cluster: Cluster): Requirement[] {
  return needsOf(objects, cluster).map(({ requirement }) => requirement);
}

/** A requirement, and the first need that it was made of. */
export interface Needed {
  readonly need: Need;
  readonly requirement: Requirement;
}

/** Returns the requirements of objects as `requirementsOf`, each with what to look for on a cluster. */
export function needsOf(objects: readonly Manifest[], cluster: Cluster): Needed[] {
  const context = { manifests: new Manifests(objects), cluster };
  const upstreamsOf = new Map<string, readonly Upstream[]>();
  const merged = new Map<string, MergedNeed>();
  for (const object of objects) {
    const kind = kindOf(object);
    let upstreams = upstreamsOf.get(kind);
    if (!upstreams) {
      upstreams = UPSTREAMS.filter(({ kinds }) => kinds.includes(kind) || kinds.includes('*'));
      upstreamsOf.set(kind, upstreams);
    }
    const name = nameOf(object);
    for (const upstream of upstreams) for (const need of upstream.needs(object, context)) add(merged, need, name);
  }
  const created = createdNamespaces(merged, cluster);
  return [...merged.values()]
    .filter(({ need: { objectKind, name } }) => objectKind !== 'Namespace' || !created.has(name))
    .sort(compare)
    .map((each) => ({ need: each.need, requirement: toRequirement(each, cluster) }));
}

function add(merged: Map<string, MergedNeed>, need: Need, neededBy: string): void {
  const { kind, name, objectKind = '', namespace = '', version = '' } = need;
  const key = `${kind} ${objectKind} ${namespace} ${name} ${version}`;
  let known = merged.get(key);
  if (!known) {
    known = { need, details: new Set(), neededBy: [] };
    merged.set(key, known);
  }
  // all needs of an object are added in a row
  if (known.neededBy.at(-1) !== neededBy) known.neededBy.push(neededBy);
  for (const detail of need.details ?? []) known.details.add(detail);
  known.note ??= need.note;
  if (need.atLeast && (!known.atLeast || compareVersions(need.atLeast.version, known.atLeast.version) > 0)) known.atLeast = need.atLeast;
  if (need.below && (!known.below || compareVersions(need.below.version, known.below.version) < 0)) known.below = need.below;
}

/** Returns the namespaces that the installation of the required components creates. */
function createdNamespaces(merged: ReadonlyMap<string, MergedNeed>, cluster: Cluster): ReadonlySet<string> {
  const namespaces = [...merged.values()].map(({ need }) => need.component && COMPONENTS[need.component].namespace?.(cluster));
  return new Set(namespaces.filter((namespace) => namespace !== undefined));
}

const KINDS = Object.values(RequirementKind);
const IDS = Object.keys(COMPONENTS) as ComponentId[];

function compare({ need: a }: MergedNeed, { need: b }: MergedNeed): number {
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  if (a.component && b.component && a.component !== b.component) return IDS.indexOf(a.component) - IDS.indexOf(b.component);
  return order(a.objectKind, b.objectKind) || order(a.namespace, b.namespace) || order(a.name, b.name) || order(a.version, b.version);
}

function order(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toRequirement({ need, details, neededBy, note, atLeast, below }: MergedNeed, cluster: Cluster): Requirement {
  const facts = need.component && COMPONENTS[need.component];
  const oldest = facts?.of && SUPPORTED[facts.of].min;
  const isOldest = oldest !== undefined && (!atLeast || compareVersions(atLeast.version, oldest) <= 0);
  const requirement: Requirement = {
    kind: need.kind,
    name: need.name,
    objectKind: need.objectKind,
    namespace: need.namespace,
    version: facts ? (facts.of ? cluster[facts.of] : facts.version) : need.version,
    minimum: isOldest ? oldest : atLeast?.version,
    minimumReason: isOldest ? undefined : atLeast?.because,
    below: below?.version,
    belowReason: below?.because,
    details: [...details],
    note: note ?? facts?.note,
    neededBy,
    install: [...(need.install ?? facts?.install?.(cluster) ?? [])],
    link: need.link ?? facts?.link,
  };
  return Object.fromEntries(Object.entries(requirement).filter(([, value]) => value !== undefined)) as unknown as Requirement;
}
