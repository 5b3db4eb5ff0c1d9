import { Duration } from 'cdk8s';
import type { Trigger } from '../../../lib';
import { SUPPORTED } from '../../../lib/cluster/supported-versions';
import { type Condition, isInForce, type Parameter, type Rule, type Scaler } from '../../../lib/keda/scalers/definition';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { FORMS } from '../../../lib/keda/scalers/forms';
import { auth, create, giving, identity } from './bind';

export const TYPES = Object.keys(SCALERS);

/** A parameter that is given: in the metadata with a value, or elsewhere without a known one. */
interface Choice {
  readonly place: 'metadata' | 'env' | 'auth';
  readonly value?: unknown;
}

/** Parameters that are given to a scaler, by key. `podIdentity` stands for a pod identity. */
export type Selection = ReadonlyMap<string, Choice>;

export const POD_IDENTITY = 'podIdentity';

/** A duration that is whole in every unit up to hours. */
const LONG = Duration.hours(3);

const OWN_VALUES: { readonly [parameter: string]: unknown } = {
  'cron.timezone': 'Europe/Vienna',
  'cron.start': '0 8 * * *',
  'cron.end': '0 20 * * *',
  // below the threshold
  'azure-cosmosdb.activationChangeFeedLagThreshold': 7,
  'aws-cloudwatch.metricStatPeriod': 60,
  'aws-cloudwatch.metricCollectionTime': 600,
  'cpu.value': '60',
  'memory.value': '60',
};

/** What stands beside a parameter of any amount. */
const COMPANIONS: { readonly [parameter: string]: readonly (readonly [key: string, value: unknown])[] } = {
  // the time is a multiple of the period
  'aws-cloudwatch.metricCollectionTime': [['metricStatPeriod', 1]],
  'aws-cloudwatch.metricStatPeriod': [['metricCollectionTime', 0]],
  'azure-cosmosdb.activationChangeFeedLagThreshold': [['changeFeedLagThreshold', 1e15]],
};

/** A value that a parameter can have. */
export function sample(type: string, key: string, { kind, enum: members, prefix, form }: Parameter): unknown {
  const own = OWN_VALUES[`${type}.${key}`];
  if (own !== undefined) return own;
  switch (kind) {
    case 'int':
      return 77;
    case 'number':
      return 2.5;
    case 'boolean':
      return true;
    case 'duration':
      return LONG;
    case 'list':
      return [members?.[0] ?? (form ? FORMS[form].example : 'first')];
    case 'intList':
      return ['1'];
    case 'map':
      return prefix ? { A: 'value' } : { name: 'value' };
    case 'enum':
      return members![0];
    default:
      return form ? FORMS[form].example : 'some-text';
  }
}

/** Gives a parameter where its scaler reads it, in the metadata if it can be. */
export function choose(type: string, key: string, value?: unknown): Choice {
  if (key === POD_IDENTITY) return { place: 'auth', value: SCALERS[type].podIdentities[0] };
  const parameter = SCALERS[type].params[key];
  // a known host of RabbitMQ restricts the other parameters: see rabbitmq.test.ts
  const places = type === 'rabbitmq' && key === 'host' && value === undefined ? (['env'] as const) : (['metadata', 'env', 'auth'] as const);
  const place = places.find((candidate) => parameter.from.includes(candidate))!;
  return place === 'metadata' ? { place, value: value ?? sample(type, key, parameter) } : { place };
}

/** Creates the trigger of a selection. */
export function selected(type: string, selection: Selection, authIsUnknown = false): Trigger {
  const scaler = SCALERS[type];
  const props: { [prop: string]: unknown } = {};
  const parameters: string[] = [];
  for (const [key, { place, value }] of selection) {
    const prop = scaler.params[key]?.prop ?? key;
    if (key === POD_IDENTITY) continue;
    if (place === 'metadata') props[prop] = value;
    else if (place === 'env') props[`${prop}FromEnv`] = 'VARIABLE';
    else parameters.push(key);
  }
  const provider = selection.get(POD_IDENTITY)?.value as string | undefined;
  const known = provider ? identity(provider, ...parameters) : giving(...parameters);
  return create(type, props, {
    ...(scaler.metricTypeRequired && { metricType: 'Utilization' as never }),
    ...(authIsUnknown ? { auth } : (provider || parameters.length > 0) && { auth: known }),
  });
}

/** What a definition demands of a selection, read independently of the library. */
export class Demands {
  private readonly scaler: Scaler;

  constructor(
    type: string,
    private readonly selection: Selection,
    private readonly authIsUnknown = false,
  ) {
    this.scaler = SCALERS[type];
  }

