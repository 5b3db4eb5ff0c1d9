import type { Parameter, Scaler } from '../../lib/keda/scalers/definition';

/** A parameter with its documentation. */
export interface DocumentedParameter extends Parameter {
  readonly key: string;
  readonly propName: string;
  readonly doc?: string;
  readonly default?: string;
  /** Name of the enum, which scalers may share. */
  readonly enumName?: string;
  /** Whether an element may be a range such as `5-8`. */
  readonly ranges?: boolean;
}

/** One type of trigger. */
export interface DocumentedScaler extends Omit<Scaler, 'params'> {
  readonly type: string;
  /** `AwsSqsQueue` */
  readonly className: string;
  /** `awsSqsQueue` */
  readonly factory: string;
  /** Page of KEDA's documentation. */
  readonly page: string;
  readonly summary: string;
  readonly notes: string[];
  /** Whether the address may be that of a store of this library. */
  readonly store: boolean;
  readonly params: DocumentedParameter[];
}
