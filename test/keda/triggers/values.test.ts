import { Duration } from 'cdk8s';
import { AuthMode, Trigger } from '../../../lib';
import type { Parameter } from '../../../lib/keda/scalers/definition';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { bind, failureOf } from './bind';
import { mismatches } from './mismatches';
import { prometheus } from './props';
import { choose, selected, TYPES, triggerWith } from './selection';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

/** How KEDA reads a value of each form, and what is said of one that it could not read. */
interface Form {
  readonly written: readonly [value: unknown, text: string][];
  readonly refused: readonly [value: unknown, message: string][];
}

const NO_DURATION: [unknown, string] = [90, ' (90) must be a Duration: write Duration.seconds(90)'];
const LIST_REFUSED: [unknown, string][] = [
  ['a', ' ("a") must be a list: write ["a"]'],
  [[], ' ([]) must not be empty: leave it out, or pass at least one element'],
  [[5], "[0] (5) must be a string: write '5'"],
  [[' '], '[0] (" ") must be a non-empty string'],
];
const MAP_REFUSED: [unknown, string][] = [
  ['a', ' ("a") must be an object of strings'],
  [['a'], ' (["a"]) must be an object of strings'],
  [{}, ' ({}) must not be empty: leave it out, or pass at least one entry'],
  [{ a: 5 }, '["a"] (5) must be a string: write \'5\''],
];

