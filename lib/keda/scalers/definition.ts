/** Where KEDA reads a parameter from: the trigger's metadata, a variable of the target's container, the authentication. */
export type Source = 'metadata' | 'env' | 'auth';

/** How a parameter is typed in the props, and thereby written. */
export type Kind = 'string' | 'int' | 'number' | 'boolean' | 'duration' | 'list' | 'intList' | 'map' | 'enum';

/** A parameter that KEDA reads, or no longer reads. */
export interface Parameter {
  /** What the props call it, where that differs from KEDA's key. */
  readonly prop?: string;
  readonly kind: Kind;
  readonly from: readonly Source[];
  /** KEDA fails without it, whatever else is set. */
  readonly required?: boolean;
  /** Between the elements of a list or a map. */
  readonly separator?: string;
  /** Between key and value in a map. */
  readonly assign?: string;
  /** A map whose entries are keys of the metadata, each with this prefix. */
  readonly prefix?: string;
  /** How a duration is written: as a number of this unit, or as Go duration text. */
  readonly unit?: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'go';
  readonly enum?: readonly string[];
  /** Elements of a list that exclude each other. */
  readonly exclusive?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  /** First KEDA release that reads it, where that is newer than 2.14. */
  readonly since?: string;
  /** Announced to go: still read. */
  readonly deprecated?: { readonly since: string; readonly use?: string };
  /** Gone: KEDA fails on it, or passes it over in silence. */
  readonly removed?: { readonly since: string; readonly use?: string; readonly effect: 'error' | 'ignored' };
}

/** Values of a parameter that make a rule apply: any at all, on, or one of a list. */
export type Condition = '*' | true | readonly string[];

/** What parameters exclude or need. `podIdentity` stands for a pod identity in the authentication. */
export interface Rule {
  readonly when?: { readonly [key: string]: Condition };
  readonly allOf?: readonly string[];
  readonly atLeastOne?: readonly string[];
  readonly exactlyOne?: readonly string[];
  readonly atMostOne?: readonly string[];
  readonly allOrNone?: readonly string[];
  readonly noneOf?: readonly string[];
}

/** What KEDA's code reads for one type of trigger. */
export interface Scaler {
  /** First KEDA release that has it, where that is newer than 2.14. */
  readonly since?: string;
  /** Announced to go: still there. */
  readonly deprecated?: { readonly since: string; readonly see: string };
  readonly params: { readonly [key: string]: Parameter };
  readonly rules: readonly Rule[];
  /** What `metricType` may be. */
  readonly metricTypes: readonly string[];
  readonly metricTypeRequired?: boolean;
  /** Providers of pod identities that the scaler can use. */
  readonly podIdentities: readonly string[];
}

/** Returns the name that the props give a parameter. */
export function propOf(scaler: Scaler, key: string): string {
  return scaler.params[key]?.prop ?? key;
}
