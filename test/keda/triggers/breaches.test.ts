import * as fc from 'fast-check';
import { KafkaSasl, KafkaSaslTokenProvider, RabbitmqMode, TlsSwitch, Trigger, TriggerAuth } from '../../../lib';
import { SUPPORTED } from '../../../lib/cluster/supported-versions';
import { isInForce, type Rule } from '../../../lib/keda/scalers/definition';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { bind, fails, failureOf, giving } from './bind';
import { kafka } from './props';
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
      says: key in when ? [Object.keys(when).length === 1 ? 'does not support ' : 'cannot combine '] : ['takes no ', bare(key)],
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
      const values = condition.map((value) => (kind === 'list' ? [value] : kind === 'boolean' ? value === 'true' : value));
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

test('fails without a required parameter, and names the places it can come from', () => {
  const cases = TYPES.flatMap((type) => {
    const { params } = SCALERS[type];
    return Object.keys(params).flatMap((key) => {
      const { from, prop = key, required } = params[key];
      if (!required) return [];
      const places = { metadata: prop, env: `${prop}FromEnv`, auth: `an auth with the parameter ${key}` };
      const ways = (['metadata', 'env', 'auth'] as const).filter((place) => from.includes(place)).map((place) => places[place]);
      const remedy = ways.length > 1 ? `${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}` : ways[0];
      return [{ type, key, message: `triggers[0] (${type}) needs ${prop}: pass ${remedy}` }];
    });
  });
  const failed = cases.map(({ type, key }) => {
    const rest = [...complete(type, new Map())!].filter(([other]) => other !== key);
    return { type, key, message: failureOf(selected(type, new Map(rest))) };
  });
  expect(failed).toStrictEqual(cases);
});

const RULES = TYPES.flatMap((type) =>
  SCALERS[type].rules.filter((rule) => isKnowable(type, rule) && isInForce(rule, SUPPORTED.keda.default)).map((rule) => ({ type, rule })),
);

test('fails when a rule is broken', () => {
  const cases = RULES.flatMap(({ type, rule }) => {
    const circumstances = Object.keys(rule.when ?? {}).map((key) => labelOf(type, key));
    const breaches = applying(type, rule).flatMap((base) =>
      breachesOf(type, rule).flatMap(({ given, absent, says }) => {
        const seed: Selection = new Map([...given.map((key) => [key, choose(type, key)] as const), ...base]);
        const alone = complete(type, seed, rule, absent);
        // a rule that follows from another is not broken alone
        const parts = alone ? [`triggers[0] (${type}) `, ...says, ...circumstances] : [`(${type}) `];
        return new Demands(type, alone ?? seed).isBroken(rule) ? [{ type, rule, selection: alone ?? seed, parts }] : [];
      }),
    );
    return breaches.length > 0 ? breaches : [{ type, rule, selection: new Map(), parts: ['a breach'] }];
  });
  const unsaid = cases.flatMap(({ parts, ...breach }) => {
    const message = failureOf(selected(breach.type, breach.selection)) ?? 'nothing';
    const missing = parts.filter((part) => !message.includes(part));
    return missing.length > 0 ? [{ ...breach, message, missing }] : [];
  });
  expect(unsaid).toStrictEqual([]);
});

test('triggers meet the rules when they have all that the rules ask for', () => {
  // a rule that forbids one of its conditions cannot be met while it applies
  const cases = RULES.filter(({ rule: { when = {}, noneOf = [] } }) => !noneOf.some((key) => key in when));
  const unmet = cases.filter(({ type, rule }) => {
    const selections = applying(type, rule).flatMap((base) => complete(type, base) ?? []);
    return selections.length === 0 || selections.some((selection) => failureOf(selected(type, selection)) !== undefined);
  });
  expect(unmet).toStrictEqual([]);
});

/** Types whose parameters depend on each other in more ways than rules express. */
const WITH_OWN_BREACHES = /^(rabbitmq|aws-.*)$/;

/** Random selections: completed ones, from which some parameters are taken and to which others are added. */
const selections = fc.constantFrom(...TYPES.filter((type) => !WITH_OWN_BREACHES.test(type))).chain((type) => {
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
      return (failure !== undefined) === (demands.missing().length > 0 || demands.broken() !== undefined);
    }),
    { numRuns: 500 },
  );
});

