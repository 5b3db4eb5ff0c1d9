import { podsOf } from '../../rules/kubernetes/pods';
import { type Manifest, namespaceOf } from '../../rules/manifest';
import { aliased } from '../../rules/routing/interceptor';
import { isMap, mapOf, textOf } from '../../rules/values';
import type { Part } from '../part';

/** Services, with the pods that they select or the Service that they are an alias of. */
export const services: Part = {
  kinds: ['Service'],
  draw(service, { drawing, manifests }) {
    const { graph } = drawing;
    const node = drawing.object(service);
    const namespace = namespaceOf(service);
    const { type, selector, externalName } = mapOf(service.spec);
    if (type === 'LoadBalancer' || type === 'NodePort') graph.edge(drawing.client(), node);
    if (type === 'ExternalName') {
      const target = aliased(service);
      const isInside = target?.namespace !== undefined || (target && !target.isComplete);
      if (target && isInside) graph.edge(node, drawing.service(target.namespace ?? namespace, target.service));
      else if (textOf(externalName)) graph.edge(node, graph.node('store', 'host', externalName));
      return;
    }
    if (!isMap(selector) || Object.keys(selector).length === 0) return;
    const pods = podsOf(manifests).matching(namespace, selector);
    for (const { workload } of pods) graph.edge(node, drawing.object(workload));
    if (pods.length === 0) graph.edge(node, drawing.missing('pods', namespace, labels(selector)));
  },
};

function labels(selector: Manifest['metadata']['labels']): string {
  return Object.entries(mapOf(selector))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
