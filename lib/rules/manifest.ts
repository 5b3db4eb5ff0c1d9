/** A field of a manifest, of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: a manifest is what somebody wrote, rules ask it step by step
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

/** What was put together before: a text that is made anew has to be read anew by every map it is looked up in. */
const kinds = new Map<string, Map<string, string>>();
const MOST_VERSIONS = 1_000;

/** Group and kind as rules name them: `keda.sh/ScaledObject`, `Service` for the core group. */
export function kindOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  const known = kinds.get(apiVersion)?.get(kind);
  if (known !== undefined) return known;
  const group = groupOf(apiVersion);
  const full = group ? `${group}/${kind}` : kind;
  if (kinds.size < MOST_VERSIONS) kinds.set(apiVersion, (kinds.get(apiVersion) ?? new Map()).set(kind, full));
  return full;
}

/** The namespace that an object is applied to; the one of kubectl's context, `default`, where it names none. */
export function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? 'default';
}
