import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** The parts of a cluster whose version decides what is emitted. */
export type Component = 'keda' | 'httpAddOn' | 'spinOperator' | 'knative' | 'runtimeClassManager';

interface Support {
  /** The name users know the project by. */
  readonly title: string;
  /** Oldest and newest minor version whose API was compared with what this library emits. */
  readonly min: string;
  readonly max: string;
  /** What is emitted for when nothing is declared: the version pinned in imports/crds/sources.json. */
  readonly default: string;
  /** Why nothing older is supported. */
  readonly below: string;
}

/** The supported versions. This table is the only place that holds them. */
export const SUPPORTED: { readonly [component in Component]: Support } = {
  keda: {
    title: 'KEDA',
    min: '2.14',
    max: '2.21',
    default: '2.20',
    below: 'a ScaledObject before 2.14 has no initialCooldownPeriod, and no supported HTTP add-on runs on it',
  },
  httpAddOn: {
    title: 'the KEDA HTTP add-on',
    min: '0.8',
    max: '0.15',
    default: '0.15',
    below: 'an HTTPScaledObject before 0.8 has no scalingMetric',
  },
  spinOperator: {
    title: 'the SpinKube spin-operator',
    min: '0.1',
    max: '0.6',
    default: '0.6',
    below: 'there is no release of the SpinApp API before 0.1',
  },
  knative: {
    title: 'Knative Serving',
    min: '1.12',
    max: '1.24',
    default: '1.23',
    below: 'releases before 1.12 are out of support upstream and were not compared',
  },
  runtimeClassManager: {
    title: 'runtime-class-manager',
    min: '0.1',
    max: '0.2',
    default: '0.2',
    below: 'there is no release of the Shim API before 0.1',
  },
};

const VERSION = /^v?(\d+)\.(\d+)(\.\d+)?$/;

/**
 * Brings a version to its minor form (`v2.20.2` becomes `2.20`), the granularity in which the upstream APIs change.
 * Fails outside the supported range.
 */
export function supportedVersion(scope: IConstruct, component: Component, version: string): string {
  const { title, min, max, below } = SUPPORTED[component];
  const match = typeof version === 'string' ? VERSION.exec(version) : null;
  if (!match) fail(scope, `${component} (${show(version)}) must be a version of ${title} such as ${show(max)}`);
  const minor = `${Number(match[1])}.${Number(match[2])}`;
  const expected = `${component} (${show(version)}) must be a version of ${title} from ${min} to ${max}`;
  if (compareVersions(minor, min) < 0) fail(scope, `${expected}: ${below}`);
  if (compareVersions(minor, max) > 0) {
    fail(scope, `${expected}: newer releases were not compared with what this version of cdk8s-wasm emits, look for a newer cdk8s-wasm`);
  }
  return minor;
}

/** Orders two minor versions: negative when the first is older. */
export function compareVersions(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

const ranks = new Map<string, number>();

/** A number that grows with the version: they are compared a hundred times for every app. */
function rankOf(version: string): number {
  let rank = ranks.get(version);
  if (rank === undefined) {
    const [major, minor] = version.split('.').map(Number);
    rank = major * 1_000_000 + minor;
    ranks.set(version, rank);
  }
  return rank;
}
