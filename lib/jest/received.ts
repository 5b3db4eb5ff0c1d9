import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { readWhole } from '../files/read';
import type { Cluster } from '../rules/cluster';
import { type Declaration, declaredCluster } from '../rules/declared';
import type { Manifest } from '../rules/manifest';

/** The input of a matcher. */
export interface Received {
  readonly manifests: readonly Manifest[];
  readonly cluster: Cluster;
}

/**
 * Converts the value of `expect()`: an array of manifests (`Testing.synth(chart)`), a manifest, a Chart, an App, or YAML. The platform is
 * the given one, or the one that the construct declares.
 */
export function receive(received: unknown, platform?: Declaration): Received {
  return {
    manifests: manifestsOf(received),
    cluster: platform || !isConstruct(received) ? declaredCluster(platform) : Platform.of(received),
  };
}

function manifestsOf(received: unknown): Manifest[] {
  if (typeof received === 'string') return readWhole(received, 'text').map(({ manifest }) => manifest);
  if (Array.isArray(received)) return received.map(manifestOf);
  if (isConstruct(received)) {
    // Testing.synth() would fail with the findings that a matcher may expect
    return received.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .map((object) => object.toJson());
  }
  return [manifestOf(received)];
}

function manifestOf(value: unknown): Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Manifest>;
  if (typeof apiVersion === 'string' && typeof kind === 'string' && metadata !== null && typeof metadata === 'object')
    return value as Manifest;
  throw new Error('expect() must receive manifests, a chart, an app or YAML, such as expect(Testing.synth(chart))');
}

function isConstruct(value: unknown): value is IConstruct {
  return value !== null && typeof value === 'object' && 'node' in value;
}
