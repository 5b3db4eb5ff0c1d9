import type { Manifest } from '../rules/manifest';

/** A kind that the API server serves. */
export interface Resource {
  readonly kind: string;
  /** Plural, as in paths: `scaledobjects`. */
  readonly name: string;
  readonly namespaced: boolean;
}

/** A kind that could not be read. */
export interface Unread {
  /** Group and kind: `Node`, `keda.sh/ScaledObject`. */
  readonly kind: string;
  /** Plural and API group, for the remedy. */
  readonly resource: string;
  readonly group: string;
  /** Namespace where it could not be read; everywhere where it is absent. */
  readonly namespace?: string;
  /** The one namespace where it could be read all the same. */
  readonly except?: string;
  /** 403: not permitted. */
  readonly status: number;
}

/** What was read of a cluster, as plain data: diagnoses are functions of it. */
export interface Snapshot {
  /** Address of the API server. */
  readonly server: string;
  /** Version of Kubernetes, as the server says it: `v1.37.2`. */
  readonly kubernetes: string;
  /** When it was read, in ISO 8601. */
  readonly at: string;
  /** Namespaces whose objects were read; all where it is absent. */
  readonly namespaces?: readonly string[];
  /** The objects, with their status. Objects of which only the metadata was read have no spec. */
  readonly objects: readonly Manifest[];
  /** Kinds by group and version, of the groups that were asked for. */
  readonly served: { readonly [groupVersion: string]: readonly Resource[] };
  readonly unread: readonly Unread[];
}
