import type { Parameter, Rule } from '../keda/scalers/definition';
import { SCALERS } from '../keda/scalers/definitions';
import { FORMS } from '../keda/scalers/forms';

/** A trigger of a ScaledObject. */
interface Trigger {
  readonly type: string;
  readonly metricType?: string;
  readonly metadata: { readonly [key: string]: string };
  readonly authenticationRef?: { readonly name: string };
}

/**
 * Returns a trigger of that type with what KEDA needs and placeholders for values, which have the form that KEDA parses. Parameters that
 * KEDA reads from an authentication only are left to the TriggerAuthentication that it names.
 */
export function triggerExample(type: string): Trigger {
  const { params, rules, metricTypes, metricTypeRequired } = SCALERS[type];
  const given = new Set([...Object.keys(OWN[type] ?? {}), ...Object.keys(params).filter((key) => params[key].required)]);
  // a rule may bring another one into force
  for (let size = -1; size !== given.size; ) {
    size = given.size;
    for (const rule of rules) for (const key of missing(type, rule, given, params)) given.add(key);
  }
  const metadata = [...given].flatMap((key): [string, string][] => {
    const param = params[key];
    if (param.from.includes('metadata')) return [[param.prefix ? `${param.prefix}name` : key, placeholder(type, key, param)]];
    return param.from.includes('env') && !param.from.includes('auth') ? [[`${key}FromEnv`, constant(key)]] : [];
  });
  const needsAuth = [...given].some((key) => !params[key].from.includes('metadata') && params[key].from.includes('auth'));
  return {
    type,
    ...(metricTypeRequired ? { metricType: metricTypes[0] } : {}),
    metadata: Object.fromEntries(metadata),
    ...(needsAuth ? { authenticationRef: { name: 'my-auth' } } : {}),
  };
}

type Parameters = { readonly [key: string]: Parameter };

/** Returns the parameters to add for a rule. */
function missing(type: string, rule: Rule, given: ReadonlySet<string>, params: Parameters): readonly string[] {
  const applies = Object.entries(rule.when ?? {}).every(([key, value]) => {
    return given.has(key) && (typeof value !== 'object' || value.includes(placeholder(type, key, params[key])));
  });
  if (rule.until !== undefined || !applies) return [];
  const known = (keys: readonly string[]) => keys.filter((key) => params[key] && !params[key].removed && !params[key].deprecated);
  if (rule.allOf) return known(rule.allOf);
  if (rule.allOrNone) return rule.allOrNone.some((key) => given.has(key)) ? known(rule.allOrNone) : [];
  const oneOf = rule.atLeastOne ?? rule.exactlyOne ?? [];
  if (oneOf.some((key) => given.has(key))) return [];
  // a switch brings requirements of its own
  const values = known(oneOf).filter((key) => params[key].kind !== 'boolean');
  return (values.length > 0 ? values : known(oneOf)).slice(0, 1);
}

/** Values that no definition has: what KEDA parses by code of the scaler, and parameters that exclude others. */
const OWN: { readonly [type: string]: { readonly [key: string]: string } } = {
  cpu: { value: '60' },
  cron: { timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', desiredReplicas: '5' },
  elasticsearch: { addresses: 'http://elasticsearch.default:9200' },
  memory: { value: '60' },
  rabbitmq: { host: 'amqp://rabbitmq.default:5672/' },
};

function placeholder(type: string, key: string, param: Parameter): string {
  if (OWN[type]?.[key] !== undefined) return OWN[type][key];
  switch (param.kind) {
    case 'int':
    case 'intList':
    case 'number':
      return String(Math.max(5, param.min ?? 5));
    case 'boolean':
      return 'true';
    case 'duration':
      return param.unit === 'go' ? '30s' : '30';
    case 'enum':
      return param.enum?.[0] ?? key;
    default:
      if (param.enum) return param.enum[0];
      if (param.kind === 'map') return `name${param.assign ?? '='}value`;
      return param.form ? FORMS[param.form].example : `my-${key.replace(/([A-Z]+)/g, '-$1').toLowerCase()}`;
  }
}

function constant(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
