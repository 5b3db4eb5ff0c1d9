import type { Manifest } from '../manifest';
import type { Context, Rule } from '../rule';
import { kind } from './kind';
import { KINDS, schemaOf } from './schema-of';
import { type Aspect, type Violation, Walk } from './walk';

const NONE: readonly Violation[] = [];

/** The last object of each check: its rules ask one after the other, and the walk is made once. */
const last = new WeakMap<Context, { readonly object: Manifest; readonly violations: readonly Violation[] }>();

function violationsOf(object: Manifest, context: Context): readonly Violation[] {
  const known = last.get(context);
  if (known?.object === object) return known.violations;
  const served = schemaOf(object, context.cluster);
  const violations = served ? new Walk(served).root(object) : NONE;
  last.set(context, { object, violations });
  return violations;
}

function rule(aspect: Aspect, title: string, rationale: string): Rule {
  return {
    id: `schema/${aspect}`,
    severity: 'error',
    title,
    rationale,
    link: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
    kinds: KINDS,
    check(object, context): void {
      for (const { aspect: of, ...problem } of violationsOf(object, context)) if (of === aspect) context.report(problem);
    },
  };
}

/** What the API server checks of custom resources by their CRDs. */
export const SCHEMA_RULES: readonly Rule[] = [
  kind,
  rule('type', 'Every field has the type that its CRD gives it', 'The API server checks the types of all fields by the schema of the CRD.'),
  rule(
    'required',
    'Every required field is there',
    'The API server refuses an object without a field that the schema of the CRD requires.',
  ),
  rule(
    'unknown-field',
    'Every field is one that the CRD of the declared version has',
    'The API server drops fields that the schema of the CRD does not have, and kubectl refuses them.',
  ),
  rule('enum', 'A field with listed values has one of them', 'The API server takes only the values that the schema of the CRD lists.'),
  rule(
    'bounds',
    'Numbers, lengths and lists are within their bounds',
    'The API server checks numbers and lengths by the schema of the CRD.',
  ),
  rule('pattern', 'A text has the form that the CRD asks for', "The API server matches strings with the patterns of the CRD's schema."),
  rule(
    'duplicate',
    'A list that is a set or a map by keys holds nothing twice',
    'The API server merges such lists by value or key, and refuses repeated ones.',
  ),
  rule(
    'cel',
    'The CEL rules of the CRD (x-kubernetes-validations) hold',
    'The API server evaluates the CEL expressions of the CRD on every write.',
  ),
];