const FORMS: { readonly [form: string]: Form } = {
  string: {
    written: [['a b,c=d;e', 'a b,c=d;e']],
    refused: [
      [5, " (5) must be a string: write '5'"],
      [true, " (true) must be a string: write 'true'"],
      [' ', ' (" ") must be a non-empty string'],
      [['a'], ' (["a"]) must be a non-empty string'],
    ],
  },
  int: {
    written: [[77, '77']],
    refused: [
      ['77', ' ("77") must be a whole number: write 77 without quotes'],
      [77.5, ' (77.5) must be a whole number'],
      [2 ** 53, ' (9007199254740992) must be a whole number'],
    ],
  },
  number: {
    written: [
      [77, '77'],
      [0.25, '0.25'],
      [1234567.5, '1234567.5'],
    ],
    refused: [
      ['2.5', ' ("2.5") must be a number: write 2.5 without quotes'],
      ['ten', ' ("ten") must be a number'],
      [' ', ' (" ") must be a number'],
      [Number.NaN, ' (NaN) must be a number'],
      [Number.POSITIVE_INFINITY, ' (Infinity) must be a number'],
    ],
  },
  boolean: {
    written: [
      [true, 'true'],
      [false, 'false'],
    ],
    refused: [
      ['true', ' ("true") must be true or false'],
      [0, ' (0) must be true or false'],
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
    refused: [NO_DURATION, [Duration.millis(1500), ' (1500ms) must be whole seconds: write Duration.seconds(2)']],
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
    refused: [...LIST_REFUSED, [['a,b'], '[0] ("a,b") must not contain ",": pass each element separately']],
  },
  'list with ;': {
    written: [[['a', 'b,c'], 'a;b,c']],
    refused: [...LIST_REFUSED, [['a', 'b;c'], '[1] ("b;c") must not contain ";": pass each element separately']],
  },
  intList: {
    written: [
      [['1', '4-6'], '1,4-6'],
      [[8080, 9090], '8080,9090'],
    ],
    refused: [
      [5, ' (5) must be a list: write [5]'],
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
      [{ 'a=b': 'c' }, ' has the key "a=b", which must not contain "="'],
      [{ 'a,b': 'c' }, ' has the key "a,b", which must not contain ","'],
    ],
  },
  'map with ; and :': {
    written: [[{ a: 'b,c=', d: 'e' }, 'a:b,c=;d:e']],
    refused: [
      ...MAP_REFUSED,
      [{ a: 'b;c' }, '["a"] ("b;c") must not contain ";"'],
      [{ 'a:b': 'c' }, ' has the key "a:b", which must not contain ":"'],
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

/** A parameter of a scaler that the metadata gives. */
interface Given {
  readonly type: string;
  readonly key: string;
}

const PARAMETERS: readonly Given[] = TYPES.flatMap((type) =>
  Object.entries(SCALERS[type].params)
    .filter(([, { from, removed }]) => from.includes('metadata') && !removed)
    .map(([key]) => ({ type, key })),
);
const ENUMS = PARAMETERS.filter(({ type, key }) => SCALERS[type].params[key].enum);

/** Types that check texts themselves. */
const WITH_CHECKS = ['cron', 'cpu', 'memory', 'rabbitmq', 'temporal'];

/** A number of which only some are read. */
const CHECKED_NUMBER = 'metricStatPeriod';

/** Members that a rule refuses, since the scaler does nothing with them. */
const UNSUPPORTED: { readonly [type: string]: readonly string[] } = { 'metrics-api': ['custom', 'oauth'] };

function written<Case extends Given & { readonly value: unknown }>({ type, key, value }: Case): string {
  return bind(triggerWith(type, key, value)).metadata[key];
}

/** The failure for the value of a parameter, which comes before that for all that is missing. */
function failure<Case extends Given & { readonly value: unknown }>({ type, key, value }: Case): string | undefined {
  return failureOf(selected(type, new Map([[key, choose(type, key, value)]])));
}

/** Lists have their members in elements. */
function wrapped({ type, key }: Given, member: unknown): unknown {
  return SCALERS[type].params[key].kind === 'list' ? [member] : member;
}

test('values are written as KEDA reads them', () => {
  const cases = PARAMETERS.flatMap((given) => {
    const form = formOf(SCALERS[given.type].params[given.key]);
    const { form: parsed } = SCALERS[given.type].params[given.key];
    if (!form || parsed || given.key === CHECKED_NUMBER || (form === 'string' && WITH_CHECKS.includes(given.type))) return [];
    return FORMS[form].written.map(([value, text]) => ({ ...given, value, expected: text }));
  });
  expect(mismatches(cases, written)).toStrictEqual([]);
});

test('members of enums are written as they are', () => {
  const cases = ENUMS.flatMap((given) =>
    SCALERS[given.type].params[given.key]
      .enum!.filter((member) => !UNSUPPORTED[given.type]?.includes(member))
      .map((member) => ({ ...given, value: wrapped(given, member), expected: member })),
  );
  expect(mismatches(cases, written)).toStrictEqual([]);
});

test('fails for what is no member of an enum', () => {
  const cases = ENUMS.flatMap((given) => {
    const { enum: members = [], prop = given.key, kind } = SCALERS[given.type].params[given.key];
    const at = `triggers[0].${prop}${kind === 'list' ? '[0]' : ''}`;
    return ENUM_REFUSED.map(([value, shown]) => ({
      ...given,
      value: wrapped(given, value),
      expected: `${at} (${shown}) must be one of ${members.join(', ')}`,
    }));
  });
  expect(mismatches(cases, failure)).toStrictEqual([]);
});

test('fails for values of another kind', () => {
  const cases = PARAMETERS.flatMap((given) => {
    const parameter = SCALERS[given.type].params[given.key];
    const form = formOf(parameter);
    const at = `triggers[0].${parameter.prop ?? given.key}`;
    return form ? FORMS[form].refused.map(([value, message]) => ({ ...given, value, expected: `${at}${message}` })) : [];
  });
  expect(mismatches(cases, failure)).toStrictEqual([]);
});

test('fails for modes that exclude each other', () => {
  const trigger = (...authModes: AuthMode[]) => Trigger.prometheus({ ...prometheus, authModes });
  expect(failureOf(trigger(AuthMode.BASIC, AuthMode.BEARER))).toBe(
    'triggers[0].authModes (["basic","bearer"]) must have only one of bearer, basic and oauth: leave bearer out',
  );
  expect(failureOf(trigger(AuthMode.OAUTH, AuthMode.TLS, AuthMode.BASIC))).toBe(
    'triggers[0].authModes (["oauth","tls","basic"]) must have only one of bearer, basic and oauth: leave basic out',
  );
});
