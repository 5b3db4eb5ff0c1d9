import { type Component, compareVersions } from '../cluster/supported-versions';

/** Adds the chart repository of KEDA and its HTTP add-on. */
export const KEDA_REPOSITORY = 'helm repo add kedacore https://kedacore.github.io/charts';

/** The newest patch releases; minor versions that are not listed have only .0. */
const PATCHES: { readonly [component in Component]?: { readonly [minor: string]: string } } = {
  gatewayApi: { '1.5': '1.5.1', '1.6': '1.6.3' },
  spinOperator: { '0.6': '0.6.1' },
  spinShim: { '0.25': '0.25.1' },
};

/** Returns the newest known patch release of a minor version, for downloads that take no version range. */
export function patchOf(component: Component, minor: string): string {
  return PATCHES[component]?.[minor] ?? `${minor}.0`;
}

/** Returns the version range of Helm for the newest patch release of a minor version. */
export function newestPatch(minor: string): string {
  return `~${minor}.0`;
}

/** Returns the chart registry of spin-operator: the project moved with 0.5. */
export function spinOperatorCharts(minor: string): string {
  return `oci://ghcr.io/${compareVersions(minor, '0.5') < 0 ? 'spinkube' : 'spinframework'}/charts`;
}
