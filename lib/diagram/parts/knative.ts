import { derived } from '../../core/derived';
import { SERVICE } from '../../rules/knative/template';
import { type Manifest, namespaceOf } from '../../rules/manifest';
import type { Manifests } from '../../rules/manifests';
import { mapOf, textOf } from '../../rules/values';
import type { Part } from '../part';
import { drawStores } from './stores';

const DOMAIN_MAPPING = 'serving.knative.dev/DomainMapping';
const VISIBILITY = 'networking.knative.dev/visibility';

/** Domains of Knative Services. */
export const domainMappings: Part = {
  kinds: [DOMAIN_MAPPING],
  draw(object, { drawing }) {
    const node = drawing.object(object);
    drawing.graph.edge(drawing.client(), node);
    const target = targetOf(object);
    if (target) drawing.graph.edge(node, drawing.service(target.namespace, target.name));
  },
};

/** Knative Services, which scale themselves and hold requests while they start. */
export const knativeServices: Part = {
  kinds: [SERVICE],
  draw(object, context) {
    const { drawing, manifests } = context;
    const node = drawing.object(object);
    const isInternal = mapOf(object.metadata.labels)[VISIBILITY] === 'cluster-local';
    if (!isInternal && !mapped(manifests).has(`${namespaceOf(object)}/${object.metadata.name}`)) drawing.graph.edge(drawing.client(), node);
    drawStores(object, context);
  },
};

function targetOf(mapping: Manifest): { readonly namespace: string; readonly name: string } | undefined {
  const { name, namespace } = mapOf(mapOf(mapping.spec).ref);
  return textOf(name) ? { name, namespace: textOf(namespace) ?? namespaceOf(mapping) } : undefined;
}

/** The Knative Services that have a domain, as `namespace/name`. */
const mapped = derived((manifests: Manifests): ReadonlySet<string> => {
  const targets = manifests.ofKind(DOMAIN_MAPPING).map(targetOf);
  return new Set(targets.flatMap((target) => (target ? [`${target.namespace}/${target.name}`] : [])));
});
