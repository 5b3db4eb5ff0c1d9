import type { Cluster } from './cluster';
import type { Severity } from './finding';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';

/** The surroundings of an object. */
export interface Context {
  /** All objects that are checked together, for rules that several objects break together. */
  readonly manifests: Manifests;
  /** The cluster that they are for. */
  readonly cluster: Cluster;
}

/** Takes the problems of one object. */
export type Report = (problem: Problem) => void;

/** The context of a rule that looks at one object. */
export interface RuleContext extends Context {
  readonly report: Report;
}

/** A place that breaks a rule. */
export interface Problem {
  /** Field, such as `spec.triggers[0].type`; empty for the object as a whole. */
  readonly path: string;
  /** What is wrong with the value seen: lower case, no period. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** Where this problem weighs less or more than the rule. */
  readonly severity?: Severity;
  /** Whether something is only missing among these objects, and may be on the cluster or in another repository. */
  readonly absent?: true;
}

/** One thing that the cluster would refuse, or that could never work. */
export interface Rule {
  /** Stable id, `<upstream>/<what>`: `keda/replica-bounds`. It is what an annotation silences. */
  readonly id: string;
  readonly severity: Severity;
  /** What the rule says, in one line, as the docs show it. */
  readonly title: string;
  /** Why the cluster behaves so: one sentence, in the upstream's terms. */
  readonly rationale: string;
  /** Where the behaviour comes from: upstream source or issue. */
  readonly link: string;
  /**
   * Why what the rule calls an error can never work where the API server, with all webhooks, accepts it. Left out where it refuses whatever the rule finds.
   * The tests with a control plane hold every rule to it.
   */
  readonly accepted?: string;
  /** Kinds that the rule looks at, such as `keda.sh/ScaledObject`; `*` for every object. */
  readonly kinds: readonly string[];
  /** Reports the problems of one object. */
  check(object: Manifest, context: RuleContext): void;
}
