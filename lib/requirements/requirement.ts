/** Kinds of requirements. */
export enum RequirementKind {
  /** A component to install: an operator, a controller, a plugin. */
  COMPONENT = 'component',
  /** A CustomResourceDefinition. */
  CRD = 'crd',
  /** A setting of a component. */
  SETTING = 'setting',
  /** A property of nodes: a runtime of containerd, a label. */
  NODE = 'node',
  /** An object that must exist, such as a Secret. */
  OBJECT = 'object',
  /** An address that KEDA queries. */
  ENDPOINT = 'endpoint',
}

/** A prerequisite of manifests that they do not contain themselves. */
export interface Requirement {
  readonly kind: RequirementKind;

  /** Name: `KEDA`, `scaledobjects.keda.sh`, `kubernetes.podspec-nodeselector`, the name of an object, an address. */
  readonly name: string;

  /** Kind of the object, such as `Secret`. */
  readonly objectKind?: string;

  /** Namespace of the object; absent if the manifests name none, and for cluster-scoped objects. */
  readonly namespace?: string;

  /** Version to install, as the platform declares it; for a CRD, the version that must be served. */
  readonly version?: string;

  /** Oldest supported release that has every feature in use. */
  readonly minimum?: string;

  /** The feature that determines the minimum: a field and its object. Absent if every supported release has all features. */
  readonly minimumReason?: string;

  /** First release that lacks a feature in use. */
  readonly below?: string;

  /** The feature that this release lacks. */
  readonly belowReason?: string;

  /** Required parts, such as the keys of a Secret. */
  readonly details: string[];

  /** A remark for people. */
  readonly note?: string;

  /** Objects that need it, as `Kind namespace/name`. */
  readonly neededBy: string[];

  /** Commands that install it. */
  readonly install: string[];

  /** Upstream documentation. */
  readonly link?: string;
}
