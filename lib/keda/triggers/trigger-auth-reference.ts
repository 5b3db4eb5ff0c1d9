import type { IConstruct } from 'constructs';

/** What a trigger must know of the TriggerAuthentication or ClusterTriggerAuthentication that it names. */
export interface ITriggerAuth {
  /** Name of the object. */
  readonly name: string;

  /** TriggerAuthentication or ClusterTriggerAuthentication. */
  readonly kind: string;

  /**
   * The parameters that it gives to a scaler.
   *
   * @default - unknown
   */
  readonly parameters?: string[];

  /**
   * Provider of its pod identity, such as `aws`.
   *
   * @default - none; unknown where the parameters are unknown
   */
  readonly podIdentityProvider?: string;

  /**
   * The construct that emits it, which is applied before what uses it.
   *
   * It is never left out, so that the compiler tells an authentication from a Secret, which has a name and a kind too.
   *
   * @default - undefined: it exists already
   */
  readonly construct: IConstruct | undefined;
}
