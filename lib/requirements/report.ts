import { type Component, SUPPORTED } from '../cluster/supported-versions';
import { escapeControlCharacters } from '../core/escape';
import type { Cluster } from '../rules/cluster';
import { type Requirement, RequirementKind } from './requirement';

/** A cluster and its requirements. */
export interface ClusterReport {
  readonly cluster: Cluster;
  readonly requirements: readonly Requirement[];
}

/** The headings of the kinds, in installation order. */
export const HEADINGS: readonly (readonly [kind: RequirementKind, heading: string])[] = [
  [RequirementKind.COMPONENT, 'Components'],
  [RequirementKind.CRD, 'CRDs'],
  [RequirementKind.SETTING, 'Settings'],
  [RequirementKind.NODE, 'Nodes'],
  [RequirementKind.OBJECT, 'Objects'],
  [RequirementKind.ENDPOINT, 'Endpoints'],
];

/** Maximum number of objects that reports for people name. */
const MAX_NAMES = 3;

const COMPONENTS = Object.keys(SUPPORTED) as Component[];

/** Returns the declared versions of a cluster by component. */
export function versionsOf(cluster: Cluster): { [component in Component]: string } {
  return Object.fromEntries(COMPONENTS.map((component) => [component, cluster[component]])) as { [component in Component]: string };
}

/** Returns the declared versions of a cluster as a line: `KEDA 2.21, ...`. */
export function clusterLine(cluster: Cluster): string {
  return COMPONENTS.map((component) => `${SUPPORTED[component].title.replace(/^the /, '')} ${cluster[component]}`).join(', ');
}

/** Returns the name of a requirement for people: `KEDA 2.21`, `Secret shop/password (key value)`. */
export function subject({ kind, name, objectKind, namespace, version, details }: Requirement): string {
  const what = objectKind ? `${objectKind} ${namespace ? `${namespace}/` : ''}${name}` : name;
  const parts = details.length > 0 ? ` (${details.join(', ')})` : '';
  return escapeControlCharacters(
    `${what}${version && (kind === RequirementKind.COMPONENT || kind === RequirementKind.CRD) ? ` ${version}` : ''}${parts}`,
  );
}

/** Returns the range of releases. */
export function range({ minimum, below }: Requirement): string {
  return [minimum && `${minimum} or newer`, below && `older than ${below}`].filter(Boolean).join(', ');
}

/** Returns the reasons for the range, unless it is the default. */
export function reasons({ minimumReason, belowReason }: Requirement): string {
  return escapeControlCharacters([minimumReason, belowReason].filter(Boolean).join('; '));
}

/** Returns the names of the first objects that need it, and the number of the others. */
export function neededBy({ neededBy: names }: Requirement): string {
  const more = names.length - MAX_NAMES;
  return escapeControlCharacters(`${names.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
}

/** Returns the commands that install all requirements, in order and without duplicates. */
export function commands(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.flatMap(({ install }) => install))];
}
