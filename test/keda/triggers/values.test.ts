import { Duration } from 'cdk8s';
import { AuthMode, Trigger } from '../../../lib';
import type { Parameter } from '../../../lib/keda/triggers/definition';
import { SCALERS } from '../../../lib/keda/triggers/definitions';
import { bind, failureOf } from './bind';
import { TYPES, triggerWith } from './selection';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

/** How KEDA reads a value of each form, and what is said of one that it could not read. */
interface Form {
  readonly written: readonly [value: unknown, text: string][];
  readonly refused: readonly [value: unknown, message: string][];
}

const NO_DURATION: [unknown, string] = [90, '(90) must be a Duration, such as Duration.seconds(30)'];
const LIST_REFUSED: [unknown, string][] = [
  ['a', '("a") must be a list: write ["a"]'],
  [[], '([]) must not be empty: leave it out, or give at least one element'],
  [[5], "[0] (5) must be a text: write '5'"],
  [['a', ' '], '[1] (" ") must be a text that is not empty'],
];
const MAP_REFUSED: [unknown, string][] = [
  ['a', '("a") must be an object of texts'],
  [['a'], '(["a"]) must be an object of texts'],
  [{}, '({}) must not be empty: leave it out, or give at least one entry'],
  [{ a: 5 }, '["a"] (5) must be a text: write \'5\''],
];

const FORMS: { readonly [form: string]: Form } = {
  string: {
    written: [
      ['a b,c=d;e', 'a b,c=d;e'],
      ['07', '07'],
    ],
    refused: [
      [5, "(5) must be a text: write '5'"],
      [true, "(true) must be a text: write 'true'"],
      [' ', '(" ") must be a text that is not empty'],
      [['a'], '(["a"]) must be a text that is not empty'],
    ],
  },
  int: {
    written: [[77, '77']],
    refused: [
      ['77', '("77") must be a whole number: write 77 without quotes'],
      [77.5, '(77.5) must be a whole number'],
      [2 ** 53, '(9007199254740992) must be a whole number'],
    ],
  },
  number: {
    written: [
      [77, '77'],
      [0.25, '0.25'],
      [1234567.5, '1234567.5'],
    ],
    refused: [
      ['2.5', '("2.5") must be a number: write 2.5 without quotes'],
      ['ten', '("ten") must be a number'],
      [' ', '(" ") must be a number'],
      [Number.NaN, '(NaN) must be a number'],
      [Number.POSITIVE_INFINITY, '(Infinity) must be a number'],
    ],
  },
  boolean: {
    written: [
      [true, 'true'],
      [false, 'false'],
    ],
    refused: [
      ['true', '("true") must be true or false'],
      [0, '(0) must be true or false'],
    ],
  },
  'duration in milliseconds': {
    written: [
      [Duration.seconds(90), '90000'],
      [Duration.millis(1500), '1500'],
    ],
    refused: [NO_DURATION],
  },
  'duration in seconds': {
    written: [[Duration.minutes(90), '5400']],
    refused: [NO_DURATION, [Duration.millis(1500), '(1500ms) must be whole seconds: write Duration.seconds(2)']],
  },
  'duration in go': {
    written: [
      [Duration.minutes(90), '90m'],
      [Duration.hours(2), '2h'],
      [Duration.seconds(90), '90s'],
      [Duration.millis(1500), '1500ms'],
    ],
    refused: [NO_DURATION],
  },
  'list with ,': {
    written: [
      [['a', 'b;c'], 'a,b;c'],
      [['a'], 'a'],
    ],
    refused: [...LIST_REFUSED, [['a,b'], '[0] ("a,b") must not contain ",": give each element on its own']],
  },
  'list with ;': {
    written: [[['a', 'b,c'], 'a;b,c']],
    refused: [...LIST_REFUSED, [['a', 'b;c'], '[1] ("b;c") must not contain ";": give each element on its own']],
  },
  intList: {
    written: [
      [['1', '4-6'], '1,4-6'],
      [[8080, 9090], '8080,9090'],
    ],
    refused: [
      [5, '(5) must be a list: write [5]'],
      [['one'], '[0] ("one") must be a whole number or a range such as \'5-8\''],
      [['1', '2-'], '[1] ("2-") must be a whole number or a range such as \'5-8\''],
      [[1.5], "[0] (1.5) must be a whole number or a range such as '5-8'"],
    ],
  },
  'map with , and =': {
    written: [[{ a: 'b;c', d: 'e' }, 'a=b;c,d=e']],
    refused: [
      ...MAP_REFUSED,
      [{ a: 'b,c' }, '["a"] ("b,c") must not contain ","'],
      [{ a: 'b=c' }, '["a"] ("b=c") must not contain "="'],
      [{ 'a=b': 'c' }, 'has the key "a=b", which must not contain "="'],
      [{ 'a,b': 'c' }, 'has the key "a,b", which must not contain ","'],
    ],
  },
  'map with ; and :': {
    written: [[{ a: 'b,c=', d: 'e' }, 'a:b,c=;d:e']],
    refused: [
      ...MAP_REFUSED,
      [{ a: 'b;c' }, '["a"] ("b;c") must not contain ";"'],
      [{ 'a:b': 'c' }, 'has the key "a:b", which must not contain ":"'],
    ],
  },
  'map with & and =': {
    written: [[{ audience: 'a&b', resource: 'x=y z' }, 'audience=a%26b&resource=x%3Dy%20z']],
    refused: MAP_REFUSED,
  },
};

