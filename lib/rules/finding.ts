/** How sure a finding is. */
export type Severity =
  /** The cluster would refuse the object, or it could never work. */
  | 'error'
  /** It depends on the cluster, or works in another way than it reads. */
  | 'warning'
  /** Worth knowing, and harmless: it fails no check and is not printed at synthesis. */
  | 'note';

/** The object that a finding is about. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What a rule says of one place in one object. */
export interface Finding {
  /** Stable id of the rule, such as `keda/replica-bounds`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly object: ObjectReference;
  /** Position of the object among those that were checked, from 0. */
  readonly index: number;
  /** Field, such as `spec.triggers[0].metadata.threshold`; empty for the object as a whole. */
  readonly path: string;
  /** What is wrong, with the value seen: lower case, no period. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** Where the rule comes from. */
  readonly link: string;
  /** Whether it is about an object that is not among those that were checked, and may be elsewhere. */
  readonly absent?: true;
}
