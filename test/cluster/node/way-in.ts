/** The way in from outside. */
import type { Node } from './node';

/** Address of Envoy, which Contour configures. */
export async function wayIn(node: Node): Promise<string> {
  const { body } = await node.client.send('GET', '/api/v1/namespaces/projectcontour/services/envoy');
  return body.spec.clusterIP;
}
