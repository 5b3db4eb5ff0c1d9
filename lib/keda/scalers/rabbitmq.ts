import { and, or } from '../../core/words';
import { type Breach, labelOf, type Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

/** The schemes of `host` that KEDA takes for each protocol (pkg/scalers/rabbitmq_scaler.go, Validate). */
const SCHEMES: { readonly [protocol: string]: readonly string[] } = { amqp: ['amqp', 'amqps'], http: ['http', 'https'] };

/** What only the management API can tell; the last ones are of authentications that are only for it. */
const HTTP_ONLY = ['useRegex', 'excludeUnacknowledged', 'workloadIdentityResource', 'oauthTokenURI', 'clientID', 'clientSecret'];
const HTTP_ONLY_MODES = ['MessageRate', 'DeliverGetRate', 'PublishedToDeliveredRatio', 'ExpectedQueueConsumptionTime'];

/** A breach that KEDA passes over in silence, or does not start with. */
export interface RabbitmqBreach extends Breach {
  readonly silent?: boolean;
}

/**
 * What is wrong with a RabbitMQ trigger whose protocol is known from the scheme of its host.
 *
 * A `protocol` of another kind than the host does not help: the AMQP client refuses an http address, and the HTTP client an amqp one.
 */
export function* rabbitmqBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<RabbitmqBreach> {
  const { verb } = writing;
  const host = given.valueOf('host');
  const declared = given.valueOf('protocol') ?? 'auto';
  const scheme = host === undefined ? undefined : (/^([a-z][a-z0-9+.-]*):/i.exec(host)?.[1].toLowerCase() ?? '');
  const protocol = Object.keys(SCHEMES).find((name) => scheme !== undefined && SCHEMES[name].includes(scheme));
  if (host !== undefined && (protocol === undefined || (Object.hasOwn(SCHEMES, declared) && declared !== protocol))) {
    yield {
      message: `has the host ${shown(host)}, ${protocol ? `which does not fit protocol ${declared}` : 'which has no scheme that KEDA knows'}`,
      remedy: `${verb} one that starts with ${or((SCHEMES[declared] ?? Object.values(SCHEMES).flat()).map((name) => `${name}://`))}`,
    };
    return;
  }
  if ((protocol ?? declared) !== 'amqp') return;
  // what excludes the written protocol amqp is told of by the rules of the definition
  if (host !== undefined && declared !== 'amqp') {
    const mode = given.valueOf('mode');
    const rates = mode !== undefined && HTTP_ONLY_MODES.includes(mode);
    const keys = [...HTTP_ONLY, ...(given.has('mode') ? ['timeout'] : [])].filter((key) => given.has(key));
    const others = keys.map((key) => labelOf(scaler, key, writing));
    if (rates || keys.length > 0) {
      const ways = [...(rates ? ['choose mode QueueLength'] : []), ...(keys.length > 0 ? [`leave ${and(others)} out`] : [])];
      yield {
        message: `takes no ${or([...(rates ? [`mode ${mode}`] : []), ...others.map((label) => label.replace(/^the /, ''))])} with the host ${shown(host)}, since AMQP has none`,
        remedy: `${verb} the http:// or https:// address of the management API, or ${and(ways)}`,
      };
    }
  }
  if (given.has('operation') && !given.has('useRegex')) {
    yield { message: 'takes no operation over AMQP, which counts a single queue', remedy: 'leave it out', silent: true };
  }
}

/** A host without the credentials in it. */
function shown(host: string): string {
  return JSON.stringify(host.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1***@'));
}
