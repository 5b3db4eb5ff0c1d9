import { Duration } from 'cdk8s';
import type { Trigger, TriggerOptions } from '../../../lib';
import { SUPPORTED } from '../../../lib/cluster/supported-versions';
import type { Kind, Source } from '../../../lib/keda/scalers/definition';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { bind, create, failureOf, giving, identity } from './bind';
import { mismatches } from './mismatches';
import { type Example, FACTS, type ScalerFacts, triggerOf } from './scaler-facts';
import { choose, selected, TYPES, triggerWith } from './selection';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

test('every scaler has its facts', () => {
  expect(FACTS.map(({ type }) => type).sort()).toStrictEqual([...TYPES].sort());
});

test('each of the 79 scalers has an example of its page of the documentation of the default release', () => {
  const page = `https://keda.sh/docs/${SUPPORTED.keda.default}/scalers/`;
  const withExample = FACTS.filter(({ page: of, documented = [] }) => of.startsWith(page) && documented.length > 0);
  expect(FACTS.filter((facts) => !withExample.includes(facts)).map(({ type }) => type)).toStrictEqual([]);
  expect(withExample).toHaveLength(79);
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

/** A trigger as it stands in a ScaledObject. */
function expected(type: string, { metadata, metricType, auth }: Example) {
  return { type, metadata, ...(metricType && { metricType }), ...(auth && { authenticationRef: { name: 'auth' } }) };
}

const documented = FACTS.flatMap(({ type, documented = [] }) => documented.map((example, index) => [type, index + 1, example] as const));
const others = FACTS.flatMap(({ type, smallest, further = [] }) => [smallest, ...further].map((example) => [type, example] as const));
const refused = FACTS.flatMap(({ type, refused = [] }) => refused.map(({ error, ...example }) => [type, error, example] as const));

test.each(documented)('the documentation of %s has example %d', (type, _, example) => {
  expect(bind(triggerOf(type, example))).toStrictEqual(expected(type, example));
});

test('triggers have parameters that no documented example has', () => {
  for (const [type, example] of others) expect(bind(triggerOf(type, example))).toStrictEqual(expected(type, example));
});

test.each(refused)('fails for %s: %s', (type, error, example) => {
  expect(failureOf(triggerOf(type, example))).toBe(error);
});

/** Releases of KEDA that a platform can declare. */
const FIRST = '2.14';
const LAST = SUPPORTED.keda.max;

/** An amount that is in no bounds. */
const LARGE = 9e13;

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

/** The events that a release meets: those to come, and those that have been. */
function inForce({ since, ...later }: Events, release: string): string {
  const all = (['deprecated', 'ignored', 'removed'] as const).filter((event) => minor(release) >= minor(later[event]));
  // what is gone is not told of as deprecated
  const past = all.length > 1 ? all.filter((event) => event !== 'deprecated') : all;
  return [...(minor(release) < minor(since) ? ['since'] : []), ...past].join();
}

/** A trigger with options and no parameters. */
function probe({ type, smallest: { metricType } }: ScalerFacts, options: TriggerOptions) {
  return create(type, {}, { ...options, ...(metricType && { metricType }) });
}

/** Keys of the parameters that are numbers, or lengths of time, in the metadata. */
function amounts(type: string, ...kinds: Kind[]): string[] {
  const { params } = SCALERS[type];
  return Object.keys(params).filter(
    (key) => kinds.includes(params[key].kind) && params[key].from.includes('metadata') && !params[key].removed,
  );
}

test('fails without any of the fewest parameters', () => {
  const needed = FACTS.flatMap(({ type, smallest: { props, auth = [] } }) =>
    [...Object.keys(props), ...auth].map((left) => ({ type, left })),
  );
  const failing = FACTS.flatMap(({ type, smallest }) =>
    [...Object.keys(smallest.props), ...(smallest.auth ?? [])].flatMap((left) => {
      const { [left]: _, ...props } = smallest.props;
      const auth = smallest.auth?.filter((parameter) => parameter !== left);
      return failureOf(triggerOf(type, { ...smallest, props, auth })) === undefined ? [] : [{ type, left }];
    }),
  );
  expect(failing).toStrictEqual(needed);
});

test('fails for fractions of whole numbers, and only of those', () => {
  const failing = FACTS.map(({ type }) => {
    const integers = amounts(type, 'int', 'number').filter((key) => {
      return failureOf(triggerWith(type, key, 77.5))?.endsWith('(77.5) must be a whole number');
    });
    return { type, integers };
  });
  expect(failing).toStrictEqual(FACTS.map(({ type, integers = [] }) => ({ type, integers })));
});

test('fails for numbers out of bounds, and only for those', () => {
  const cases = FACTS.flatMap(({ type, bounds = {} }) =>
    amounts(type, 'int', 'number', 'duration').flatMap((key) => {
      const { kind, target } = SCALERS[type].params[key];
      const [bound, lower] = boundIn(bounds[key], '>') ?? [kind === 'duration' ? 0 : -LARGE];
      const lowest = target ? Math.max(bound, 1) : bound;
      const [highest, upper] = boundIn(bounds[key], '<') ?? [LARGE];
      return [
        { type, key, amount: lowest, expected: undefined },
        { type, key, amount: highest, expected: undefined },
        ...(lower ? [{ type, key, amount: bound - 1, expected: lower }] : []),
        ...(upper ? [{ type, key, amount: highest + 1, expected: upper }] : []),
      ];
    }),
  );
  const wrong = mismatches(cases, ({ type, key, amount }) => {
    const { kind, unit } = SCALERS[type].params[key];
    const duration = () => Duration.millis(unit === 'milliseconds' ? amount : amount * 1000);
    const failure = failureOf(triggerWith(type, key, kind === 'duration' ? duration() : amount));
    return failure && (/ must be ([a-z]+ [a-z]+ \d+)( [a-z]+)?$/.exec(failure)?.[1] ?? failure);
  });
  expect(wrong).toStrictEqual([]);
});

/** The events in the life of a parameter, or of the scaler, that a trigger meets with a release of KEDA. */
function met(type: string, trigger: Trigger, keda: string, ofScaler: boolean): string {
  warned.mockClear();
  const failure = failureOf(trigger, { keda }) ?? '';
  const scaler = `triggers[0] (${type}) `;
  const warnings = warned.mock.calls.map(([message]) => message as string);
  const deprecated = warnings.some((message) => message.includes(' is deprecated ') && message.startsWith(scaler) === ofScaler);
  return [
    ...(failure.includes(' needs KEDA ') && failure.startsWith(scaler) === ofScaler ? ['since'] : []),
    ...(deprecated ? ['deprecated'] : []),
    ...(failure.includes(' has no effect in ') ? ['ignored'] : []),
    ...(failure.includes(' was removed from ') ? ['removed'] : []),
  ].join();
}

test('fails or warns in the releases of KEDA that do not read a parameter', () => {
  const cases = FACTS.flatMap(({ type, releases = {}, sources = {} }) =>
    Object.keys(SCALERS[type].params).flatMap((key) => {
      const late = sources[key]?.[choose(type, key).place];
      const events = { ...eventsIn(releases[key]), ...(late && { since: late }) };
      const first = eventsIn(releases['*']).since ?? FIRST;
      return boundaries(first, events).map((release) => ({ type, key, release, expected: inForce(events, release) }));
    }),
  );
  const wrong = mismatches(cases, ({ type, key, release }) => {
    const trigger = selected(type, new Map([[key, choose(type, key)]]));
    return met(type, trigger, release, false);
  });
  expect(wrong).toStrictEqual([]);
});

test('fails in the releases of KEDA that do not read a parameter from a source', () => {
  const cases = FACTS.flatMap(({ type, sources = {} }) =>
    Object.entries(sources).flatMap(([key, places]) =>
      Object.entries(places).flatMap(([place, since]) =>
        boundaries(FIRST, { since }).map((release) => ({ type, key, place, release, expected: inForce({ since }, release) })),
      ),
    ),
  );
  const wrong = mismatches(cases, ({ type, key, place, release }) => {
    const value = place === 'metadata' ? choose(type, key).value : undefined;
    return met(type, selected(type, new Map([[key, { place: place as Source, value }]])), release, false);
  });
  expect(wrong).toStrictEqual([]);
});

test('fails or warns in the releases of KEDA that do not have the scaler', () => {
  const cases = FACTS.flatMap(({ type, smallest, releases = {} }) => {
    const events = eventsIn(releases['*']);
    return boundaries(FIRST, events).map((release) => ({ type, smallest, release, expected: inForce(events, release) }));
  });
  const wrong = mismatches(cases, ({ type, smallest, release }) => met(type, triggerOf(type, smallest), release, true));
  expect(wrong).toStrictEqual([]);
});

test('scalers take the parameters of an authentication that KEDA reads', () => {
  const refusing = FACTS.filter((facts) => {
    const failure = failureOf(probe(facts, { auth: giving(...(facts.authParameters ?? [])) }));
    return failure?.includes('does not read from an authentication');
  });
  expect(refusing).toStrictEqual([]);
  const read = FACTS.map(({ type }) => {
    const { params } = SCALERS[type];
    return { type, authParameters: Object.keys(params).filter((key) => params[key].from.includes('auth') && !params[key].removed) };
  });
  expect(read).toStrictEqual(FACTS.map(({ type, authParameters = [] }) => ({ type, authParameters })));
});

test('fails for pod identities that KEDA does not use', () => {
  const providers = ['aws', 'aws-eks', 'azure-workload', 'gcp'];
  const accepted = FACTS.map((facts) => {
    const podIdentities = providers.filter(
      (provider) => !failureOf(probe(facts, { auth: identity(provider) }))?.includes('does not support'),
    );
    return { type: facts.type, podIdentities };
  });
  expect(accepted).toStrictEqual(FACTS.map(({ type, podIdentities = [] }) => ({ type, podIdentities: [...podIdentities].sort() })));
});
