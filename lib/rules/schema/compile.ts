import { parseDuration } from '../../core/go';
import type { Expression, Fold } from './expression';

/** The result of an expression whose evaluation fails, for example because a field is missing. */
const ERROR = Symbol('CEL error');

/** Values by the name that an expression gives them, such as `self`. */
interface Variables {
  readonly [name: string]: unknown;
}

/** An expression, compiled: its result for some variables. */
export type Evaluate = (variables: Variables) => unknown;

/** Compiles a CEL expression. What it gives is neither true nor false when the evaluation fails. */
export function compile(expression: Expression): Evaluate {
  switch (expression[0]) {
    case 'literal': {
      const [, value] = expression;
      return () => value;
    }
    case 'variable': {
      const [, name] = expression;
      return (variables) => variables[name];
    }
    case 'field':
    case 'has':
      return compileField(expression);
    case 'list':
      return compileAll(expression[1]);
    case 'call': {
      const [, name, parameters] = expression;
      if (Object.hasOwn(CONDITIONALS, name)) return CONDITIONALS[name](parameters.map(compile));
      const call = FUNCTIONS[name];
      const [first, second] = parameters.map(compile);
      return (variables) => {
        const a = first(variables);
        const b = second?.(variables);
        return a === ERROR || b === ERROR ? ERROR : call(a, b);
      };
    }
    case 'fold':
      return compileFold(expression);
  }
}

/** Whether expressions can call a function of this name. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(CONDITIONALS, name) || Object.hasOwn(FUNCTIONS, name);
}

function compileField([form, object, name, defaultValue]: Extract<Expression, readonly ['field' | 'has', ...unknown[]]>): Evaluate {
  const evaluate = compile(object);
  return (variables) => {
    const of = evaluate(variables);
    if (of === ERROR) return ERROR;
    const value = fieldOf(of, name, defaultValue);
    return form === 'has' ? value !== undefined : (value ?? ERROR);
  };
}

/** A field of an object, undefined where it is missing; the API server removes a null before it evaluates. */
function fieldOf(object: unknown, name: string, defaultValue: unknown): unknown {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined;
  return (Object.hasOwn(object, name) ? (object as Variables)[name] : undefined) ?? defaultValue;
}

function compileAll(expressions: readonly Expression[]): Evaluate {
  const elements = expressions.map(compile);
  return (variables) => {
    const values = elements.map((evaluate) => evaluate(variables));
    return values.includes(ERROR) ? ERROR : values;
  };
}

function compileFold([, element, list, accumulator, ...parts]: Fold): Evaluate {
  const elements = compile(list);
  const [initial, condition, step, result] = parts.map(compile);
  return (variables) => {
    const values = elements(variables);
    if (!Array.isArray(values)) return ERROR;
    const inner: { [name: string]: unknown } = { ...variables, [accumulator]: initial(variables) };
    for (const value of values) {
      inner[element] = value;
      if (condition(inner) !== true) break;
      inner[accumulator] = step(inner);
    }
    return result(inner);
  };
}

/** Functions that give a result although a parameter fails. */
const CONDITIONALS: { readonly [name: string]: (parameters: readonly Evaluate[]) => Evaluate } = {
  '_&&_': ([left, right]) => decided(left, right, false),
  '_||_': ([left, right]) => decided(left, right, true),
  '_?_:_':
    ([condition, then, otherwise]) =>
    (variables) => {
      const chosen = condition(variables);
      return typeof chosen === 'boolean' ? (chosen ? then : otherwise)(variables) : ERROR;
    },
  '@not_strictly_false':
    ([value]) =>
    (variables) =>
      value(variables) !== false,
};

/** `&&` or `||`: either side decides it by this value, whatever becomes of the other side. */
function decided(left: Evaluate, right: Evaluate, value: boolean): Evaluate {
  return (variables) => {
    const first = left(variables);
    if (first === value) return value;
    const second = right(variables);
    if (second === value) return value;
    return first === !value && second === !value ? !value : ERROR;
  };
}

/** The other functions, of one parameter or two. */
const FUNCTIONS: { readonly [name: string]: (first: unknown, second: unknown) => unknown } = {
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
  duration: (text) => (typeof text === 'string' ? (parseDuration(text) ?? ERROR) : ERROR),
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

function ofStrings(test: (value: string, other: string) => boolean): (value: unknown, other: unknown) => unknown {
  return (value, other) => (typeof value === 'string' && typeof other === 'string' ? test(value, other) : ERROR);
}
