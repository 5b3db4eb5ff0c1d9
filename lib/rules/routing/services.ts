/** The Services that objects lead to, those of the manifests and those that operators make. */
import { number, record, text } from '../http-add-on/values';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';

/** Kinds of which an operator makes a Service of the same name. */
const MAKERS = ['core.spinkube.dev/SpinApp', 'core.spinoperator.dev/SpinApp', 'serving.knative.dev/Service', 'serving.knative.dev/Route'];

export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly targetPort?: number | string;
  readonly appProtocol?: string;
}

/** The ports of a Service; nothing where they are not given in a readable form. */
export function portsOf({ spec }: Manifest): readonly ServicePort[] | undefined {
  const { ports } = record(spec);
  if (!Array.isArray(ports)) return undefined;
  return ports.every((port) => number(record(port).port) !== undefined) ? ports : undefined;
}

/** The ports as a reader looks for them: `80 (http), 9090`. */
export function listPorts(ports: readonly ServicePort[]): string {
  return ports.map(({ port, name }) => (name ? `${port} (${name})` : `${port}`)).join(', ');
}

/** Whether some other object makes a Service of that name. */
export function isMade(manifests: Manifests, namespace: string, name: string): boolean {
  return MAKERS.some((kind) => manifests.find(kind, namespace, name));
}

const CACHE = new WeakMap<Manifests, ReadonlyMap<string, readonly string[]>>();

/** The first names of Services among the manifests of a namespace. */
export function servicesIn(manifests: Manifests, namespace: string): readonly string[] {
  const known = CACHE.get(manifests);
  if (known) return known.get(namespace) ?? [];
  const byNamespace = new Map<string, string[]>();
  for (const service of manifests.ofKind('Service')) {
    const names = byNamespace.get(namespaceOf(service)) ?? [];
    if (names.length < 20 && text(service.metadata.name)) names.push(service.metadata.name);
    byNamespace.set(namespaceOf(service), names);
  }
  CACHE.set(manifests, byNamespace);
  return byNamespace.get(namespace) ?? [];
}

/** What a Service selects, as a key; nothing for one without selector. */
export function selection(service: Manifest): string | undefined {
  const selector = Object.entries(record(record(service.spec).selector)).map((pair) => pair.map(String).join('='));
  return selector.length > 0 ? `${namespaceOf(service)} ${selector.sort().join(',')}` : undefined;
}
