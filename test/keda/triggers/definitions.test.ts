import { Duration } from 'cdk8s';
import type { TriggerOptions } from '../../../lib';
import { SCALERS } from '../../../lib/keda/triggers/definitions';
import { create, failureOf, giving, identity } from './bind';
import { FACTS, triggerOf } from './scaler-facts';
import { choose, selected, TYPES, triggerWith } from './selection';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

test('every scaler has its facts', () => {
  expect(FACTS.map(({ type }) => type).sort()).toStrictEqual([...TYPES].sort());
});

test('the examples have every parameter that a trigger can give', () => {
  const given = FACTS.flatMap(({ type, smallest, documented = [], further = [] }) =>
    [smallest, ...documented, ...further].flatMap(({ props }) => Object.keys(props).map((prop) => `${type}.${prop}`)),
  );
  const known = TYPES.flatMap((type) =>
    Object.entries(SCALERS[type].params)
      .filter(([, { removed }]) => !removed)
      .flatMap(([key, { prop = key, from }]) => [
        ...(from.includes('metadata') ? [`${type}.${prop}`] : []),
        ...(from.includes('env') ? [`${type}.${prop}FromEnv`] : []),
      ]),
  );
  const withoutExtra = given.filter((prop) => !prop.endsWith('.extraMetadata'));
  expect([...new Set(withoutExtra)].sort()).toStrictEqual(known.sort());
});

/** Releases of KEDA that a platform can declare. */
const FIRST = '2.14';
const LAST = '2.20';

/** An amount that is in no bounds. */
const LARGE = 1e14;

/** The last whole number within a bound, and the words for the bound: `> 0` has 1 and `more than 0`. */
function boundIn(bounds: string | undefined, side: '<' | '>'): [number, string] | undefined {
  const [, sign, limit] = new RegExp(`(${side}=?) (\\d+)`).exec(bounds ?? '') ?? [];
  if (limit === undefined) return undefined;
  const words = { '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most' }[sign];
  return [Number(limit) + ({ '>': 1, '<': -1 }[sign] ?? 0), `${words} ${limit}`];
}

interface Events {
  readonly since?: string;
  readonly deprecated?: string;
  readonly ignored?: string;
  readonly removed?: string;
}

/** Reads `since 2.15, deprecated since 2.18`. */
function eventsIn(releases = ''): Events {
  return Object.fromEntries(
    releases.split(', ').flatMap((text) => {
      const [, event, release] = /^(deprecated|ignored|removed)? ?since (.*)$/.exec(text) ?? [];
      return release ? [[event ?? 'since', release]] : [];
    }),
  );
}

/** The minor version, which is all in which the releases differ; none is an event that never comes. */
function minor(release: string | undefined): number {
  return release === undefined ? Number.NaN : Number(release.split('.')[1]);
}

/** The first and the last release, and those around each event. */
function boundaries(first: string, events: Events): string[] {
  const releases = Object.values(events).flatMap((release: string) => [release, `2.${minor(release) - 1}`]);
  return [first, LAST, ...releases.filter((release) => minor(release) > minor(first))];
}

function quoted(text: string): string {
  return text.replace(/[.*]/g, '\\$&');
}

