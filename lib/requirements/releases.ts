import { type Component, compareVersions } from '../cluster/versions';

/** Where the charts of KEDA and its HTTP add-on are. */
export const KEDA_REPOSITORY = 'helm repo add kedacore https://kedacore.github.io/charts';

/** The newest patch of the minor versions that had more than one, or whose first is not the one to run; of all others it is .0. */
const PATCHES: { readonly [component in Component]?: { readonly [minor: string]: string } } = {
  spinOperator: { '0.6': '0.6.1' },
};

/** A release of a minor version, for files that have no version range: the newest patch that is known here. */
export function patchOf(component: Component, minor: string): string {
  return PATCHES[component]?.[minor] ?? `${minor}.0`;
}

/** What helm takes for the newest patch of a minor version. */
export function newestPatch(minor: string): string {
  return `~${minor}.0`;
}

/** Where the charts of spin-operator are: the project moved with 0.5. */
export function spinOperatorCharts(minor: string): string {
  return `oci://ghcr.io/${compareVersions(minor, '0.5') < 0 ? 'spinkube' : 'spinframework'}/charts`;
}
