import { Duration, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  checkDistinct,
  checkHost,
  checkInstance,
  checkInteger,
  checkLabel,
  checkList,
  checkName,
  checkNotEmpty,
  checkNumber,
  checkOneOf,
  checkPort,
  checkSeconds,
  checkSubdomain,
  checkText,
  INT32_MAX,
  millisecondsOf,
} from '../../lib/core/checks';

/** Passes a value as plain JavaScript can, against its type. */
// biome-ignore lint/suspicious/noExplicitAny: the types forbid the values under test
const untyped = (value: unknown): any => value;

/** Returns the message of a check without the path of the construct, or `passes`. */
function verdict(check: (scope: Construct) => void): string {
  try {
    check(Testing.chart());
  } catch (error) {
    return (error as Error).message.replace(/ \[test\]$/, '');
  }
  return 'passes';
}

describe('checkInteger()', () => {
  test.each([undefined, 0, 5, INT32_MAX])('passes for %p', (value) => {
    expect(verdict((scope) => checkInteger(scope, 'replicas', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    [-1, 'replicas (-1) must be a whole number of at least 0'],
    [1.5, 'replicas (1.5) must be a whole number of at least 0'],
    [Number.NaN, 'replicas (NaN) must be a whole number of at least 0'],
    [Number.NEGATIVE_INFINITY, 'replicas (-Infinity) must be a whole number of at least 0'],
    [null, 'replicas (null) must be a whole number of at least 0'],
    ['3', 'replicas ("3") must be a whole number of at least 0: write 3'],
    [[3], 'replicas ([3]) must be a whole number of at least 0'],
    [2147483648, 'replicas (2147483648) must be a whole number from 0 to 2147483647'],
    [Number.POSITIVE_INFINITY, 'replicas (Infinity) must be a whole number from 0 to 2147483647'],
  ])('fails for %p', (value, message) => {
    expect(verdict((scope) => checkInteger(scope, 'replicas', untyped(value)))).toBe(message);
  });

  test.each([
    [1, 'passes'],
    [10, 'passes'],
    [0, 'percent (0) must be a whole number from 1 to 10'],
    [11, 'percent (11) must be a whole number from 1 to 10'],
  ])('checks %p against the given bounds', (value, expected) => {
    expect(verdict((scope) => checkInteger(scope, 'percent', value, { min: 1, max: 10 }))).toBe(expected);
  });
});

describe('checkNumber()', () => {
  test.each([undefined, 0, 0.01, 1e12])('passes for %p', (value) => {
    expect(verdict((scope) => checkNumber(scope, 'target', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    [-0.1, 'target (-0.1) must be a number of at least 0'],
    [Number.NaN, 'target (NaN) must be a number of at least 0'],
    [Number.POSITIVE_INFINITY, 'target (Infinity) must be a number of at least 0'],
    ['0.5', 'target ("0.5") must be a number of at least 0: write 0.5'],
    [null, 'target (null) must be a number of at least 0'],
  ])('fails for %p', (value, message) => {
    expect(verdict((scope) => checkNumber(scope, 'target', untyped(value)))).toBe(message);
  });

  test.each([
    [1, 'passes'],
    [100, 'passes'],
    [0.99, 'target (0.99) must be a number from 1 to 100'],
    [100.01, 'target (100.01) must be a number from 1 to 100'],
  ])('checks %p against the given bounds', (value, expected) => {
    expect(verdict((scope) => checkNumber(scope, 'target', value, { min: 1, max: 100 }))).toBe(expected);
  });
});

describe('checkSeconds()', () => {
  test.each([undefined, Duration.seconds(0), Duration.millis(2000), Duration.minutes(0.5), Duration.seconds(INT32_MAX)])(
    'passes for %j',
    (value) => {
      expect(verdict((scope) => checkSeconds(scope, 'cooldown', value))).toBe('passes');
    },
  );

  test.each<[unknown, string]>([
    [Duration.millis(1500), 'cooldown (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2)'],
    [Duration.seconds(INT32_MAX + 1), 'cooldown (2147483648 s) must be from 0 s to 2147483647 s'],
    [Duration.seconds(Number.NaN), 'cooldown (NaN ms) must be a finite duration: pass a number to Duration'],
    [Duration.seconds(Number.POSITIVE_INFINITY), 'cooldown (Infinity ms) must be a finite duration: pass a number to Duration'],
    [30, 'cooldown (30) must be a Duration: write Duration.seconds(30)'],
    ['30s', 'cooldown ("30s") must be a Duration: write Duration.seconds(30)'],
    [null, 'cooldown (null) must be a Duration: write Duration.seconds(30)'],
  ])('fails for %j', (value, message) => {
    expect(verdict((scope) => checkSeconds(scope, 'cooldown', untyped(value)))).toBe(message);
  });

  test.each([
    [6, 'passes'],
    [3600, 'passes'],
    [5, 'window (5 s) must be from 6 s to 3600 s'],
    [3601, 'window (3601 s) must be from 6 s to 3600 s'],
  ])('within bounds of its own: %p s', (seconds, expected) => {
    expect(verdict((scope) => checkSeconds(scope, 'window', Duration.seconds(seconds), { min: 6, max: 3600 }))).toBe(expected);
  });

  test('fails below the lower bound without naming the upper bound of the type', () => {
    expect(verdict((scope) => checkSeconds(scope, 'period', Duration.seconds(0), { min: 1 }))).toBe('period (0 s) must be at least 1 s');
  });
});

test('millisecondsOf() returns fractions of a second', () => {
  expect(millisecondsOf(Testing.chart(), 'window', Duration.seconds(1.5))).toBe(1500);
});

describe('checkPort()', () => {
  test.each([undefined, 1, 65535])('passes for %p', (value) => {
    expect(verdict((scope) => checkPort(scope, 'port', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    [0, 'port (0) must be a whole number from 1 to 65535'],
    [65536, 'port (65536) must be a whole number from 1 to 65535'],
    ['80', 'port ("80") must be a whole number from 1 to 65535: write 80'],
    [80.5, 'port (80.5) must be a whole number from 1 to 65535'],
  ])('fails for %p', (value, message) => {
    expect(verdict((scope) => checkPort(scope, 'port', untyped(value)))).toBe(message);
  });
});

describe('checkList()', () => {
  test.each([undefined, [[]], [['a']]])('passes for %j', (value) => {
    expect(verdict((scope) => checkList(scope, 'args', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    ['-v', 'args ("-v") must be a list: write ["-v"]'],
    [null, 'args (null) must be a list: leave it out, or write [ ] with its elements'],
    [{ a: 1 }, 'args ({"a":1}) must be a list: put it in brackets, [ ]'],
  ])('fails for %j', (value, message) => {
    expect(verdict((scope) => checkList(scope, 'args', untyped(value)))).toBe(message);
  });
});

describe('checkNotEmpty()', () => {
  test.each([undefined, [['a']]])('passes for %j', (value) => {
    expect(verdict((scope) => checkNotEmpty(scope, 'hosts', value, 'leave it out'))).toBe('passes');
  });

  test.each<[unknown, string]>([
    [[], 'hosts ([]) must not be empty: leave it out'],
    ['a.example.com', 'hosts ("a.example.com") must be a list: write ["a.example.com"]'],
  ])('fails for %j', (value, message) => {
    expect(verdict((scope) => checkNotEmpty(scope, 'hosts', untyped(value), 'leave it out'))).toBe(message);
  });
});

describe('checkText()', () => {
  test('passes for a string', () => {
    expect(verdict((scope) => checkText(scope, 'image', 'app:1'))).toBe('passes');
  });

  test.each<[unknown, string]>([
    ['', 'image ("") must be a non-empty string'],
    [' \n', 'image (" \\n") must be a non-empty string'],
    [undefined, 'image is missing: pass a string'],
    [null, 'image (null) must be a non-empty string'],
    [1, 'image (1) must be a non-empty string'],
    [['app:1'], 'image (["app:1"]) must be a non-empty string'],
  ])('fails for %j', (value, message) => {
    expect(verdict((scope) => checkText(scope, 'image', untyped(value)))).toBe(message);
  });
});

describe('checkName()', () => {
  test.each(['a', 'a1', 'web-2-app', 'a'.repeat(63)])('passes for %s', (name) => {
    expect(verdict((scope) => checkName(scope, 'name', name))).toBe('passes');
  });

  test.each<[unknown, string, string]>([
    ['MyApp', '"MyApp"', 'my-app'],
    ['my_app', '"my_app"', 'my-app'],
    ['my.app', '"my.app"', 'my-app'],
    ['1app', '"1app"', 'app'],
    ['-app-', '"-app-"', 'app'],
    ['app-', '"app-"', 'app'],
    ['größe', '"größe"', 'gr-e'],
    ['日本', '"日本"', 'my-app'],
    ['', '""', 'my-app'],
    ['app\n', '"app\\n"', 'app'],
    [`${'a'.repeat(62)}_b`, `"${'a'.repeat(62)}_b"`, 'a'.repeat(62)],
    [true, 'true', 'true'],
    [['app'], '["app"]', 'app'],
    [7, '7', 'my-app'],
  ])('fails for %j', (name, shown, suggested) => {
    expect(verdict((scope) => checkName(scope, 'name', untyped(name)))).toBe(
      `name (${shown}) must consist of lower case letters, digits and '-', start with a letter and end with a letter or digit: ` +
        `pass a name like "${suggested}"`,
    );
  });

  test('fails for a name of more than 63 characters', () => {
    const name = 'a'.repeat(64);
    expect(verdict((scope) => checkName(scope, 'name', name))).toBe(
      `name ("${name}", 64 characters) must have at most 63 characters, since it is the name of a Service: pass a shorter name`,
    );
  });

  test('fails for a name above the given limit', () => {
    const limit = { max: 4, because: 'a longer one does not fit' };
    expect(verdict((scope) => checkName(scope, 'name', 'four', limit))).toBe('passes');
    expect(verdict((scope) => checkName(scope, 'name', 'fives', limit))).toBe(
      'name ("fives", 5 characters) must have at most 4 characters, since a longer one does not fit: pass a shorter name',
    );
  });
});

describe('checkLabel()', () => {
  test.each(['a', '1', 'keda-2', '0'.repeat(63)])('passes for %s', (value) => {
    expect(verdict((scope) => checkLabel(scope, 'namespace', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    ['Keda', '"Keda"'],
    ['keda.sh', '"keda.sh"'],
    ['-keda', '"-keda"'],
    ['', '""'],
    ['a'.repeat(64), `"${'a'.repeat(64)}"`],
    ['ü', '"ü"'],
    [5, '5'],
    [undefined, 'undefined'],
  ])('fails for %j', (value, shown) => {
    expect(verdict((scope) => checkLabel(scope, 'namespace', untyped(value)))).toBe(
      `namespace (${shown}) must be a DNS label: lower case letters, digits and '-', at most 63 characters`,
    );
  });
});

describe('checkSubdomain()', () => {
  test.each(['wasm', 'wasmtime-spin-v2', '1.a.b', 'a'.repeat(253)])('passes for %s', (value) => {
    expect(verdict((scope) => checkSubdomain(scope, 'runtimeClassName', value))).toBe('passes');
  });

  test.each<[unknown, string]>([
    ['Wasm', '"Wasm"'],
    ['my wasm', '"my wasm"'],
    ['a..b', '"a..b"'],
    ['', '""'],
    [5, '5'],
    ['a'.repeat(254), `"${'a'.repeat(254)}"`],
  ])('fails for %j', (value, shown) => {
    expect(verdict((scope) => checkSubdomain(scope, 'runtimeClassName', untyped(value)))).toBe(
      `runtimeClassName (${shown}) must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters`,
    );
  });
});

describe('checkHost()', () => {
  test.each([
    'example.com',
    '*.example.com',
    'web',
    'xn--gre-6ka8i.example',
    '1.example.com',
    `${'a'.repeat(63)}.com`,
    `${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(61)}`,
  ])('passes for %s', (host) => {
    expect(verdict((scope) => checkHost(scope, 'hosts[0]', host))).toBe('passes');
  });

  test.each<[unknown, string, string]>([
    ['Example.com', '"Example.com"', ': write "example.com"'],
    ['https://example.com', '"https://example.com"', ': write "example.com"'],
    ['example.com:8080', '"example.com:8080"', ': write "example.com"'],
    ['example.com/app', '"example.com/app"', ': write "example.com"'],
    ['HTTP://Example.com:80/app?a=b', '"HTTP://Example.com:80/app?a=b"', ': write "example.com"'],
    ['*.Example.com', '"*.Example.com"', ': write "*.example.com"'],
    ['example.com.', '"example.com."', ''],
    ['my_app.example.com', '"my_app.example.com"', ''],
    ['größe.example.com', '"größe.example.com"', ''],
    ['a.*.example.com', '"a.*.example.com"', ''],
    ['*example.com', '"*example.com"', ''],
    [' example.com', '" example.com"', ''],
    ['', '""', ''],
    [`${'a'.repeat(64)}.com`, `"${'a'.repeat(64)}.com"`, ''],
    [`${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(62)}`, `"${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(62)}"`, ''],
    [null, 'null', ''],
    [80, '80', ''],
  ])('fails for %j', (host, shown, remedy) => {
    expect(verdict((scope) => checkHost(scope, 'hosts[0]', untyped(host)))).toBe(
      `hosts[0] (${shown}) must be a lower case host name without scheme, port or path${remedy}`,
    );
  });
});

describe('checkDistinct()', () => {
  test.each([[[]], [['a']], [['a', 'A', 'b']]])('passes for %j', (values) => {
    expect(verdict((scope) => checkDistinct(scope, 'hosts', values))).toBe('passes');
  });

  test('fails for the first duplicate', () => {
    expect(verdict((scope) => checkDistinct(scope, 'hosts', ['a', 'b', 'c', 'b', 'a']))).toBe('hosts names "b" twice: remove one');
  });
});

describe('checkOneOf()', () => {
  enum Colour {
    RED = 'red',
    BLUE = 'blue',
  }

  test.each([undefined, 'red', 'blue'])('passes for %p', (value) => {
    expect(verdict((scope) => checkOneOf(scope, 'colour', value, Colour))).toBe('passes');
    expect(verdict((scope) => checkOneOf(scope, 'colour', value, ['red', 'blue']))).toBe('passes');
  });

  test.each([null, 'RED', '', 0])('fails for %p', (value) => {
    const message = `colour (${JSON.stringify(value)}) must be one of red, blue`;
    expect(verdict((scope) => checkOneOf(scope, 'colour', value, Colour))).toBe(message);
    expect(verdict((scope) => checkOneOf(scope, 'colour', value, Colour, 'Colour.RED'))).toBe(`${message}: write Colour.RED`);
  });
});

describe('checkInstance()', () => {
  const check = (value: unknown) => verdict((scope) => checkInstance(scope, 'probe', value, '_bind', 'a Probe'));

  test('passes for an object with the method', () => {
    expect(check({ _bind: () => undefined })).toBe('passes');
  });

  test.each([[null], ['text'], [{}], [{ _bind: 1 }]])('fails for %j', (value) => {
    expect(check(value)).toBe(`probe (${JSON.stringify(value)}) must be a Probe`);
  });

  test('fails for an absent value', () => {
    expect(check(undefined)).toBe('probe (undefined) must be a Probe');
  });
});
