/** The forms of strings that KEDA's code parses, and that no schema of KEDA states. */

import { labelSelectorOf } from '../../core/label-selector';

/** A form of a parameter. */
export type Form =
  | 'kafkaVersion'
  | 'uri'
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
  matches(text: string): boolean;
  /** The value that a text of nearly the form stands for. */
  meant?(text: string): string | undefined;
}

/** Longer texts are not parsed here. */
const LONGEST = 10_000;

export const FORMS: { readonly [form in Form]: FormFacts } = {
  // sarama's ParseKafkaVersion: https://github.com/IBM/sarama/blob/v1.46.3/utils.go
  kafkaVersion: {
    is: 'a Kafka version of three numbers, or of four before 1.0',
    example: '3.0.0',
    matches: (text) => /^(0\.\d{1,9}\.\d{1,9}\.\d{1,9}|[1-9]\d{0,9}\.\d{1,9}\.\d{1,9})$/.test(text),
    meant: meantKafkaVersion,
  },
  // url.ParseRequestURI of Go: an absolute URI or an absolute path
  uri: {
    is: 'an absolute URL',
    example: 'https://example.com:8443/path',
    matches: isUri,
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

/** Returns the form that a text should have, if it has another. */
export function formBreach(form: Form | undefined, text: string): Pick<FormFacts, 'is' | 'example'> | undefined {
  if (form === undefined || text.length > LONGEST) return undefined;
  const { is, example, matches, meant } = FORMS[form];
  return matches(text.trim()) ? undefined : { is, example: meant?.(text.trim()) ?? example };
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
