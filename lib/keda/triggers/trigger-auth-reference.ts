import type { IConstruct } from 'constructs';

/** Reference of a trigger to a TriggerAuthentication or ClusterTriggerAuthentication. */
export interface ITriggerAuth {
  /** Name of the object. */
  readonly name: string;

  /** TriggerAuthentication or ClusterTriggerAuthentication. */
  readonly kind: string;

  /**
   * The parameters that it provides to a scaler.
   *
   * @default - unknown
   */
  readonly parameters?: string[];

  /**
   * Provider of its pod identity, such as `aws`.
   *
   * @default - none; unknown if the parameters are unknown
   */
  readonly podIdentityProvider?: string;

  /**
   * The construct that creates it, which is applied before the scaled objects that use it.
   *
   * The property is not optional, so that the compiler rejects a Secret in its place, which has a name and a kind, too.
   *
   * @default - undefined: it exists already
   */
  readonly construct: IConstruct | undefined;
}