describe.each(FACTS)('$type', ({ type, smallest, ...facts }) => {
  const { integers = [], bounds = {}, releases = {}, authParameters = [], podIdentities = [] } = facts;
  const { params } = SCALERS[type];

  /** A trigger with options and no parameters. */
  function probe(options: TriggerOptions) {
    return create(type, {}, { ...options, ...(smallest.metricType && { metricType: smallest.metricType }) });
  }

  test('fails without any of the fewest parameters', () => {
    const { props, auth = [] } = smallest;
    for (const left of Object.keys(props)) {
      const { [left]: _, ...rest } = props;
      expect([left, failureOf(triggerOf(type, { ...smallest, props: rest }))]).not.toContain(undefined);
    }
    for (const left of auth) {
      const rest = [...auth].filter((parameter) => parameter !== left);
      expect([left, failureOf(triggerOf(type, { ...smallest, auth: rest }))]).not.toContain(undefined);
    }
  });

  test('fails for fractions of whole numbers, and only of those', () => {
    const numbers = Object.keys(params).filter((key) => ['int', 'number'].includes(params[key].kind) && !params[key].removed);
    const failing = numbers.filter((key) => params[key].from.includes('metadata') && failureOf(triggerWith(type, key, 77.5)) !== undefined);
    expect(failing).toStrictEqual(integers);
    for (const key of integers) expect(failureOf(triggerWith(type, key, 77.5))).toMatch(/\(77.5\) must be a whole number$/);
  });

  test('fails for numbers out of bounds, and only for those', () => {
    for (const [key, { kind, unit, from, removed }] of Object.entries(params)) {
      if (!['int', 'number', 'duration'].includes(kind) || removed || !from.includes('metadata')) continue;
      const duration = (amount: number) => Duration.millis(unit === 'milliseconds' ? amount : amount * 1000);
      const failure = (amount: number) => failureOf(triggerWith(type, key, kind === 'duration' ? duration(amount) : amount));
      const [lowest, lower] = boundIn(bounds[key], '>') ?? [kind === 'duration' ? 0 : -LARGE];
      const [highest, upper] = boundIn(bounds[key], '<') ?? [LARGE];
      expect([key, failure(lowest), failure(highest)]).toStrictEqual([key, undefined, undefined]);
      if (lower) expect(failure(lowest - 1)).toMatch(new RegExp(`must be ${lower}( \\w+)?$`));
      if (upper) expect(failure(highest + 1)).toMatch(new RegExp(`must be ${upper}( \\w+)?$`));
    }
  });

  test('fails or warns in the releases of KEDA that do not read a parameter', () => {
    const [own = FIRST] = [/^since (.*)/.exec(releases['*'] ?? '')?.[1]];
    for (const key of Object.keys(params)) {
      const events = eventsIn(releases[key]);
      const trigger = selected(type, new Map([[key, choose(type, key)]]));
      const name = `(?:\\.|parameter )${quoted(params[key].from[0] === 'auth' ? key : (params[key].prop ?? key))}(?:FromEnv)?`;
      for (const release of boundaries(own, events)) {
        if (minor(release) < minor(own)) continue;
        warned.mockClear();
        const failure = failureOf(trigger, { keda: release }) ?? '';
        const warnings = warned.mock.calls.map(([message]) => message as string).join();
        expect({
          key,
          release,
          since: new RegExp(`${name} needs KEDA`).test(failure),
          deprecated: new RegExp(`${name} is deprecated`).test(warnings),
          ignored: new RegExp(`${name} does nothing in`).test(failure),
          removed: new RegExp(`${name} was removed from`).test(failure),
        }).toStrictEqual({
          key,
          release,
          since: minor(release) < minor(events.since),
          deprecated: minor(release) >= minor(events.deprecated),
          ignored: minor(release) >= minor(events.ignored),
          removed: minor(release) >= minor(events.removed),
        });
      }
    }
  });

  test('fails or warns in the releases of KEDA that do not have the scaler', () => {
    const events = eventsIn(releases['*']);
    const trigger = triggerOf(type, smallest);
    for (const release of boundaries(FIRST, events)) {
      warned.mockClear();
      const failure = failureOf(trigger, { keda: release }) ?? '';
      const warnings = warned.mock.calls.map(([message]) => message as string).join();
      expect([release, failure.startsWith(`triggers[0] (${type}) needs KEDA ${events.since}`)]).toStrictEqual([
        release,
        minor(release) < minor(events.since),
      ]);
      const told = warnings.includes(`triggers[0] (${type}) is deprecated since KEDA ${events.deprecated}`);
      expect([release, told]).toStrictEqual([release, minor(release) >= minor(events.deprecated)]);
    }
  });

  test('fails for parameters of an authentication that KEDA does not read', () => {
    const accepted = Object.keys(params).filter(
      (key) => !params[key].removed && !/does not read from an authentication/.test(failureOf(probe({ auth: giving(key) })) ?? ''),
    );
    expect(accepted).toStrictEqual(authParameters);
  });

  test('fails for pod identities that KEDA does not use', () => {
    const providers = ['azure-workload', 'gcp', 'aws', 'aws-eks'];
    const accepted = providers.filter((provider) => !/cannot use/.test(failureOf(probe({ auth: identity(provider) })) ?? ''));
    expect(accepted.sort()).toStrictEqual([...podIdentities].sort());
  });
});
