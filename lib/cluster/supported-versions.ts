import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** The components of a cluster whose version determines the manifests. */
export type Component =
  | 'kubernetes'
  | 'keda'
  | 'httpAddOn'
  | 'spinOperator'
  | 'spinShim'
  | 'knative'
  | 'runtimeClassManager'
  | 'gatewayApi';

interface Support {
  /** Name of the project, for messages. */
  readonly title: string;
  /** Oldest and newest minor version whose API was compared with the manifests of this library. */
  readonly min: string;
  readonly max: string;
  /** Version by default: the one pinned in imports/crds/sources.json. */
  readonly default: string;
  /** Reason why older versions are not supported. */
  readonly below: string;
}

/**
 * The supported versions. A new release of an upstream starts in imports/crds/sources.json, and its range and default change here last: CONTRIBUTING.md has the
 * steps. For a newer Knative, `KUBERNETES_FOR_KNATIVE` in kubernetes.ts says which Kubernetes it needs.
 */
export const SUPPORTED: { readonly [component in Component]: Support } = {
  kubernetes: {
    title: 'Kubernetes',
    min: '1.28',
    max: '1.37',
    default: '1.37',
    below: 'releases before 1.28 are out of support upstream, and their native sidecars and pod fields were not compared',
  },
  keda: {
    title: 'KEDA',
    min: '2.14',
    max: '2.21',
    default: '2.21',
    below: 'a ScaledObject before 2.14 has no initialCooldownPeriod, and no supported HTTP add-on runs on it',
  },
  httpAddOn: {
    title: 'the KEDA HTTP add-on',
    min: '0.8',
    max: '0.16',
    default: '0.16',
    below: 'an HTTPScaledObject before 0.8 has no scalingMetric',
  },
  spinOperator: {
    title: 'the SpinKube spin-operator',
    min: '0.1',
    max: '0.6',
    default: '0.6',
    below: 'there is no release of the SpinApp API before 0.1',
  },
  spinShim: {
    title: "SpinKube's containerd-shim-spin",
    min: '0.15',
    max: '0.25',
    default: '0.25',
    below: 'a shim before 0.15 carries Spin 2.4, which was not compared',
  },
  knative: {
    title: 'Knative Serving',
    min: '1.12',
    max: '1.24',
    default: '1.24',
    below: 'releases before 1.12 are out of support upstream and were not compared',
  },
  runtimeClassManager: {
    title: 'runtime-class-manager',
    min: '0.1',
    max: '0.2',
    default: '0.2',
    below: 'there is no release of the Shim API before 0.1',
  },
  gatewayApi: {
    title: 'the Gateway API',
    min: '1.0',
    max: '1.7',
    default: '1.6',
    below: 'releases before 1.0 have no HTTPRoute of version v1',
  },
};

const VERSION = /^v?(\d+)\.(\d+)(\.\d+)?$/;

/**
 * Reduces a version to its minor version (`v2.21.0` becomes `2.21`), since the upstream APIs change with minor versions only.
 * Fails outside the supported range.
 */
export function supportedVersion(scope: IConstruct, component: Component, version: string): string {
  const { title, min, max, below } = SUPPORTED[component];
  const match = typeof version === 'string' ? VERSION.exec(version) : null;
  if (!match) fail(scope, `${component} (${show(version)}) must be a version of ${title}: write ${show(versionMeant(component, version))}`);
  const minor = `${Number(match[1])}.${Number(match[2])}`;
  const expected = `${component} (${show(version)}) must be a version of ${title} from ${min} to ${max}`;
  if (compareVersions(minor, min) < 0) fail(scope, `${expected}: ${below}`);
  if (compareVersions(minor, max) > 0) {
    fail(scope, `${expected}: this version of cdk8s-wasm was not tested with newer releases, look for a newer cdk8s-wasm`);
  }
  return minor;
}

/**
 * Returns the supported version that a value contains, such as `2.20` in `>=2.20`. A number has lost its last zero: 2.2 is 2.20, since
 * 2.2 is not supported. By default it is the newest.
 */
function versionMeant(component: Component, value: unknown): string {
  const { min, max } = SUPPORTED[component];
  const [minor] = /\d{1,6}\.\d{1,6}/.exec(`${value}`) ?? [];
  const candidates = minor === undefined ? [] : [minor, `${minor}0`];
  return candidates.find((text) => compareVersions(text, min) >= 0 && compareVersions(text, max) <= 0) ?? max;
}

/** Returns the release that a version with a patch names: `2.17.1` for `v2.17.1`, nothing for `2.17`. */
export function releaseOf(version: string | undefined): string | undefined {
  const [, major, minor, patch] = VERSION.exec(String(version)) ?? [];
  return patch === undefined ? undefined : `${Number(major)}.${Number(minor)}.${Number(patch.slice(1))}`;
}

/** Compares two versions by their minor version; negative if the first is older. */
export function compareVersions(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

const ranks = new Map<string, number>();

/** Returns a number that orders versions. It is cached, since every app compares versions about a hundred times. */
function rankOf(version: string): number {
  let rank = ranks.get(version);
  if (rank === undefined) {
    const [major, minor] = version.split('.').map(Number);
    rank = major * 1_000_000 + minor;
    ranks.set(version, rank);
  }
  return rank;
}
