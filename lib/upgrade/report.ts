import type { ObjectReference } from '../rules/finding';

/** Where something stands: an object, and a field of it. */
export interface Place {
  readonly object: ObjectReference;
  /** Position of the object among the manifests, from 0. */
  readonly index: number;
  /** Field, such as `spec.hosts`; empty for the object as a whole. */
  readonly path: string;
}

/** What an upgrade does to one field of one object. */
export interface Effect extends Place {
  readonly rule: string;
  /** First release with the effect. */
  readonly release: string;
  readonly message: string;
  readonly fix: string;
  readonly link: string;
  /** Whether `cdk8s-wasm migrate` writes what the fix says. */
  readonly migrate: boolean;
}

/** A change of behavior, and the places that it concerns. */
export interface Concern {
  readonly id: string;
  readonly release: string;
  readonly what: string;
  readonly remedy: string;
  readonly link: string;
  readonly places: readonly Place[];
}

/** The upgrade of one component, with all that it does to the manifests. */
export interface Step {
  readonly component: string;
  /** Name of the project. */
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** The releases to install in turn; the last is `to`. */
  readonly through: readonly string[];
  /** What the order and the other components have to do with it. */
  readonly notes: readonly string[];
  /** The objects that are refused, or that can no longer work. */
  readonly breaks: readonly Effect[];
  /** Behavior that is different. */
  readonly changes: readonly Concern[];
  /** New warnings, such as those of deprecated kinds and fields. */
  readonly warnings: readonly Effect[];
  /** Known defects that the new releases bring. */
  readonly defects: readonly Effect[];
  /** Findings that are gone. */
  readonly cures: readonly Effect[];
}

/** The effects of an upgrade on manifests. */
export interface UpgradeReport {
  readonly steps: readonly Step[];
  /** Number of errors that the manifests have before and after the upgrade. */
  readonly errorsBefore: number;
  readonly objects: number;
}

/** Whether something breaks: an error of a rule, or a defect that is one. */
export function breaks({ steps }: UpgradeReport): boolean {
  return steps.some((step) => step.breaks.length > 0);
}
