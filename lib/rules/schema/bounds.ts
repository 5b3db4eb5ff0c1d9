import type { Value } from '../manifest';
import type { Structural } from './structural';
import { brief } from './words';

const INT32 = 2 ** 31;

/** Reports the bounds that a value breaks: of a number, a text's length, a list's length. */
export function boundsOf(
  value: Value,
  schema: Structural,
  name: string,
  enforced: boolean,
  report: (message: string, fix: string) => void,
): void {
  if (typeof value === 'number') {
    const { minimum, maximum } = schema;
    if (schema.format === 'int32' && !schema.intOrString && (value >= INT32 || value < -INT32)) {
      report(`${name} (${value}) does not fit an int32`, `write at most ${INT32 - 1}`);
    }
    if (!enforced) return;
    if (minimum !== undefined && value < minimum) report(`${name} (${value}) must be at least ${minimum}`, `write ${minimum} or more`);
    if (maximum !== undefined && value > maximum) report(`${name} (${value}) must be at most ${maximum}`, `write ${maximum} or less`);
    return;
  }
  if (!enforced) return;
  if (typeof value === 'string') {
    const { minLength = 0, maxLength } = schema;
    if (value.length < minLength)
      report(`${name} (${brief(value)}) must not be empty`, `write ${name}, or leave it out where it is optional`);
    if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
      report(`${name} (${brief(value)}) has ${[...value].length} characters, at most ${maxLength} are allowed`, 'shorten it');
    }
  } else if (Array.isArray(value)) {
    const { minItems = 0, maxItems } = schema;
    if (value.length < minItems) {
      const some = `${minItems} ${minItems === 1 ? 'element' : 'elements'}`;
      report(`${name} (${brief(value)}) must have at least ${some}`, `write at least ${some}`);
    }
    if (maxItems !== undefined && value.length > maxItems) {
      report(`${name} has ${value.length} elements, at most ${maxItems} are allowed`, 'leave some out');
    }
  }
}

/** Whether a schema bounds texts or lists. */
export function hasBounds({ minLength, maxLength, minItems, maxItems }: Structural): boolean {
  return minLength !== undefined || maxLength !== undefined || minItems !== undefined || maxItems !== undefined;
}
