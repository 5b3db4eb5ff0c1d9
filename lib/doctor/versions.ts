import { DEFAULT_INTERCEPTOR } from '../cluster/interceptor';
import { type Component, compareVersions, SUPPORTED } from '../cluster/supported-versions';
import { COMPONENTS, type ComponentId } from '../requirements/components';
import type { Cluster } from '../rules/cluster';
import { type Declaration, declaredCluster } from '../rules/declared';
import { componentsOf, gatewayApiChannel, knativeFeatures, spinShimOf } from './components';
import { addressOf, interceptorServices } from './interceptors';
import type { ClusterView } from './view';

/** A release that was seen on the cluster, beside the declared one and those that this library supports. */
export interface SeenVersion {
  readonly component: string;
  readonly title: string;
  /** Absent where the image has no release as its tag. */
  readonly version?: string;
  readonly seenAt: string;
  /** The version that the platform declares. */
  readonly declared?: string;
  /** Supported releases: `2.14 to 2.21`. Absent for components without a version on the platform. */
  readonly supported?: string;
  /** `older`, `newer`: outside of the supported releases; `differs`: from the declared one. */
  readonly problem?: 'older' | 'newer' | 'differs';
}

/** Returns the releases of the cluster, in installation order. */
export function versionsOf(view: ClusterView, declared: Declaration): readonly SeenVersion[] {
  const shim = spinShimOf(view);
  const seen = [
    ...componentsOf(view).map(({ id, ...component }) => ({
      component: id as string,
      title: COMPONENTS[id].title,
      of: COMPONENTS[id].of as Component | undefined,
      ...component,
    })),
    ...(shim ? [{ component: 'spinShim', title: SUPPORTED.spinShim.title, of: 'spinShim' as Component | undefined, ...shim }] : []),
  ];
  return seen.map(({ component, title, of, version, seenAt }) => {
    // requirements have no version of Kubernetes to install
    const key = component === 'kubernetes' ? 'kubernetes' : of;
    const seenVersion = { component, title, ...(version && { version }), seenAt };
    if (key === undefined) return seenVersion;
    const { min, max } = SUPPORTED[key];
    const wanted = declared[key];
    return {
      ...seenVersion,
      ...(wanted && { declared: wanted }),
      supported: min === max ? min : `${min} to ${max}`,
      ...(version && problemOf(version, wanted, min, max)),
    };
  });
}

function problemOf(version: string, wanted: string | undefined, min: string, max: string): Pick<SeenVersion, 'problem'> {
  if (compareVersions(version, min) < 0) return { problem: 'older' };
  if (compareVersions(version, max) > 0) return { problem: 'newer' };
  return wanted !== undefined && compareVersions(version, wanted.replace(/^v/, '')) !== 0 ? { problem: 'differs' } : {};
}

/** What the cluster is, as a declaration: the options of the other commands. Releases that are not supported are left out. */
function seenDeclaration(view: ClusterView): Declaration {
  const versions = versionsOf(view, {}).filter(({ supported, version, problem }) => supported && version && !problem);
  const isGateway = versions.some(({ component }) => component === 'gatewayApi');
  const channel = isGateway ? gatewayApiChannel(view) : undefined;
  return {
    ...Object.fromEntries(versions.map(({ component, version }) => [component, version])),
    ...(channel === 'experimental' && { gatewayApiChannel: channel }),
  };
}

/** Returns the cluster that requirements are computed for: what is declared, and for the rest what was seen. */
export function clusterFor(view: ClusterView, declared: Declaration): Cluster {
  const features = [...new Set([...knativeFeatures(view), ...(declared.knativeFeatures ?? [])])];
  return declaredCluster({ ...seenDeclaration(view), ...declared, knativeFeatures: features });
}

/** Returns the options by which the other commands know this cluster. */
export function platformOptions(view: ClusterView): string {
  const pairs = Object.entries(seenDeclaration(view)).map(([component, version]) => `${component}=${version}`);
  const services = interceptorServices(view);
  const address = services.length === 1 ? addressOf(services[0]) : undefined;
  const isDefault = address === undefined || address === `${DEFAULT_INTERCEPTOR.service}.${DEFAULT_INTERCEPTOR.namespace}`;
  return [
    `--platform ${pairs.join(',')}`,
    ...(isDefault ? [] : [`--interceptor ${address}`]),
    ...knativeFeatures(view).map((flag) => `--knative-feature ${flag}`),
  ].join(' ');
}

/** Returns the component of an id, where the cluster has it. */
export function seenComponent(view: ClusterView, id: ComponentId) {
  return componentsOf(view).find((component) => component.id === id);
}
