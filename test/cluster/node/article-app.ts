/** The article's app of path 1, as examples/rust-slight.ts declares it. */
import { ApiObject, JsonPatch } from 'cdk8s';
import { rustSlight } from '../../../examples/rust-slight';
import type { Applied } from '../client';
import { SHORT, synthesized } from './apps';

/** For a cluster with Contour, and with a short time to zero. */
export function articleApp(): Applied[] {
  return synthesized((app) => {
    rustSlight(app);
    for (const node of app.node.findAll()) {
      if (!ApiObject.isApiObject(node)) continue;
      if (node.kind === 'Ingress') node.addJsonPatch(JsonPatch.replace('/spec/ingressClassName', 'contour'));
      if (node.kind !== 'ScaledObject') continue;
      node.addJsonPatch(JsonPatch.add('/spec/cooldownPeriod', SHORT.cooldown.toSeconds()));
      node.addJsonPatch(JsonPatch.add('/spec/pollingInterval', SHORT.pollingInterval.toSeconds()));
    }
  });
}

/** The Redis of that app, with its namespace. */
export const isRedis = ({ kind, metadata }: Applied) => kind === 'Namespace' || metadata.name === 'redis-master';
