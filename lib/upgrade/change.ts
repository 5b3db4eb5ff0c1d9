import type { Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';

/** A change of a release by which manifests that stay valid mean something else. */
export interface Change {
  /** Stable id: `http-add-on/readiness-wait`. */
  readonly id: string;
  /** The component, as SUPPORTED names it. */
  readonly component: string;
  /** First release with the change: a minor version. */
  readonly release: string;
  /** What is different: lower case, no period. */
  readonly what: string;
  /** What to write to keep the former behavior, or what to look at. */
  readonly remedy: string;
  readonly link: string;
  /** Kinds that the change can concern: `keda.sh/ScaledObject`; `*` for every kind. */
  readonly kinds: readonly string[];
  /** The fields by which an object is concerned; none where it is not. An empty path is the object as a whole. */
  fields(object: Manifest, context: Context): readonly string[];
}
