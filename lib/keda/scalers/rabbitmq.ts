import { and, or } from '../../core/words';
import { masked } from './addresses';
import { type Breach, labelOf, type Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

/** Schemes of `host` that KEDA accepts for each protocol (pkg/scalers/rabbitmq_scaler.go, Validate). */
const SCHEMES: { readonly [protocol: string]: readonly string[] } = { amqp: ['amqp', 'amqps'], http: ['http', 'https'] };

/** Parameters that only the management API supports; the last four are credentials for it. */
const HTTP_ONLY = ['useRegex', 'excludeUnacknowledged', 'workloadIdentityResource', 'oauthTokenURI', 'clientID', 'clientSecret'];
const HTTP_ONLY_MODES = ['MessageRate', 'DeliverGetRate', 'PublishedToDeliveredRatio', 'ExpectedQueueConsumptionTime'];

/**
 * Yields the violated requirements of a RabbitMQ trigger, whose protocol follows from the scheme of its host.
 *
 * A `protocol` that differs from the scheme does not work: the AMQP client rejects an http address, and the HTTP client an amqp one.
 */
export function* rabbitmqBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  const { verb } = writing;
  const host = given.valueOf('host');
  const shown = JSON.stringify(masked(host ?? ''));
  const declared = given.valueOf('protocol') ?? 'auto';
  const scheme = host === undefined ? undefined : (/^([a-z][a-z0-9+.-]*):/i.exec(host)?.[1].toLowerCase() ?? '');
  const protocol = Object.keys(SCHEMES).find((name) => scheme !== undefined && SCHEMES[name].includes(scheme));
  if (host !== undefined && (protocol === undefined || (Object.hasOwn(SCHEMES, declared) && declared !== protocol))) {
    yield {
      message: `has the host ${shown}, which ${protocol ? `does not fit protocol ${declared}` : 'has no scheme that KEDA knows'}`,
      remedy: `${verb} one that starts with ${or((SCHEMES[declared] ?? Object.values(SCHEMES).flat()).map((name) => `${name}://`))}`,
    };
    return;
  }
  if ((protocol ?? declared) !== 'amqp') return;
  // with an explicit protocol amqp, the rules of the definition report these parameters
  if (host !== undefined && declared !== 'amqp') {
    const mode = given.valueOf('mode');
    const rates = mode !== undefined && HTTP_ONLY_MODES.includes(mode);
    const keys = [...HTTP_ONLY, ...(given.has('mode') ? ['timeout'] : [])].filter((key) => given.has(key));
    const others = keys.map((key) => labelOf(scaler, key, writing));
    if (rates || keys.length > 0) {
      const ways = [...(rates ? ['choose mode QueueLength'] : []), ...(keys.length > 0 ? [`leave ${and(others)} out`] : [])];
      const unsupported = [...(rates ? [`mode ${mode}`] : []), ...others.map((label) => label.replace(/^the /, ''))];
      yield {
        message: `takes no ${or(unsupported)} with the host ${shown}, since AMQP has none`,
        remedy: `${verb} the http:// or https:// address of the management API, or ${and(ways)}`,
      };
    }
  }
  if (given.has('operation') && !given.has('useRegex')) {
    yield { message: 'takes no operation over AMQP, which counts a single queue', remedy: 'leave it out', silent: true };
  }
}
