import { KUBERNETES_FOR_KNATIVE } from '../cluster/kubernetes';
import { compareVersions, SUPPORTED } from '../cluster/supported-versions';
import { KEDA_OF_ADD_ON, KUBERNETES_OF_KEDA, kedaOfRoutes, ORDER, STEPWISE } from './compatibility';

/** The releases of some components, each a minor version or a patch. */
export interface Versions {
  readonly [component: string]: string;
}

/** The upgrade of a component, as far as it goes without another component in between. */
export interface Leg {
  readonly component: string;
  readonly from: string;
  readonly through: readonly string[];
}

/** Returns the upgrades in an order in which each release finds what it needs. */
export function legsOf(from: Versions, to: Versions): Leg[] {
  const current: { [component: string]: string } = { ...from };
  const waiting = new Map<string, string[]>();
  for (const component of Object.keys(to).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))) {
    const releases = releasesOf(component, from[component], to[component]);
    if (releases.length > 0) waiting.set(component, releases);
  }
  const legs: { component: string; from: string; through: string[] }[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.keys()].find((component) => !isBlocked(component, waiting, current)) ?? [...waiting.keys()][0];
    const releases = waiting.get(ready)!;
    const next = releases.shift()!;
    const last = legs.at(-1);
    if (last?.component === ready) last.through.push(next);
    else legs.push({ component: ready, from: current[ready], through: [next] });
    current[ready] = next;
    if (releases.length === 0) waiting.delete(ready);
  }
  return legs;
}

/** The releases to install in turn. */
function releasesOf(component: string, from: string, to: string): string[] {
  if (from === to) return [];
  if (!Object.hasOwn(STEPWISE, component)) return [to];
  return [...minorsBetween(from, to).slice(0, -1), to];
}

/** The minor versions after one up to another. */
export function minorsBetween(from: string, to: string): string[] {
  const [major, first] = from.split('.').map(Number);
  const last = Number(to.split('.')[1]);
  const minors = Array.from({ length: Math.max(last - first, 0) }, (_, index) => `${major}.${first + index + 1}`);
  return minors.length > 0 ? minors : [to];
}

/** Whether the next release of a component needs a newer one of a component that is to be upgraded, too. */
function isBlocked(component: string, waiting: ReadonlyMap<string, readonly string[]>, current: Versions): boolean {
  const next = waiting.get(component)![0];
  return needsOf(component, next).some(({ component: other, min }) => waiting.has(other) && compareVersions(current[other], min) < 0);
}

interface Need {
  readonly component: string;
  readonly min: string;
}

/** What a release needs of other components. */
function needsOf(component: string, release: string): Need[] {
  const minor = minorOf(release);
  const keda = component === 'httpAddOn' ? (KEDA_OF_ADD_ON[minor] ?? kedaOfRoutes(minor)) : undefined;
  const kubernetes =
    component === 'knative' ? KUBERNETES_FOR_KNATIVE[minor] : component === 'keda' ? KUBERNETES_OF_KEDA[minor]?.[0] : undefined;
  return [...(keda ? [{ component: 'keda', min: keda }] : []), ...(kubernetes ? [{ component: 'kubernetes', min: kubernetes }] : [])];
}

/** What a user has to know about the upgrade of a component. */
export function notesOf({ component, from, through }: Leg): string[] {
  const to = through[through.length - 1];
  const notes: string[] = [];
  if (Object.hasOwn(STEPWISE, component)) notes.push(`one minor version at a time: ${STEPWISE[component]}`);
  if (component === 'knative') {
    const min = KUBERNETES_FOR_KNATIVE[minorOf(to)];
    if (min) notes.push(`Knative ${minorOf(to)} needs Kubernetes ${min} or newer`);
  }
  if (component === 'keda') {
    const range = KUBERNETES_OF_KEDA[minorOf(to)];
    if (range) notes.push(`KEDA ${minorOf(to)} is tested with Kubernetes ${range[0]} to ${range[1]}`);
  }
  if (component === 'httpAddOn') {
    const keda = KEDA_OF_ADD_ON[minorOf(to)];
    const forRoutes = kedaOfRoutes(to);
    if (keda) notes.push(`add-on ${minorOf(to)} is tested with KEDA ${keda}: upgrade KEDA first`);
    else if (forRoutes) notes.push(`InterceptorRoutes of add-on ${minorOf(to)} need KEDA ${forRoutes} or newer: upgrade KEDA first`);
    else notes.push('the add-on is built on KEDA: upgrade KEDA first');
  }
  if (component === 'spinOperator' && compareVersions(from, '0.4') < 0 && compareVersions(to, '0.4') >= 0) {
    notes.push('no release reads both API groups: apply the objects of core.spinkube.dev right after the operator, then delete the others');
  }
  return notes;
}

/** Name of a component for people. */
export function titleOf(component: string): string {
  return (SUPPORTED as { readonly [component: string]: { readonly title: string } })[component].title.replace(/^the /, '');
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
