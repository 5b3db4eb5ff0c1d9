import type { Expression, Fold } from './expression';

/** The result of an expression whose evaluation fails, for example because a field is missing. */
const ERROR = Symbol('CEL error');

/** Values by the name that an expression gives them, such as `self`. */
interface Variables {
  readonly [name: string]: unknown;
}

/** Evaluates a CEL expression; the result is neither true nor false when the evaluation fails. */
export function evaluate(expression: Expression, variables: Variables): unknown {
  switch (expression[0]) {
    case 'literal':
      return expression[1];
    case 'variable':
      return variables[expression[1]];
    case 'field':
    case 'has': {
      const [form, object, name, defaultValue] = expression;
      const of = evaluate(object, variables);
      if (of === ERROR) return ERROR;
      const value = fieldOf(of, name, defaultValue);
      return form === 'has' ? value !== undefined : (value ?? ERROR);
    }
    case 'list':
      return allOrError(expression[1], variables);
    case 'call': {
      const [, name, parameters] = expression;
      if (Object.hasOwn(CONDITIONALS, name)) return CONDITIONALS[name](parameters, variables);
      const values = allOrError(parameters, variables);
      return values === ERROR ? ERROR : FUNCTIONS[name](...(values as unknown[]));
    }
    case 'fold':
      return fold(expression, variables);
  }
}

/** Whether expressions can call a function of this name. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(CONDITIONALS, name) || Object.hasOwn(FUNCTIONS, name);
}

/** A field of an object, undefined where it is missing; the API server removes a null before it evaluates. */
function fieldOf(object: unknown, name: string, defaultValue: unknown): unknown {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined;
  return (Object.hasOwn(object, name) ? (object as Variables)[name] : undefined) ?? defaultValue;
}

function allOrError(expressions: readonly Expression[], variables: Variables): unknown {
  const values = expressions.map((expression) => evaluate(expression, variables));
  return values.includes(ERROR) ? ERROR : values;
}

function fold([, element, list, accumulator, initial, condition, step, result]: Fold, variables: Variables): unknown {
  const elements = evaluate(list, variables);
  if (!Array.isArray(elements)) return ERROR;
  let accumulated = evaluate(initial, variables);
  for (const value of elements) {
    const inner = { ...variables, [element]: value, [accumulator]: accumulated };
    if (evaluate(condition, inner) !== true) break;
    accumulated = evaluate(step, inner);
  }
  return evaluate(result, { ...variables, [accumulator]: accumulated });
}

/** Functions that give a result although a parameter fails. */
const CONDITIONALS: { readonly [name: string]: (parameters: readonly Expression[], variables: Variables) => unknown } = {
  '_&&_': (sides, variables) => decided(sides, variables, false),
  '_||_': (sides, variables) => decided(sides, variables, true),
  '_?_:_': ([condition, then, otherwise], variables) => {
    const chosen = evaluate(condition, variables);
    return typeof chosen === 'boolean' ? evaluate(chosen ? then : otherwise, variables) : ERROR;
  },
  '@not_strictly_false': ([value], variables) => evaluate(value, variables) !== false,
};

/** The value that decides `&&` or `||` when either side has it, whatever becomes of the other side. */
function decided([left, right]: readonly Expression[], variables: Variables, value: boolean): unknown {
  const first = evaluate(left, variables);
  if (first === value) return value;
  const second = evaluate(right, variables);
  if (second === value) return value;
  return first === !value && second === !value ? !value : ERROR;
}

const FUNCTIONS: { readonly [name: string]: (...values: unknown[]) => unknown } = {
  '!_': (value) => (typeof value === 'boolean' ? !value : ERROR),
  '_==_': (a, b) => equals(a, b),
  '_!=_': (a, b) => {
    const equal = equals(a, b);
    return typeof equal === 'boolean' ? !equal : ERROR;
  },
  '_<=_': (a, b) => (isNumber(a) && isNumber(b) ? a <= b : ERROR),
  '_>_': (a, b) => (isNumber(a) && isNumber(b) ? a > b : ERROR),
  '_+_': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a + b;
    return Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : ERROR;
  },
  '_[_]': (list, index) => (Array.isArray(list) && typeof index === 'number' && index in list ? list[index] : ERROR),
  '@in': (value, list) => {
    if (!Array.isArray(list)) return ERROR;
    const matches = list.map((element) => equals(value, element));
    return matches.includes(true) || (matches.includes(ERROR) ? ERROR : false);
  },
  size: (value) => (typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : ERROR),
  startsWith: ofStrings((value, part) => value.startsWith(part)),
  endsWith: ofStrings((value, part) => value.endsWith(part)),
  contains: ofStrings((value, part) => value.includes(part)),
  matches: ofStrings((value, pattern) => new RegExp(pattern).test(value)),
  duration: (text) => milliseconds(text),
};

/** Equality of scalars; no rule compares lists or maps. */
function equals(a: unknown, b: unknown): boolean | typeof ERROR {
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  return isScalar(a) && isScalar(b) ? a === b : ERROR;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function ofStrings(test: (value: string, other: string) => boolean): (...values: unknown[]) => unknown {
  return (value, other) => (typeof value === 'string' && typeof other === 'string' ? test(value, other) : ERROR);
}

const UNITS: { readonly [unit: string]: number } = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, us: 1e-3, ns: 1e-6 };

/** A duration in Go's form, such as `1m30s`. */
function milliseconds(text: unknown): unknown {
  if (typeof text !== 'string' || !/^(\d+(\.\d+)?(h|m|s|ms|us|ns))+$/.test(text)) return ERROR;
  return [...text.matchAll(/([\d.]+)([a-z]+)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}
