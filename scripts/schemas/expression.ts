/** Parses a CEL rule into the form that the library evaluates. */
import { parse } from '@bufbuild/cel';
import { isFunction } from '../../lib/rules/schema/compile';
import type { Expression } from '../../lib/rules/schema/expression';
import type { Structural } from '../../lib/rules/schema/structural';

type Parsed = NonNullable<ReturnType<typeof parse>['expr']>;

/** An expression, and the schema of its value, if known. */
interface Typed {
  readonly expression: Expression;
  readonly schema?: Structural;
}

type Schemas = { readonly [variable: string]: Structural | undefined };

/** Parses a CEL rule on values of a schema. Throws for an expression that the library cannot evaluate, so that no new rule is skipped. */
export function expressionOf(rule: string, self: Structural): Expression {
  return typed(parse(rule).expr, { self }).expression;
}

function typed(parsed: Parsed | undefined, schemas: Schemas): Typed {
  if (!parsed) throw new Error('no expression');
  const { case: form, value } = parsed.exprKind;
  switch (form) {
    case 'constExpr':
      return { expression: ['literal', literal(value.constantKind?.value)] };
    case 'identExpr':
      return { expression: ['variable', value.name], schema: schemas[value.name] };
    case 'selectExpr': {
      const object = typed(value.operand, schemas);
      const name = unescaped(value.field);
      const schema = object.schema?.properties?.[name];
      if (!schema) throw new Error(`no schema of ${name}`);
      if (schema.nullable) throw new Error(`no check for ${name}, which may be null`);
      const form = value.testOnly ? 'has' : 'field';
      const access = [form, object.expression, name] as const;
      return { expression: schema.default === undefined ? access : [...access, schema.default], schema };
    }
    case 'listExpr':
      return { expression: ['list', value.elements.map((element) => typed(element, schemas).expression)] };
    case 'callExpr': {
      if (!isFunction(value.function)) throw new Error(`no function ${value.function}`);
      const parameters = [...(value.target ? [value.target] : []), ...value.args].map((parameter) => typed(parameter, schemas));
      const schema = value.function === '_[_]' ? parameters[0].schema?.items : undefined;
      return { expression: ['call', value.function, parameters.map(({ expression }) => expression)], schema };
    }
    case 'comprehensionExpr': {
      const list = typed(value.iterRange, schemas);
      const inner = { ...schemas, [value.iterVar]: list.schema?.items };
      const [initial, condition, step, result] = [value.accuInit, value.loopCondition, value.loopStep, value.result].map(
        (part) => typed(part, inner).expression,
      );
      return { expression: ['fold', value.iterVar, list.expression, value.accuVar, initial, condition, step, result] };
    }
    default:
      throw new Error(`no evaluation of ${form}`);
  }
}

function literal(value: unknown): string | number | boolean {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  throw new Error(`no literal ${value}`);
}

/** Unescapes the name of a field, https://kubernetes.io/docs/reference/using-api/cel/#escaping */
function unescaped(name: string): string {
  const word = /^__([a-z]+)__$/.exec(name)?.[1];
  if (word && !['underscores', 'dot', 'dash', 'slash'].includes(word)) return word;
  return name.replaceAll('__dot__', '.').replaceAll('__dash__', '-').replaceAll('__slash__', '/').replaceAll('__underscores__', '__');
}
