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

function rule(aspect: Aspect, title: string): Rule {
  return {
    id: `schema/${aspect}`,
    severity: 'error',
    title,
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
  rule('type', 'Every field has the type that its CRD gives it'),
  rule('required', 'Every required field is there'),
  rule('unknown-field', 'Every field is one that the CRD of the declared version has'),
  rule('enum', 'A field with listed values has one of them'),
  rule('bounds', 'Numbers, lengths and lists are within their bounds'),
  rule('pattern', 'A text has the form that the CRD asks for'),
  rule('duplicate', 'A list that is a set or a map by keys holds nothing twice'),
  rule('cel', 'The CEL rules of the CRD (x-kubernetes-validations) hold'),
];
