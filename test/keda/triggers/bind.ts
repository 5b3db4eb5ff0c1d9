import { App, Chart } from 'cdk8s';
import { type ITriggerAuth, Platform, Trigger, TriggerAuth, type TriggerOptions } from '../../../lib';

/** An authentication that exists already, with unknown parameters. */
export const auth = TriggerAuth.fromName('auth');

/** An authentication that gives the named parameters. */
export function giving(...parameters: string[]): ITriggerAuth {
  return { name: 'auth', kind: 'TriggerAuthentication', parameters, construct: undefined };
}

/** An authentication with a pod identity and the named parameters. */
export function identity(podIdentityProvider: string, ...parameters: string[]): ITriggerAuth {
  return { ...giving(...parameters), podIdentityProvider };
}

/** Creates a trigger by the factory of its type: `aws-sqs-queue` by `Trigger.awsSqsQueue()`. */
export function create(type: string, props: object, options?: TriggerOptions): Trigger {
  const factory = type.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return (Trigger as unknown as { [name: string]: (props: object, options?: TriggerOptions) => Trigger })[factory](props, options);
}

/** Renders a trigger as the library does for a ScaledObject. */
export function bind(trigger: Trigger, platform: { readonly keda?: string } = {}) {
  return bindIn(chartOf(platform, 'chart'), trigger);
}

function chartOf(platform: { readonly keda?: string }, id: string): Chart {
  const chart = new Chart(new App(), id);
  Platform.target(chart, platform);
  return chart;
}

function bindIn(chart: Chart, trigger: Trigger) {
  return trigger._bind(chart, 'triggers[0]', Platform.of(chart));
}

const SHARED = chartOf({}, 'chart');
let charts = 0;

/** The message with which a trigger fails, or nothing if it is rendered. Each declared platform has a chart, and thereby warnings, of its own. */
export function failureOf(trigger: Trigger, platform?: { readonly keda?: string }): string | undefined {
  const { prepareStackTrace } = Error;
  // jest maps each stack to the sources, which takes ten times as long as the trigger
  Error.prepareStackTrace = () => '';
  try {
    bindIn(platform ? chartOf(platform, `chart-${charts++}`) : SHARED, trigger);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/ \[chart[-\d]*\]$/, '');
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** Asserts the whole message with which a trigger fails. */
export function fails(trigger: Trigger, message: string, keda?: string): void {
  expect(() => bind(trigger, { keda })).toThrow(new Error(`${message} [chart]`));
}
