/** Evaluates CEL rules with Buf's library, which passes CEL's conformance suite: the judge of the library's own evaluation. */
import { celEnv, parse, plan } from '@bufbuild/cel';
import type { Structural } from '../../lib/rules/schema/structural';

type Plan = ReturnType<typeof plan>;

const plans = new Map<string, Plan>();

/** The result of a rule for a value: true, false, or undefined when the evaluation fails. */
export function bufVerdict(rule: string, value: unknown, schema: Structural): boolean | undefined {
  let evaluate = plans.get(rule);
  if (!evaluate) {
    evaluate = plan(celEnv(), parse(rule));
    plans.set(rule, evaluate);
  }
  const result = evaluate({ self: toCel(value, schema) as never });
  return typeof result === 'boolean' ? result : undefined;
}

/** Words of CEL that a field's name must not be, https://kubernetes.io/docs/reference/using-api/cel/#escaping */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

/** A value as CEL sees it: integers as such, defaults filled in as the API server does before it validates, names of fields escaped. */
function toCel(value: unknown, schema: Structural): unknown {
  if (typeof value === 'number') return schema.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((element) => toCel(element, schema.items ?? {}));
  if (value === null || typeof value !== 'object') return value;
  const result: { [name: string]: unknown } = {};
  const properties = schema.properties ?? {};
  for (const [name, field] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (name === '__proto__' || (field === null && property && !property.nullable)) continue; // the API server prunes such a null
    result[property ? escaped(name) : name] = toCel(field, property ?? schema.additionalProperties ?? {});
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.default !== undefined && !Object.hasOwn(result, escaped(name))) result[escaped(name)] = toCel(property.default, property);
  }
  return result;
}

function escaped(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll('__', '__underscores__').replaceAll('.', '__dot__').replaceAll('-', '__dash__').replaceAll('/', '__slash__');
}
