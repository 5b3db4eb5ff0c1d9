import type { Cluster } from '../rules/cluster';
import { kindOf, type Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { Drawing } from './drawing';
import { type Graph, GraphBuilder } from './graph';
import type { Part } from './part';
import { PARTS } from './parts';

/** Objects that are applied together to a cluster. */
export interface Applied {
  readonly manifests: readonly Manifest[];
  readonly cluster: Cluster;
  /** Tells several sets of objects apart. */
  readonly title?: string;
}

/** Returns who talks to whom in some sets of objects. It takes linear time, and never throws, whatever the objects contain. */
export function graphOf(sets: readonly Applied[]): Graph {
  const graph = new GraphBuilder();
  const parts = new Map<string, Part>(PARTS.flatMap((part) => part.kinds.map((kind) => [kind, part] as const)));
  for (const { manifests: objects, cluster, title } of sets) {
    graph.start(title);
    const manifests = new Manifests(objects);
    const context = { manifests, cluster, drawing: new Drawing(graph, manifests, cluster) };
    // in the order of the parts, from the clients to the stores, whatever the order of the files
    for (const part of PARTS) {
      for (const object of objects) if (parts.get(kindOf(object)) === part) part.draw(object, context);
    }
  }
  return graph.graph();
}
