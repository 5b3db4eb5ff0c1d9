import { type Component, SUPPORTED } from '../cluster/versions';
import { escapeControlCharacters } from '../core/escape';
import type { Cluster } from '../rules/cluster';
import { type Requirement, RequirementKind } from './requirement';

/** A cluster with what is needed of it. */
export interface ClusterReport {
  readonly cluster: Cluster;
  readonly requirements: readonly Requirement[];
}

/** The kinds in the order in which a cluster is made ready, as headings. */
export const HEADINGS: readonly (readonly [kind: RequirementKind, heading: string])[] = [
  [RequirementKind.COMPONENT, 'Components'],
  [RequirementKind.CRD, 'Kinds'],
  [RequirementKind.SETTING, 'Settings'],
  [RequirementKind.NODE, 'Nodes'],
  [RequirementKind.OBJECT, 'Objects'],
  [RequirementKind.ENDPOINT, 'Addresses'],
];

/** Most objects that are named for people. */
const NAMED = 3;

const COMPONENTS = Object.keys(SUPPORTED) as Component[];

/** The declared versions of a cluster by component. */
export function versionsOf(cluster: Cluster): { [component in Component]: string } {
  return Object.fromEntries(COMPONENTS.map((component) => [component, cluster[component]])) as { [component in Component]: string };
}

/** The cluster as its declaration has it: `KEDA 2.20, ...`. */
export function clusterLine(cluster: Cluster): string {
  return COMPONENTS.map((component) => `${SUPPORTED[component].title.replace(/^the /, '')} ${cluster[component]}`).join(', ');
}

/** What is needed: `KEDA 2.20`, `Secret shop/password (key value)`. */
export function subject({ kind, name, objectKind, namespace, version, details }: Requirement): string {
  const what = objectKind ? `${objectKind} ${namespace ? `${namespace}/` : ''}${name}` : name;
  const parts = details.length > 0 ? ` (${details.join(', ')})` : '';
  return escapeControlCharacters(
    `${what}${version && (kind === RequirementKind.COMPONENT || kind === RequirementKind.CRD) ? ` ${version}` : ''}${parts}`,
  );
}

/** Which releases will do. */
export function range({ minimum, below }: Requirement): string {
  return [minimum && `${minimum} or newer`, below && `older than ${below}`].filter(Boolean).join(', ');
}

/** What makes the range, where it is no default. */
export function reasons({ minimumReason, belowReason }: Requirement): string {
  return escapeControlCharacters([minimumReason, belowReason].filter(Boolean).join('; '));
}

/** The objects that need it, the first few by name. */
export function neededBy({ neededBy: names }: Requirement): string {
  const more = names.length - NAMED;
  return escapeControlCharacters(`${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
}

/** The commands that install everything, each once, in order. */
export function commands(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.flatMap(({ install }) => install))];
}
