import { isLabelValue, keyProblem } from './label-syntax';

/** A term of a label selector, on the value of one label. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent' | '<' | '>';
  /** One text for `=`, and none for `exists` and `absent`. */
  readonly values: readonly string[];
}

/** No selector is longer. */
const LONGEST = 10_000;

const TOKEN = /==|!=|[=!(),<>]|[^\s=!(),<>]+/g;

/**
 * Parses a label selector in its string form: `app=shop,tier in (web, api),!canary`. Undefined where the API server does not.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/labels#Parse
 */
export function labelSelectorOf(text: string): readonly LabelRequirement[] | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = text.match(TOKEN) ?? [];
  const requirements: LabelRequirement[] = [];
  while (tokens.length > 0) {
    const requirement = takeRequirement(tokens);
    if (!requirement) return undefined;
    requirements.push(requirement);
    // a comma stands between two terms only
    if (tokens.length > 0 && (tokens.shift() !== ',' || tokens.length === 0)) return undefined;
  }
  return requirements;
}

/** Takes the tokens of a term from the front. */
function takeRequirement(tokens: string[]): LabelRequirement | undefined {
  const isAbsent = tokens[0] === '!';
  if (isAbsent) tokens.shift();
  const key = tokens.shift() ?? '';
  if (keyProblem(key)) return undefined;
  if (isAbsent) return { key, operator: 'absent', values: [] };
  if (tokens.length === 0 || tokens[0] === ',') return { key, operator: 'exists', values: [] };
  const operator = tokens.shift();
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      // nothing stands for the empty value
      const value = tokens.length === 0 || tokens[0] === ',' ? '' : tokens.shift()!;
      return isLabelValue(value) ? { key, operator: operator === '!=' ? 'notin' : 'in', values: [value] } : undefined;
    }
    case '<':
    case '>': {
      const value = tokens.shift() ?? '';
      return /^\d{1,18}$/.test(value) ? { key, operator, values: [value] } : undefined;
    }
    case 'in':
    case 'notin': {
      const end = tokens.indexOf(')');
      if (tokens[0] !== '(' || end < 0) return undefined;
      const [, ...list] = tokens.splice(0, end + 1).slice(0, -1);
      const values = list
        .join(' ')
        .split(',')
        .map((value) => value.trim());
      return values.every(isLabelValue) ? { key, operator, values } : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether labels meet a selector. What is not a string is no label. */
export function meetsSelector(labels: { readonly [key: string]: unknown }, requirements: readonly LabelRequirement[]): boolean {
  return requirements.every((requirement) => {
    const value = labels[requirement.key];
    return meets(typeof value === 'string' ? value : undefined, requirement);
  });
}

function meets(value: string | undefined, { operator, values }: LabelRequirement): boolean {
  const isNumber = value !== undefined && /^\d+$/.test(value);
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    case '<':
      return isNumber && Number(value) < Number(values[0]);
    case '>':
      return isNumber && Number(value) > Number(values[0]);
  }
}
