import { compareVersions, SUPPORTED } from '../cluster/versions';
import type { Cluster } from '../rules/cluster';
import { kindOf, type Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { COMPONENTS, type ComponentId } from './components';
import { type Bound, type Need, nameOf, type Upstream } from './need';
import { UPSTREAMS } from './registry';
import { type Requirement, RequirementKind } from './requirement';

/** A need, and what several objects made of it. */
interface Wanted {
  readonly need: Need;
  readonly details: Set<string>;
  readonly neededBy: string[];
  note?: string;
  atLeast?: Bound;
  below?: Bound;
}

/**
 * What objects that are applied together need of a cluster and do not bring themselves, in the order in which it is made ready: components, kinds, settings, nodes,
 * objects, endpoints. It takes a time that grows with the number of objects, and throws for nothing that stands in them.
 */
export function requirementsOf(objects: readonly Manifest[], cluster: Cluster): Requirement[] {
  const context = { manifests: new Manifests(objects), cluster };
  const concerned = new Map<string, readonly Upstream[]>();
  const wanted = new Map<string, Wanted>();
  for (const object of objects) {
    const kind = kindOf(object);
    let upstreams = concerned.get(kind);
    if (!upstreams) {
      upstreams = UPSTREAMS.filter(({ kinds }) => kinds.includes(kind) || kinds.includes('*'));
      concerned.set(kind, upstreams);
    }
    const name = nameOf(object);
    for (const upstream of upstreams) for (const need of upstream.needs(object, context)) add(wanted, need, name);
  }
  const made = namespacesMade(wanted, cluster);
  return [...wanted.values()]
    .filter(({ need: { objectKind, name } }) => objectKind !== 'Namespace' || !made.has(name))
    .sort(compare)
    .map((each) => toRequirement(each, cluster));
}

function add(wanted: Map<string, Wanted>, need: Need, neededBy: string): void {
  const { kind, name, objectKind = '', namespace = '', version = '' } = need;
  const key = `${kind} ${objectKind} ${namespace} ${name} ${version}`;
  let known = wanted.get(key);
  if (!known) {
    known = { need, details: new Set(), neededBy: [] };
    wanted.set(key, known);
  }
  // objects come one after the other, so what one needs twice comes in a row
  if (known.neededBy.at(-1) !== neededBy) known.neededBy.push(neededBy);
  for (const detail of need.details ?? []) known.details.add(detail);
  known.note ??= need.note;
  if (need.atLeast && (!known.atLeast || compareVersions(need.atLeast.version, known.atLeast.version) > 0)) known.atLeast = need.atLeast;
  if (need.below && (!known.below || compareVersions(need.below.version, known.below.version) < 0)) known.below = need.below;
}

/** The namespaces that the installation of what is needed makes. */
function namespacesMade(wanted: ReadonlyMap<string, Wanted>, cluster: Cluster): ReadonlySet<string> {
  const made = [...wanted.values()].map(({ need }) => need.component && COMPONENTS[need.component].namespace?.(cluster));
  return new Set(made.filter((namespace) => namespace !== undefined));
}

const KINDS = Object.values(RequirementKind);
const IDS = Object.keys(COMPONENTS) as ComponentId[];

function compare({ need: a }: Wanted, { need: b }: Wanted): number {
  if (a.kind !== b.kind) return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  if (a.component && b.component && a.component !== b.component) return IDS.indexOf(a.component) - IDS.indexOf(b.component);
  return order(a.objectKind, b.objectKind) || order(a.namespace, b.namespace) || order(a.name, b.name) || order(a.version, b.version);
}

function order(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toRequirement({ need, details, neededBy, note, atLeast, below }: Wanted, cluster: Cluster): Requirement {
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