  /** Required parameters that are not given. */
  public missing(): string[] {
    const { params } = this.scaler;
    return Object.keys(params).filter((key) => params[key].required && !params[key].removed && !this.mayBeGiven(key));
  }

  /** Whether a rule is broken. */
  public isBroken(rule: Rule): boolean {
    if (!isInForce(rule, SUPPORTED.keda.default)) return false;
    if (!Object.entries(rule.when ?? {}).every(([key, condition]) => this.meets(key, condition))) return false;
    const maybe = (keys: readonly string[] = []) => keys.filter((key) => this.mayBeGiven(key)).length;
    const surely = (keys: readonly string[] = []) => keys.filter((key) => this.isGiven(key)).length;
    return (
      maybe(rule.allOf) < (rule.allOf ?? []).length ||
      (rule.atLeastOne !== undefined && maybe(rule.atLeastOne) === 0) ||
      (rule.exactlyOne !== undefined && (maybe(rule.exactlyOne) === 0 || surely(rule.exactlyOne) > 1)) ||
      surely(rule.atMostOne) > 1 ||
      (surely(rule.allOrNone) > 0 && maybe(rule.allOrNone) < (rule.allOrNone ?? []).length) ||
      surely(rule.noneOf) > 0
    );
  }

  /** The first rule that is broken, but for an exception. */
  public broken(except?: Rule): Rule | undefined {
    return this.scaler.rules.find((rule) => rule !== except && this.isBroken(rule));
  }

  /** A switch is given when it is on. */
  private isGiven(key: string): boolean {
    const choice = this.selection.get(key);
    if (key === POD_IDENTITY || this.scaler.params[key].kind !== 'boolean') return choice !== undefined;
    return choice?.value === true;
  }

  private mayBeGiven(key: string): boolean {
    const choice = this.selection.get(key);
    if (choice) return choice.value !== false;
    return this.authIsUnknown && (key === POD_IDENTITY || this.scaler.params[key].from.includes('auth'));
  }

  private meets(key: string, condition: Condition): boolean {
    if (condition === true) return this.isGiven(key);
    const choice = this.selection.get(key);
    if (condition === '*') return choice !== undefined;
    return [choice?.value].flat().some((value) => condition.includes(String(value)));
  }
}

/**
 * Completes a selection so that its scaler has all it needs and nothing that is excluded.
 *
 * @param except a rule that stays as it is
 * @param absent parameters that are not added
 */
export function complete(type: string, seed: Selection, except?: Rule, absent: readonly string[] = [], depth = 14): Selection | undefined {
  const demands = new Demands(type, seed);
  const scaler = SCALERS[type];
  const addable = (keys: readonly string[]) =>
    keys.filter((key) => !seed.has(key) && !absent.includes(key) && (key !== POD_IDENTITY || scaler.podIdentities.length > 0));
  const member = (key: string, nth: number) => (scaler.params[key]?.kind === 'enum' ? scaler.params[key].enum?.[nth] : undefined);
  const adding = (keys: readonly string[], nth = 0): Selection =>
    new Map([...seed, ...keys.map((key) => [key, choose(type, key, member(key, nth))] as const)]);
  const [missing] = demands.missing();
  const rule = demands.broken(except);
  if (missing === undefined && !rule) return seed;
  if (depth === 0 || (missing !== undefined && absent.includes(missing))) return undefined;
  const all = missing === undefined ? [...(rule?.allOf ?? []), ...(rule?.allOrNone ?? [])] : [missing];
  const one = (missing === undefined && (rule?.atLeastOne ?? rule?.exactlyOne)) || [];
  const ways = one.some((key) => seed.has(key) && seed.get(key)?.value !== false) ? [] : addable(one).map((key) => adding([key]));
  if (all.length > 0 && all.every((key) => seed.has(key) || addable([key]).length > 0)) {
    ways.push(adding(addable(all)));
    if (all.some((key) => member(key, 1) !== undefined)) ways.push(adding(addable(all), 1));
  }
  for (const way of ways) {
    const completed = complete(type, way, except, absent, depth - 1);
    if (completed) return completed;
  }
  return undefined;
}

/** A trigger with one parameter of a choice, and all that its scaler needs besides. */
export function triggerWith(type: string, key: string, value?: unknown): Trigger {
  const seed: Selection = new Map([
    [key, choose(type, key, value)],
    ...(COMPANIONS[`${type}.${key}`] ?? []).map(([other, amount]) => [other, choose(type, other, amount)] as const),
  ]);
  return selected(type, complete(type, seed) ?? seed);
}
