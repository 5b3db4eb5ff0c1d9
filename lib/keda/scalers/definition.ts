import { compareVersions } from '../../cluster/supported-versions';
import type { Form } from './forms';

/** Source of a parameter: the metadata of the trigger, an environment variable of the target's container, or the authentication. */
export type Source = 'metadata' | 'env' | 'auth';

/** Type of a parameter in the props, which determines how it is rendered. */
export type Kind = 'string' | 'int' | 'number' | 'boolean' | 'duration' | 'list' | 'intList' | 'map' | 'enum';

/** A parameter that KEDA reads, or used to read. */
export interface Parameter {
  /** Name of the prop, if it differs from KEDA's key. */
  readonly prop?: string;
  readonly kind: Kind;
  readonly from: readonly Source[];
  /** Whether KEDA fails without it, whatever else is set. */
  readonly required?: boolean;
  /** Separator of the elements of a list or a map. */
  readonly separator?: string;
  /** Separator of key and value in a map. */
  readonly assign?: string;
  /** Prefix of the metadata keys that hold the entries of a map. */
  readonly prefix?: string;
  /** Format of a duration: a number of this unit, or a Go duration string. */
  readonly unit?: 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'go';
  /** Form that KEDA's code parses a string by. */
  readonly form?: Form;
  readonly enum?: readonly string[];
  /** First KEDA release that knows a member of the enum, if newer than the parameter. */
  readonly enumSince?: { readonly [member: string]: string };
  /** Elements of a list that exclude each other. */
  readonly exclusive?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  /** Whether it is the target of the Horizontal Pod Autoscaler. */
  readonly target?: boolean;
  /** Whether KEDA reads the number as a string. */
  readonly textual?: boolean;
  /** First KEDA release that reads it, if newer than 2.14. */
  readonly since?: string;
  /** First KEDA release that reads it from a source, if newer than the parameter. */
  readonly fromSince?: { readonly [source in Source]?: string };
  /** Deprecation of a parameter that KEDA still reads. */
  readonly deprecated?: { readonly since: string; readonly use?: string };
  /** Removal of a parameter: KEDA fails on it, or silently ignores it. */
  readonly removed?: { readonly since: string; readonly use?: string; readonly effect: 'error' | 'ignored' };
}

/** Condition on a parameter under which a rule applies: present with any value, true, or one of a list. */
export type Condition = '*' | true | readonly string[];

/** A rule on which parameters exclude or need each other. `podIdentity` refers to a pod identity in the authentication. */
export interface Rule {
  /** First KEDA release that has the rule, and first without it. */
  readonly since?: string;
  readonly until?: string;
  /** Whether KEDA passes it over in a ScaledObject with scalingModifiers, whose target stands for those of the triggers. */
  readonly withoutFormula?: boolean;
  readonly when?: { readonly [key: string]: Condition };
  readonly allOf?: readonly string[];
  readonly atLeastOne?: readonly string[];
  readonly exactlyOne?: readonly string[];
  readonly atMostOne?: readonly string[];
  readonly allOrNone?: readonly string[];
  readonly noneOf?: readonly string[];
}

/** The parameters of one trigger type, as KEDA's code reads them. */
export interface Scaler {
  /** First KEDA release that has it, if newer than 2.14. */
  readonly since?: string;
  /** Deprecation of a scaler that KEDA still has, and the release that is announced to remove it. */
  readonly deprecated?: { readonly since: string; readonly removal?: string; readonly see: string };
  /** First KEDA release that reads its numbers as JSON does: .5, 05 and +5 are none. The releases before parse them as Go does. */
  readonly jsonNumbers?: string;
  readonly params: { readonly [key: string]: Parameter };
  readonly rules: readonly Rule[];
  /** Values that `metricType` accepts. */
  readonly metricTypes: readonly string[];
  readonly metricTypeRequired?: boolean;
  /** Pod identity providers that the scaler supports. */
  readonly podIdentities: readonly string[];
}

/** Returns the first KEDA release that reads a parameter from a source, if newer than 2.14. */
export function sinceOf({ since, fromSince }: Parameter, source: Source): string | undefined {
  return fromSince?.[source] ?? since;
}

/** Describes the deprecation of a scaler. */
export function deprecationOf({ since, removal }: { readonly since: string; readonly removal?: string }): string {
  return `is deprecated since KEDA ${since}${removal === undefined ? '' : `, and will be removed in ${removal}`}`;
}

/** Whether a release of KEDA has a rule. */
export function isInForce({ since, until }: Rule, keda: string): boolean {
  return (since === undefined || compareVersions(keda, since) >= 0) && (until === undefined || compareVersions(keda, until) < 0);
}

/** Returns the name of a parameter's prop. */
export function propOf(scaler: Scaler, key: string): string {
  return scaler.params[key]?.prop ?? key;
}
