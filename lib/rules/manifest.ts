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

/** The namespace that an object is applied to; the one of kubectl's context, `default`, where it names none. */
export function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? 'default';
}
