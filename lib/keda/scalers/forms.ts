/** The forms of strings that KEDA's code parses, and that no schema of KEDA states. */

import { labelSelectorOf } from '../../core/label-selector';
import { isPlaceholder } from '../../core/placeholder';
import {
  hasNoScheme,
  isBareHost,
  isGrpcTarget,
  isHostPort,
  isHttpUrl,
  masked,
  meantAddress,
  meantHostPort,
  meantHttpUrl,
} from './addresses';

/** A form of a parameter. */
export type Form =
  | 'kafkaVersion'
  | 'httpUrl'
  | 'arangodbEndpoint'
  | 'kafkaBroker'
  | 'redisAddress'
  | 'sentinelAddress'
  | 'beanstalkdServer'
  | 'grpcTarget'
  | 'bareAddress'
  | 'bareHost'
  | 'queueUrl'
  | 'azureResource'
  | 'hoursMinutes'
  | 'hoursMinutesSeconds'
  | 'longDuration'
  | 'jsonObject'
  | 'datadogQuery'
  | 'labelSelector';

interface FormFacts {
  /** What a value of the form is: `a Kafka version of three numbers`. */
  readonly is: string;
  readonly example: string;
  /** Whether it is an address, which may hold credentials. */
  readonly address?: boolean;
  matches(text: string): boolean;
  /** The value that a text of nearly the form stands for. */
  meant?(text: string): string | undefined;
}

/** Longer texts are not parsed here. */
const LONGEST = 10_000;

// http.NewRequest takes other texts, and the client then refuses their scheme or the missing host
const HTTP_URL: FormFacts = {
  is: 'an http:// or https:// URL',
  example: 'https://example.com:8443/path',
  address: true,
  matches: isHttpUrl,
  meant: meantHttpUrl,
};

export const FORMS: { readonly [form in Form]: FormFacts } = {
  // sarama's ParseKafkaVersion: https://github.com/IBM/sarama/blob/v1.46.3/utils.go
  kafkaVersion: {
    is: 'a Kafka version of three numbers, or of four before 1.0',
    example: '3.0.0',
    matches: (text) => /^(0\.\d{1,9}\.\d{1,9}\.\d{1,9}|[1-9]\d{0,9}\.\d{1,9}\.\d{1,9})$/.test(text),
    meant: meantKafkaVersion,
  },
  httpUrl: HTTP_URL,
  // the driver of releases before KEDA 2.21 takes the schemes of ArangoDB, too
  arangodbEndpoint: { ...HTTP_URL, matches: (text) => isHttpUrl(text.replace(/^(tcp|ssl):/i, 'http:')) },
  // sarama dials its brokers as they are written
  kafkaBroker: hostPort(9092, 'kafka.default'),
  // go-redis dials a path as a Unix socket; the scalers of one server use the first element of a list
  redisAddress: {
    ...hostPort(6379, 'redis.default'),
    matches: (text) => text.startsWith('/') || isHostPort(text.split(',', 1)[0].trim()),
  },
  sentinelAddress: { ...hostPort(26379, 'redis-sentinel.default'), matches: (text) => text.startsWith('/') || isHostPort(text) },
  beanstalkdServer: hostPort(11300, 'beanstalkd.default'),
  grpcTarget: {
    is: 'an address without a scheme',
    example: 'scaler.default:8080',
    address: true,
    matches: isGrpcTarget,
    meant: meantAddress,
  },
  bareAddress: {
    is: 'an address without a scheme',
    example: 'server.default:8080',
    address: true,
    matches: hasNoScheme,
    meant: meantAddress,
  },
  bareHost: {
    is: 'a host without a scheme or a port',
    example: 'server.default',
    address: true,
    matches: isBareHost,
    meant: (text) => meantAddress(text)?.replace(/:\d+$/, ''),
  },
  // a bare name is taken for the name of the queue
  queueUrl: {
    is: 'the URL of a queue, which ends in /account/name, or the name of one',
    example: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
    matches: (text) => !isUri(text) || /^([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)?\/[^/?#]*\/[^/?#]+([?#].*)?$/.test(text),
  },
  azureResource: {
    is: 'a resource of the form namespace/type/name',
    example: 'Microsoft.Storage/storageAccounts/orders',
    matches: (text) => text.split('/').length === 3,
  },
  hoursMinutes: { is: 'a time of the form hh:mm', example: '0:5', matches: (text) => /^[+-]?\d{1,9}:[+-]?\d{1,9}$/.test(text) },
  hoursMinutesSeconds: {
    is: 'a time of the form hh:mm:ss',
    example: '0:5:0',
    matches: (text) => /^[+-]?\d{1,9}:[+-]?\d{1,9}:[+-]?\d{1,9}$/.test(text),
  },
  // github.com/xhit/go-str2duration: Go's durations, and days and weeks
  longDuration: {
    is: 'a duration with units',
    example: '7d',
    matches: (text) => /^[+-]?(0|(\d+(\.\d*)?(ns|us|µs|μs|ms|s|m|h|d|w))+)$/.test(text),
  },
  jsonObject: { is: 'a JSON object', example: '{"key": "value"}', matches: isJsonObject },
  datadogQuery: {
    is: 'a query with a filter in braces',
    example: 'avg:requests{app:orders}',
    matches: (text) => text.indexOf('{') >= 0 && text.lastIndexOf('}') > text.indexOf('{'),
  },
  // labels.Parse of Kubernetes
  labelSelector: {
    is: 'a label selector',
    example: 'app=orders,tier in (web, api)',
    matches: (text) => labelSelectorOf(text) !== undefined,
    meant: meantSelector,
  },
};

function hostPort(port: number, host: string): FormFacts {
  return {
    is: 'an address of the form host:port',
    example: `${host}:${port}`,
    address: true,
    matches: isHostPort,
    meant: (text) => meantHostPort(text, port),
  };
}

/** Returns the form that a text should have, if it has another. */
export function formBreach(form: Form | undefined, text: string): Pick<FormFacts, 'is' | 'example'> | undefined {
  if (form === undefined || text.length > LONGEST) return undefined;
  const { is, example, matches, meant } = FORMS[form];
  // what another tool fills in is not known here
  if (isPlaceholder(text)) return undefined;
  return matches(text.trim()) ? undefined : { is, example: meant?.(text.trim()) ?? example };
}

/** A value of a form as messages show it: an address without its credentials. */
export function shownText(form: Form | undefined, text: string): string {
  return form && FORMS[form].address ? masked(text) : text;
}

/** Completes a version of Kafka, or cuts what follows its numbers: three of them, and four before 1.0. */
function meantKafkaVersion(text: string): string | undefined {
  const numbers = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:[-+ ]|$)/i.exec(text)?.[1].split('.');
  if (!numbers) return undefined;
  const count = Number(numbers[0]) === 0 ? 4 : 3;
  while (numbers.length < count) numbers.push('0');
  return numbers.slice(0, count).map(Number).join('.');
}

/** Writes labels, `app: orders`, as a selector. */
function meantSelector(text: string): string | undefined {
  const meant = text.replaceAll(/: */g, '=');
  return labelSelectorOf(meant) && meant;
}

function isUri(text: string): boolean {
  return /^(\/|[A-Za-z][A-Za-z0-9+.-]*:)/.test(text) && !/[\s\p{Cc}]/u.test(text);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
