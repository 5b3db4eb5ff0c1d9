import type { Kind } from '../../keda/scalers/definition';
import { scalerOf } from '../../keda/scalers/scaler-of';
import type { Value } from '../manifest';
import { writtenText } from '../written';

/** Kinds whose value counts, and not how it is written: 1_000 is "1000", and yes is "true". */
const BY_VALUE: readonly Kind[] = ['int', 'number', 'boolean', 'duration', 'intList'];
/** Text that KEDA reads as the same number as YAML. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** Returns the string to write for a number or a boolean in the metadata of a trigger, by the type of the parameter. */
export function parameterText(type: string | undefined, metadata: Value, key: string): string {
  const value = metadata[key];
  const written = writtenText(metadata, key);
  const params = type === undefined ? undefined : scalerOf(type)?.params;
  const kind = params && Object.hasOwn(params, key) ? params[key].kind : undefined;
  if (kind === 'int' && Number.isSafeInteger(value)) return String(value);
  if (kind && BY_VALUE.includes(kind)) {
    return (typeof value === 'boolean') === (kind === 'boolean') && !PLAIN_NUMBER.test(written) ? String(value) : written;
  }
  return key === 'version' && (type === 'kafka' || type === 'apache-kafka') ? kafkaVersion(written) : written;
}

/** Completes a version of Kafka: sarama takes three numbers, and four before 1.0. */
function kafkaVersion(written: string): string {
  if (!/^\d+(\.\d+)*$/.test(written)) return written;
  const numbers = written.split('.');
  const count = numbers[0] === '0' ? 4 : 3;
  while (numbers.length < count) numbers.push('0');
  return numbers.join('.');
}
