/** What a requirement is. */
export enum RequirementKind {
  /** Something that is installed: an operator, a controller, a plugin. */
  COMPONENT = 'component',
  /** A kind of object that the API server must know. */
  CRD = 'crd',
  /** A setting of something that is installed. */
  SETTING = 'setting',
  /** Something that nodes must have: a runtime in containerd, labels. */
  NODE = 'node',
  /** An object that must be there, such as a Secret. */
  OBJECT = 'object',
  /** An address that must answer. */
  ENDPOINT = 'endpoint',
}

/** One thing that manifests need of the cluster, and do not bring themselves. */
export interface Requirement {
  readonly kind: RequirementKind;

  /** What is needed: `KEDA`, `scaledobjects.keda.sh`, `kubernetes.podspec-nodeselector`, the name of an object, an address. */
  readonly name: string;

  /** Kind of the object that is needed, such as `Secret`. */
  readonly objectKind?: string;

  /** Namespace of the object; absent where the manifests name none, and for objects of the whole cluster. */
  readonly namespace?: string;

  /** The version to install: the release that the platform declares; of a CRD, the version that must be served. */
  readonly version?: string;

  /** Oldest release that has everything that is used, of those that this library knows. */
  readonly minimum?: string;

  /** What makes it the oldest: a field and its object. Absent where every release that this library knows will do. */
  readonly minimumReason?: string;

  /** First release that has something no more that is used. */
  readonly below?: string;

  /** What is gone by then. */
  readonly belowReason?: string;

  /** Parts that are needed, such as the keys of a Secret. */
  readonly details: string[];

  /** What to know of it. */
  readonly note?: string;

  /** The objects that need it, as `Kind namespace/name`. */
  readonly neededBy: string[];

  /** Commands that install it. */
  readonly install: string[];

  /** Where upstream says how. */
  readonly link?: string;
}
