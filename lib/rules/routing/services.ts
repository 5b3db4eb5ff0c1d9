import { APPS } from '../spinkube/apps';
/** The Services that objects lead to, those of the manifests and those that operators make. */

import { derived, entryOf } from '../../core/derived';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { mapOf, numberOf, show, textOf } from '../values';

/** Kinds of which an operator makes a Service of the same name. */
const MAKERS = [...APPS, 'serving.knative.dev/Service', 'serving.knative.dev/Route'];

export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly targetPort?: number | string;
  readonly appProtocol?: string;
}

/** The ports of a Service; nothing where they are not given in a readable form. */
export function portsOf({ spec }: Manifest): readonly ServicePort[] | undefined {
  const { ports } = mapOf(spec);
  if (!Array.isArray(ports)) return undefined;
  return ports.every((port) => numberOf(mapOf(port).port) !== undefined) ? ports : undefined;
}

/** The ports as a reader looks for them: `80 (http), 9090`. */
export function listPorts(ports: readonly ServicePort[]): string {
  return ports.map(({ port, name }) => (textOf(name) ? `${port} (${name})` : `${port}`)).join(', ');
}

/** Whether some other object makes a Service of that name. */
export function isMade(manifests: Manifests, namespace: string, name: string): boolean {
  return MAKERS.some((kind) => manifests.find(kind, namespace, name));
}

/** The first names of Services among the manifests, by namespace. */
export const servicesIn = derived((manifests: Manifests): ReadonlyMap<string, readonly string[]> => {
  const byNamespace = new Map<string, string[]>();
  for (const service of manifests.ofKind('Service')) {
    const names = entryOf(byNamespace, namespaceOf(service), () => []);
    if (names.length < 20 && textOf(service.metadata.name)) names.push(service.metadata.name);
  }
  return byNamespace;
});

/** What a Service selects, as a key; nothing for one without selector. */
export function selection(service: Manifest): string | undefined {
  const selector = Object.entries(mapOf(mapOf(service.spec).selector)).map(([key, value]) => `${key}=${show(value)}`);
  return selector.length > 0 ? `${namespaceOf(service)} ${selector.sort().join(',')}` : undefined;
}
