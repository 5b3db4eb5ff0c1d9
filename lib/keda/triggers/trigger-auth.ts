import type { ApiObject } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import { Construct, type IConstruct, RootConstruct } from 'constructs';
import { CLUSTER_TRIGGER_AUTHENTICATION, TRIGGER_AUTHENTICATION } from '../../cluster/kinds';
import { Platform } from '../../cluster/platform';
import { checkName, checkText } from '../../core/checks';
import { callOf, fail } from '../../core/errors';
import { checkProps } from '../../core/props';
import { show } from '../../core/show';
import { createClusterObject, createObject } from '../../synth/create-object';
import { manifestOf } from '../../synth/manifest-of';
import { scopeOf } from '../../synth/new-construct';
import type { TriggerAuthOptions, TriggerAuthProps } from './trigger-auth-props';
import type { ITriggerAuth } from './trigger-auth-reference';

/** Options of TriggerAuth.fromSecret(). */
export interface TriggerAuthFromSecretProps extends TriggerAuthOptions {
  /** The Secret, in the namespace of the TriggerAuth, or in that of KEDA if it is cluster-wide. */
  readonly secret: ISecret;
  /** Key of the Secret, by parameter of the scaler: `{ password: 'pass' }`. */
  readonly parameters: { [parameter: string]: string };
}

/** Options of TriggerAuth.fromName(). */
export interface TriggerAuthFromNameOptions {
  /**
   * Whether it is a ClusterTriggerAuthentication.
   *
   * @default false
   */
  readonly cluster?: boolean;
}

const NEW = 'new TriggerAuth(scope, id, { secrets: [{ secret, parameters }] })';
const FROM_SECRET = 'TriggerAuth.fromSecret(scope, id, { secret, parameters })';

/** Fails for arguments of a wrong type, which plain JavaScript can pass. */
function checkCall(call: string, scope: unknown, id: unknown, props: unknown): void {
  const callee = call.slice(0, call.indexOf('('));
  const isConstruct = Construct.isConstruct(scope);
  const at = isConstruct ? scope : new RootConstruct();
  if (!isConstruct) fail(at, `the scope of ${callee} (${show(scope)}) must be a construct, such as a chart: write ${call}`);
  if (typeof id !== 'string') fail(at, `the id of ${callee} (${show(id)}) must be a string: write ${call}`);
  if (typeof props !== 'object' || props === null || Array.isArray(props))
    fail(at, `the props of ${callee} (${show(props)}) must be an object: write ${call}`);
}

/**
 * A TriggerAuthentication or ClusterTriggerAuthentication, from which KEDA reads the credentials of a trigger.
 *
 * Pass it to a trigger as `{ auth }`: `Trigger.kafka({ ... }, { auth })`.
 *
 * @example
 * const secret = Secret.fromSecretName(chart, 'credentials', 'kafka-credentials');
 * const auth = TriggerAuth.fromSecret(chart, 'kafka-auth', { secret, parameters: { username: 'user', password: 'password' } });
 * const trigger = Trigger.kafka({ bootstrapServers: ['kafka.data:9092'], consumerGroup: 'orders', topic: 'orders' }, { auth });
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export class TriggerAuth extends Construct implements ITriggerAuth {
  /** Creates an authentication whose parameters come from the keys of one Secret. */
  public static fromSecret(scope: Construct, id: string, props: TriggerAuthFromSecretProps): TriggerAuth {
    checkCall(FROM_SECRET, scope, id, props);
    const { secret, parameters, ...options } = props;
    if (secret === undefined) fail(scope, `the secret of TriggerAuth.fromSecret is missing: write ${FROM_SECRET}`);
    checkProps(scope, '', 'TriggerAuthFromSecretProps', props);
    return new TriggerAuth(scope, id, { ...options, secrets: [{ secret, parameters }] });
  }

  /** Refers to an existing authentication. Its parameters are unknown, and so not checked. */
  public static fromName(name: string, options: TriggerAuthFromNameOptions = {}): ITriggerAuth {
    checkProps(callOf('TriggerAuth.fromName()'), 'options', 'TriggerAuthFromNameOptions', options);
    return { name, kind: (options.cluster ? CLUSTER_TRIGGER_AUTHENTICATION : TRIGGER_AUTHENTICATION).kind, construct: undefined };
  }

  /** Name of the object. */
  public readonly name: string;

  /** TriggerAuthentication or ClusterTriggerAuthentication. */
  public readonly kind: string;

  /** The parameters that it provides to a scaler; undefined if a file holds them. */
  public readonly parameters?: string[];

  /** Provider of its pod identity. */
  public readonly podIdentityProvider?: string;

  /** This construct, which is applied before the scaled objects that use it. */
  public readonly construct: IConstruct | undefined;

  /** The TriggerAuthentication or ClusterTriggerAuthentication. */
  public readonly triggerAuthentication: ApiObject;

  constructor(scope: Construct, id: string, props: TriggerAuthProps) {
    checkCall(NEW, scope, id, props ?? {});
    super(scopeOf('TriggerAuth', scope, id), id);
    const given = props ?? {};
    checkProps(this, '', 'TriggerAuthProps', given);
    const cluster = given.cluster ?? false;
    this.name = given.name ?? id;
    checkText(this, 'name', this.name);
    checkName(this, 'name', this.name, { max: 63, because: 'it is the name of a Kubernetes object' });
    this.kind = (cluster ? CLUSTER_TRIGGER_AUTHENTICATION : TRIGGER_AUTHENTICATION).kind;
    const { renderAuth } = require('./render-auth') as typeof import('./render-auth');
    const { spec, parameters } = renderAuth(this, given, Platform.of(this));
    this.parameters = parameters;
    this.podIdentityProvider = given.podIdentity?.provider;
    this.construct = this;
    const metadata = { name: this.name };
    this.triggerAuthentication = cluster
      ? createClusterObject(this, this.kind, manifestOf(CLUSTER_TRIGGER_AUTHENTICATION, { metadata, spec }))
      : createObject(this, this.kind, manifestOf(TRIGGER_AUTHENTICATION, { metadata, spec }));
  }
}
