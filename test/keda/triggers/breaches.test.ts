import * as fc from 'fast-check';
import type { Rule } from '../../../lib/keda/triggers/definition';
import { SCALERS } from '../../../lib/keda/triggers/definitions';
import { bind, failureOf } from './bind';
import { choose, complete, Demands, POD_IDENTITY, type Selection, selected, TYPES } from './selection';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

/** A selection of parameters, and what is said of it. */
interface Breach {
  readonly given: readonly string[];
  readonly absent?: readonly string[];
  readonly says: readonly string[];
}

/** The ways to break a rule. */
function breachesOf(type: string, { when = {}, ...rule }: Rule): Breach[] {
  const label = (key: string) => labelOf(type, key);
  const bare = (key: string) => label(key).replace('the authentication parameter ', '');
  const choice = rule.atLeastOne ?? rule.exactlyOne ?? [];
  const exclusive = rule.atMostOne ?? rule.exactlyOne ?? [];
  const { allOf = [], allOrNone = [], noneOf = [] } = rule;
  return [
    ...allOf.map((key) => ({ given: allOf.filter((other) => other !== key), absent: [key], says: [`needs ${label(key)}`] })),
    ...(choice.length > 0 ? [{ given: [], absent: choice, says: ['needs '] }] : []),
    ...exclusive.flatMap((key, index) =>
      exclusive.slice(index + 1).map((other) => ({ given: [key, other], says: ['takes only one of ', bare(key), bare(other)] })),
    ),
    ...allOrNone.map((key) => ({
      given: allOrNone.filter((other) => other !== key),
      absent: [key],
      says: [`needs ${label(key)} beside `],
    })),
    ...noneOf.map((key) => ({
      given: [key],
      says: key in when ? ['cannot combine '] : ['takes no ', bare(key)],
    })),
  ];
}

/** The name of a parameter in a message. */
function labelOf(type: string, key: string): string {
  if (key === POD_IDENTITY) return 'a pod identity';
  const { from, prop = key } = SCALERS[type].params[key];
  if (from.includes('metadata') || from.length === 2) return prop;
  return from[0] === 'auth' ? `the authentication parameter ${key}` : `${prop}FromEnv`;
}

/** Selections in which a rule applies: where it asks for one of several values, one for each. */
function applying(type: string, { when = {} }: Rule): Selection[] {
  const scaler = SCALERS[type];
  return Object.entries(when).reduce<Selection[]>(
    (selections, [key, condition]) => {
      if (condition === true || condition === '*') return selections.map((selection) => new Map([...selection, [key, choose(type, key)]]));
      const { kind } = scaler.params[key];
      const values = condition.map((value) => (kind === 'list' ? [value] : value));
      return selections.flatMap((selection) => values.map((value) => new Map([...selection, [key, choose(type, key, value)]])));
    },
    [new Map()],
  );
}

/** Whether the values that a rule asks for can be known. */
function isKnowable(type: string, { when = {} }: Rule): boolean {
  const { params } = SCALERS[type];
  return Object.entries(when).every(([key, condition]) => typeof condition !== 'object' || params[key].from.includes('metadata'));
}

describe.each(TYPES)('%s', (type) => {
  const scaler = SCALERS[type];
  const rules = scaler.rules.filter((rule) => isKnowable(type, rule));

  test('fails without a required parameter, and names the places it can come from', () => {
    const required = Object.keys(scaler.params).filter((key) => scaler.params[key].required);
    const all = complete(type, new Map())!;
    expect(failureOf(selected(type, all))).toBeUndefined();
    for (const key of required) {
      const { from, prop = key } = scaler.params[key];
      const places = { metadata: prop, env: `${prop}FromEnv`, auth: `an auth with the parameter ${key}` };
      const ways = (['metadata', 'env', 'auth'] as const).filter((place) => from.includes(place)).map((place) => places[place]);
      const remedy = ways.length > 1 ? `${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}` : ways[0];
      const rest = new Map([...all].filter(([other]) => other !== key));
      expect(failureOf(selected(type, rest))).toBe(`triggers[0] (${type}) needs ${prop}: pass ${remedy}`);
    }
  });

  test('fails when a rule is broken', () => {
    for (const rule of rules) {
      const breaches = applying(type, rule).flatMap((base) =>
        breachesOf(type, rule).flatMap(({ given, absent, says }) => {
          const seed: Selection = new Map([...given.map((key) => [key, choose(type, key)] as const), ...base]);
          const alone = complete(type, seed, rule, absent);
          return new Demands(type, alone ?? seed).isBroken(rule) ? [{ seed, alone, says }] : [];
        }),
      );
      expect([rule, breaches.length > 0]).toStrictEqual([rule, true]);
      for (const { seed, alone, says } of breaches) {
        const message = failureOf(selected(type, alone ?? seed)) ?? '';
        // a rule that follows from another is not broken alone
        const expected = alone
          ? [`triggers[0] (${type}) `, ...says, ...Object.keys(rule.when ?? {}).map((key) => labelOf(type, key))]
          : [type];
        expect([rule, message, expected.filter((part) => !message.includes(part))]).toStrictEqual([rule, message, []]);
      }
    }
  });

  test('takes what meets the rules', () => {
    for (const rule of rules) {
      for (const base of applying(type, rule)) {
        const selection = complete(type, base);
        if (selection) expect(() => bind(selected(type, selection))).not.toThrow();
      }
    }
  });
});

/** Random selections: completed ones, from which some parameters are taken and to which others are added. */
const selections = fc.constantFrom(...TYPES.filter((type) => type !== 'rabbitmq')).chain((type) => {
  const scaler = SCALERS[type];
  const keys = [
    ...Object.keys(scaler.params).filter((key) => !scaler.params[key].removed),
    ...(scaler.podIdentities.length > 0 ? [POD_IDENTITY] : []),
  ];
  const choice = (key: string) => {
    const parameter = scaler.params[key];
    if (!parameter) return fc.constant(choose(type, key));
    const elsewhere = parameter.from.filter((place) => place !== 'metadata').map((place) => ({ place }));
    const values = parameter.kind === 'boolean' ? [true, false] : parameter.kind === 'enum' ? parameter.enum! : [undefined];
    const inMetadata = parameter.from.includes('metadata') ? values.map((value) => choose(type, key, value)) : [];
    return fc.constantFrom(...inMetadata, ...elsewhere);
  };
  const some = (maxLength: number) =>
    fc
      .subarray(keys, { maxLength: Math.min(maxLength, keys.length) })
      .chain((chosen) => fc.tuple(...chosen.map((key) => fc.tuple(fc.constant(key), choice(key)))));
  return fc.record({
    type: fc.constant(type),
    seed: some(3),
    left: fc.subarray(keys, { maxLength: Math.min(2, keys.length) }),
    added: some(2),
    authIsUnknown: fc.boolean(),
  });
});

test('fails for what breaks a rule, and for nothing else', () => {
  fc.assert(
    fc.property(selections, ({ type, seed, left, added, authIsUnknown }) => {
      const whole = complete(type, new Map(seed)) ?? new Map(seed);
      const selection = new Map([...[...whole].filter(([key]) => !left.includes(key)), ...added]);
      const given: Selection = authIsUnknown ? new Map([...selection].filter(([, { place }]) => place !== 'auth')) : selection;
      const demands = new Demands(type, given, authIsUnknown);
      const failure = failureOf(selected(type, given, authIsUnknown));
      expect([failure, failure !== undefined]).toStrictEqual([failure, demands.missing().length > 0 || demands.broken().length > 0]);
    }),
    { numRuns: 3000 },
  );
});