const ENUM_REFUSED = [['', '""'] as const, ['some-other', '"some-other"'] as const, [5, '5'] as const];

/** The form of a parameter's values. */
function formOf({ kind, unit, separator, assign, enum: members, prefix }: Parameter): string | undefined {
  if (members || prefix) return undefined;
  if (kind === 'duration') return `duration in ${unit}`;
  if (kind === 'list') return `list with ${separator}`;
  return kind === 'map' ? `map with ${separator} and ${assign ?? '='}` : kind;
}

describe.each(TYPES)('%s', (type) => {
  const parameters = Object.entries(SCALERS[type].params).filter(([, { from, removed }]) => from.includes('metadata') && !removed);
  const own = ['cron', 'cpu', 'memory', 'rabbitmq'].includes(type);

  test('writes values as KEDA reads them', () => {
    for (const [key, parameter] of parameters) {
      const form = formOf(parameter);
      if (!form || (own && parameter.kind === 'string')) continue;
      for (const [value, text] of FORMS[form].written) {
        const { metadata } = bind(triggerWith(type, key, value));
        expect([key, metadata[key]]).toStrictEqual([key, text]);
      }
    }
  });

  test('writes the members of enums, and fails for others', () => {
    for (const [key, parameter] of parameters) {
      const { enum: members, kind, prop = key } = parameter;
      if (!members) continue;
      const wrapped = (value: unknown) => (kind === 'list' ? [value] : value);
      for (const member of members) {
        expect([key, bind(triggerWith(type, key, wrapped(member))).metadata[key]]).toStrictEqual([key, member]);
      }
      for (const [value, shown] of ENUM_REFUSED) {
        expect(failureOf(triggerWith(type, key, wrapped(value)))).toBe(
          `triggers[0].${prop}${kind === 'list' ? '[0]' : ''} (${shown}) must be one of ${members.join(', ')}`,
        );
      }
    }
  });

  test('fails for values of another kind', () => {
    for (const [key, parameter] of parameters) {
      const form = formOf(parameter);
      if (!form) continue;
      const { min, max } = parameter;
      for (const [value, message] of FORMS[form].refused) {
        const space = /^[[]\d|^\["/.test(message) ? '' : ' ';
        expect([min, max, failureOf(triggerWith(type, key, value))]).toStrictEqual([
          min,
          max,
          `triggers[0].${parameter.prop ?? key}${space}${message}`,
        ]);
      }
    }
  });
});

const prometheus = { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: 10 };

test('fails for modes that exclude each other', () => {
  const trigger = (...authModes: AuthMode[]) => Trigger.prometheus({ ...prometheus, authModes });
  expect(failureOf(trigger(AuthMode.BASIC, AuthMode.BEARER))).toBe(
    'triggers[0].authModes (["basic","bearer"]) must have only one of bearer, basic and oauth: leave bearer out',
  );
  expect(failureOf(trigger(AuthMode.OAUTH, AuthMode.TLS, AuthMode.BASIC))).toBe(
    'triggers[0].authModes (["oauth","tls","basic"]) must have only one of bearer, basic and oauth: leave basic out',
  );
});
