import type { Cluster } from '../rules/cluster';
import type { Declaration } from '../rules/declared';
import type { Manifest } from '../rules/manifest';
import type { App } from './apps';
import type { ClusterView } from './view';

/** `error`: something does not work; `warning`: it may not, or not as expected; `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What a diagnosis looks at. */
export interface Patient {
  readonly view: ClusterView;
  readonly apps: readonly App[];
  /** The cluster that the manifests are for: what is declared, and for the rest what was seen. */
  readonly cluster: Cluster;
  readonly declared: Declaration;
  /** The manifests that were passed; those of the cluster where none were. */
  readonly manifests: readonly Manifest[];
  /** Whether manifests were passed. */
  readonly hasFiles: boolean;
}

/** A sign of a diagnosis on one object. */
export interface Sign {
  /** The object: `ScaledObject shop/worker`. */
  readonly about: string;
  /** What is seen on the cluster: a condition, an event, an absent object. */
  readonly seen: string;
  /** Commands, which start with the name of a program, and sentences. */
  readonly remedy: readonly string[];
  readonly severity?: Severity;
}

/** Something that can be wrong: data, and a pure function that finds it. */
export interface Diagnosis {
  /** Stable, such as `keda/not-ready`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** Why the cluster behaves this way, in one or two sentences. */
  readonly why: string;
  find(patient: Patient): Iterable<Sign>;
}

/** A sign that was found, with its diagnosis. */
export interface Finding extends Required<Sign> {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The app that it concerns: `shop/worker`. */
  readonly app?: string;
}
