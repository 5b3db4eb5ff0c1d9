import { interceptorOf } from '../routing/interceptor';
import type { Context } from '../rule';
import { textOf } from '../values';

const DEFAULT = 'keda';

/** Namespaces that KEDA may be in: where these manifests install it, that of the add-on, and the default one. */
export function kedaNamespaces({ manifests, cluster }: Context): string[] {
  const operators = [...manifests.named('apps/Deployment', 'keda-operator'), ...manifests.ofKind('keda.sh/KedaController')];
  const installed = operators.flatMap(({ metadata }) => textOf(metadata.namespace) ?? []);
  return [...new Set([...installed, interceptorOf(cluster).namespace, DEFAULT])];
}