describe('messages', () => {
  test('fails without a required parameter, with all the places it could come from', () => {
    fails(
      Trigger.kafka({ consumerGroup: 'orders' }),
      'triggers[0] (kafka) needs bootstrapServers: pass bootstrapServers or bootstrapServersFromEnv',
    );
    fails(
      Trigger.rabbitmq({ queueName: 'orders' }),
      'triggers[0] (rabbitmq) needs host: pass host, hostFromEnv or an auth with the parameter host',
    );
  });

  test('a variable, a known and an unknown authentication meet a requirement', () => {
    expect(bind(Trigger.rabbitmq({ queueName: 'orders', hostFromEnv: 'HOST' })).metadata).toStrictEqual({
      queueName: 'orders',
      hostFromEnv: 'HOST',
    });
    expect(bind(Trigger.rabbitmq({ queueName: 'orders' }, { auth: giving('host') })).metadata).toStrictEqual({ queueName: 'orders' });
    const auth = TriggerAuth.fromName('rabbit');
    expect(bind(Trigger.rabbitmq({ queueName: 'orders' }, { auth })).metadata).toStrictEqual({ queueName: 'orders' });
  });

  test('fails for parameters that exclude each other', () => {
    fails(
      Trigger.kafka({ ...kafka, allowIdleConsumers: true, limitToPartitionsWithLag: true }),
      'triggers[0] (kafka) takes only one of allowIdleConsumers and limitToPartitionsWithLag: leave one out',
    );
    expect(bind(Trigger.kafka({ ...kafka, allowIdleConsumers: false, limitToPartitionsWithLag: true })).type).toBe('kafka');
  });

  test('fails for a parameter without the other that it needs', () => {
    fails(
      Trigger.kafka({ ...kafka, topic: undefined, limitToPartitionsWithLag: true }),
      'triggers[0] (kafka) needs topic with limitToPartitionsWithLag: pass topic or topicFromEnv',
    );
    fails(
      Trigger.rabbitmq({ queueName: 'orders', hostFromEnv: 'HOST', mode: RabbitmqMode.QUEUE_LENGTH }),
      'triggers[0] (rabbitmq) needs value beside mode: pass value, or leave mode out',
    );
  });

  test('fails for a value that needs parameters of an authentication', () => {
    fails(
      Trigger.kafka({ ...kafka, sasl: KafkaSasl.SCRAM_SHA256 }),
      'triggers[0] (kafka) needs the authentication parameters username and password with sasl scram_sha256: ' +
        'pass an auth with the parameters username and password',
    );
    expect(bind(Trigger.kafka({ ...kafka, sasl: KafkaSasl.SCRAM_SHA256 }, { auth: giving('username', 'password') })).type).toBe('kafka');
  });

  test('fails where one and only one of several is needed', () => {
    const props = { ...kafka, sasl: KafkaSasl.GSSAPI };
    const parameters = ['username', 'realm', 'kerberosConfig'];
    fails(
      Trigger.kafka(props, { auth: giving(...parameters) }),
      'triggers[0] (kafka) needs the authentication parameters password, keytab or ccacheName with sasl gssapi: pass one of them',
    );
    fails(
      Trigger.kafka(props, { auth: giving(...parameters, 'password', 'keytab') }),
      'triggers[0] (kafka) takes only one of the authentication parameters password and keytab with sasl gssapi: leave one out',
    );
  });

  test('fails for what must not be there', () => {
    fails(
      Trigger.redis({ address: 'redis:6379', listName: 'jobs', enableTls: false }, { auth: giving('tls') }),
      'triggers[0] (redis) takes no authentication parameter tls with enableTls: leave it out',
    );
  });

  test('fails for values that cannot be combined', () => {
    const saslTokenProvider = KafkaSaslTokenProvider.AWS_MSK_IAM;
    fails(
      Trigger.kafka({ ...kafka, sasl: KafkaSasl.OAUTHBEARER, saslTokenProvider, awsRegion: 'eu-west-1', tls: TlsSwitch.DISABLE }),
      'triggers[0] (kafka) cannot combine sasl oauthbearer, saslTokenProvider aws_msk_iam and tls disable: change one of them',
    );
  });
});
