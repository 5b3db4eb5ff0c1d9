import type { Manifest } from '../rules/manifest';

/** What the kustomizations around the files need of them. */
export interface Overlays {
  /** Whether a file is a patch, and its documents are no objects of their own. */
  isPatch(file: string): boolean;
  /** Returns the kustomization that patches an object, or refers to its fields. */
  patches(file: string, object: Manifest): string | undefined;
  /** Returns the kustomization that names a file, which must not become empty. */
  names(file: string): string | undefined;
  /** Returns the kustomizations that apply a file and that no other one includes: each is an environment. */
  environments(file: string): readonly string[];
}

export const NO_OVERLAYS: Overlays = { isPatch: () => false, patches: () => undefined, names: () => undefined, environments: () => [] };
