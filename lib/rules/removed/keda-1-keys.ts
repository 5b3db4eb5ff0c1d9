import { scalerOf } from '../../keda/scalers/scaler-of';
import type { Value } from '../manifest';

/** Keys that named an environment variable in KEDA 1. */
const VARIABLES = [
  'activeDirectoryClientPassword',
  'awsSecretAccessKey',
  'connection',
  'connectionString',
  'credentials',
  'password',
  'storageConnection',
];
/** Keys that named an environment variable, or had the value itself. */
const VARIABLES_OR_VALUES = ['activeDirectoryClientId', 'address', 'apiHost', 'awsAccessKeyID', 'host', 'port'];

/** The key of KEDA 2 for a key of KEDA 1. */
export interface Successor {
  readonly key: string;
  /** The key without FromEnv. */
  readonly plain: string;
  /** Whether the value is the name of an environment variable. */
  readonly isVariable: boolean;
}

/**
 * Returns what a key in the metadata of a trigger of KEDA 1 is called in KEDA 2; undefined where it kept its name and meaning.
 *
 * @see https://keda.sh/docs/2.20/migration/
 */
export function successorOf(type: string, key: string, value: Value): Successor | undefined {
  const params = scalerOf(type)?.params ?? {};
  const plain = type === 'rabbitmq' && key === 'apiHost' ? 'host' : key;
  const isVariable =
    typeof value === 'string' &&
    value.length <= 256 &&
    ((VARIABLES.includes(key) && /^[A-Za-z_]\w*$/.test(value)) || (VARIABLES_OR_VALUES.includes(key) && /^[A-Z_][A-Z\d_]*$/.test(value))) &&
    Object.hasOwn(params, plain) &&
    params[plain].from.includes('env');
  const successor = isVariable ? `${plain}FromEnv` : plain;
  return successor === key ? undefined : { key: successor, plain, isVariable };
}
