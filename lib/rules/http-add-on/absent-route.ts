import { show } from '../fields';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { RuleContext } from '../rule';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from './api';

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
  const namespaces = namespacesOf(manifests, kind).get(name) ?? [];
  // What names no namespace goes to the one that it is applied to.
  if (namespaces.length > 0 && (object.metadata.namespace === undefined || namespaces.includes(undefined))) return;
  const [elsewhere] = namespaces;
  const message = elsewhere
    ? `${seen} stands in namespace ${elsewhere}, and is looked up in ${namespace}, that of the ScaledObject`
    : `${seen} is not among these manifests in namespace ${namespace}: without it the scaler reports no metric`;
  const fix = elsewhere
    ? 'put route, ScaledObject, workload and Service into one namespace'
    : `write the name of an ${short(kind)} in ${namespace}`;
  report({ path, message, fix, severity: 'warning' });
}

type Namespaces = ReadonlyMap<string, readonly (string | undefined)[]>;

const CACHE = new WeakMap<Manifests, Map<string, Namespaces>>();

/** The namespaces in which a kind has an object of a name. */
function namespacesOf(manifests: Manifests, kind: string): Namespaces {
  const byKind = CACHE.get(manifests) ?? new Map<string, Namespaces>();
  CACHE.set(manifests, byKind);
  const known = byKind.get(kind);
  if (known) return known;
  const namespaces = new Map<string, (string | undefined)[]>();
  for (const { metadata } of manifests.ofKind(kind)) {
    const list = namespaces.get(metadata.name);
    if (list) list.push(metadata.namespace);
    else namespaces.set(metadata.name, [metadata.namespace]);
  }
  byKind.set(kind, namespaces);
  return namespaces;
}
