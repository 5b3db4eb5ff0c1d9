/**
 * A CEL expression as scripts/generate-schemas.ts keeps it: parsed, its macros expanded, and each access to a field with the field's default, which
 * the API server fills in before it evaluates.
 */
export type Expression =
  | readonly [form: 'literal', value: string | number | boolean]
  | readonly [form: 'variable', name: string]
  | readonly [form: 'field' | 'has', object: Expression, name: string, defaultValue?: unknown]
  | readonly [form: 'list', elements: readonly Expression[]]
  | readonly [form: 'call', name: string, parameters: readonly Expression[]]
  | Fold;

/** A comprehension: `result` is first `initial`, and for each element of the list, as long as the condition holds, the value of `step`. */
export type Fold = readonly [
  form: 'fold',
  element: string,
  list: Expression,
  accumulator: string,
  initial: Expression,
  condition: Expression,
  step: Expression,
  result: Expression,
];
