import { inNamespace, type Manifest, namespaceOf } from '../manifest';
import type { RuleContext } from '../rule';
import { show } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from './upstream';

/** Says of a route that a trigger names and that is not in its namespace what was found instead. */
export function absentRoute(object: Manifest, path: string, name: string, kind: string, { manifests, report }: RuleContext): void {
  const namespace = namespaceOf(object);
  if (manifests.find(kind, namespace, name)) return;
  const other = kind === INTERCEPTOR_ROUTE ? HTTP_SCALED_OBJECT : INTERCEPTOR_ROUTE;
  const key = kind === INTERCEPTOR_ROUTE ? 'interceptorRoute' : 'httpScaledObject';
  const seen = `${key} (${show(name)})`;
  const short = (full: string) => full.slice(full.indexOf('/') + 1);
  if (manifests.find(other, namespace, name)) {
    const right = other === INTERCEPTOR_ROUTE ? 'interceptorRoute' : 'httpScaledObject';
    report({
      path,
      message: `${seen} is the name of an ${short(other)}, not of an ${short(kind)}`,
      fix: `write ${right}: ${name}`,
      severity: 'warning',
    });
    return;
  }
  const namespaces = manifests.named(kind, name).map(({ metadata }) => metadata.namespace);
  // What names no namespace goes to the one that it is applied to.
  if (namespaces.length > 0 && (object.metadata.namespace === undefined || namespaces.includes(undefined))) return;
  const [elsewhere] = namespaces;
  const message = elsewhere
    ? `${seen} is in namespace ${elsewhere}, and is looked up in ${namespace}, that of the ScaledObject`
    : `${seen} is not among these manifests ${inNamespace(namespace)}: without it the scaler reports no metric`;
  const fix = elsewhere
    ? 'put route, ScaledObject, workload and Service into one namespace'
    : `write the name of an ${short(kind)} of the same namespace`;
  report({ path, message, fix, severity: 'warning', ...(!elsewhere && { absent: true as const }) });
}
