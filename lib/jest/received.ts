import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import type { Cluster } from '../rules/cluster';
import { type Declaration, declaredCluster } from '../rules/declared';
import type { Manifest } from '../rules/manifest';
import { readManifests } from '../rules/read';

/** What a matcher is given. */
export interface Received {
  readonly manifests: readonly Manifest[];
  readonly cluster: Cluster;
}

/**
 * Takes manifests in every form in which a test has them: an array of them (`Testing.synth(chart)`), one, a Chart, an App, YAML text. The platform
 * is the one that is given, else the one that the construct declares.
 */
export function receive(received: unknown, platform?: Declaration): Received {
  return {
    manifests: manifestsOf(received),
    cluster: platform || !isConstruct(received) ? declaredCluster(platform) : Platform.of(received),
  };
}

function manifestsOf(received: unknown): Manifest[] {
  if (typeof received === 'string') return readManifests(received, 'text').sources.map(({ manifest }) => manifest);
  if (Array.isArray(received)) return received.map(manifestOf);
  if (isConstruct(received)) {
    // not by Testing.synth(), which fails where the rules find what a matcher may be waiting for
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
  throw new Error('expect() takes manifests, a chart, an app or YAML text here, such as expect(Testing.synth(chart))');
}

function isConstruct(value: unknown): value is IConstruct {
  return value !== null && typeof value === 'object' && 'node' in value;
}
