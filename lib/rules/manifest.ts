/** A field of a manifest, of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: a manifest is what a user wrote, rules ask it step by step
export type Value = any;

/** An object as it is applied: plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [name: string]: string };
    readonly annotations?: { readonly [name: string]: string };
    readonly [field: string]: Value;
  };
  readonly [field: string]: Value;
}

/** API group of an apiVersion; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Group and kind as rules name them: `keda.sh/ScaledObject`, `Service` for the core group. */
export function kindOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  const group = groupOf(apiVersion);
  return group ? `${group}/${kind}` : kind;
}

/** The namespace of an object that names none: kubectl's context, a kustomization or a GitOps controller gives it one. */
export const UNKNOWN_NAMESPACE = '';

/** The namespace that an object is applied to, or `UNKNOWN_NAMESPACE`. */
export function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? UNKNOWN_NAMESPACE;
}

/** Whether two namespaces may be the same one: an unknown one may be any. */
export function maySameNamespace(one: string, other: string): boolean {
  return one === other || one === UNKNOWN_NAMESPACE || other === UNKNOWN_NAMESPACE;
}

/** Shows the namespace of an object in a message: `in namespace shop`, or what is assumed of one that names none. */
export function inNamespace(namespace: string): string {
  return namespace === UNKNOWN_NAMESPACE ? 'in the namespace that it is applied to' : `in namespace ${namespace}`;
}
