import { docstring, HEADER } from './header';
import type { DocumentedScaler } from './model';

/** Renders the class with a factory for each scaler. */
export function triggerSource(scalers: DocumentedScaler[]): string {
  const types = scalers.map(({ className }) => `  ${className}TriggerProps,\n`).join('');
  const factories = scalers.map(
    ({ type, factory, className, summary, page, since, deprecated }) =>
      docstring(
        [
          summary + (since ? ` Needs KEDA ${since} or newer.` : ''),
          `@see https://keda.sh/docs/latest/scalers/${page}/`,
          ...(deprecated ? [`@deprecated since KEDA ${deprecated.since}: see ${deprecated.see}`] : []),
        ],
        '  ',
      ) +
      `  public static ${factory}(props: ${className}TriggerProps, options: TriggerOptions = {}): Trigger {\n` +
      `    return new Trigger('${type}', props, options);\n  }\n`,
  );
  return `${HEADER}import type {
${types}} from './scalers';
import { TriggerBase } from './trigger-base';
import type { TriggerOptions } from './trigger-options';

/**
 * A trigger on which an app is scaled: a metric that one of KEDA's scalers reads.
 *
 * @example
 * const triggers = [
 *   Trigger.redis({ address: 'redis.data:6379', listName: 'jobs', listLength: 10 }),
 *   Trigger.cron({ timezone: 'Europe/Vienna', start: '0 7 * * 1-5', end: '0 19 * * 1-5', desiredReplicas: 2 }),
 * ];
 *
 * @see https://keda.sh/docs/latest/scalers/
 */
export class Trigger extends TriggerBase {
${factories.join('\n')}
  /**
   * Creates a trigger of a scaler without a factory. Neither its keys nor their values are checked.
   *
   * @param type type of the scaler
   * @param metadata parameters of the scaler, as KEDA reads them
   */
  public static of(type: string, metadata: { [key: string]: string }, options: TriggerOptions = {}): Trigger {
    return new Trigger(type, metadata, options, true);
  }
}
`;
}
