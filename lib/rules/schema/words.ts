import { nearest } from '../../core/suggest';
import type { Value } from '../manifest';
import type { Structural } from './structural';

const MAX = 60;

/** Shows a value in a message: short values as they stand, the others cut or named. */
export function brief(value: Value): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'a list';
  if (value !== null && typeof value === 'object') return Object.keys(value).length === 0 ? '{}' : 'a map';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, MAX)) : String(value);
  return typeof value === 'string' && value.length > MAX ? `${text.slice(0, -1)}..."` : text;
}

/** What a schema wants, as a noun. */
export function wanted({ type, intOrString }: Structural): string {
  if (intOrString) return 'a number or a string';
  switch (type) {
    case 'object':
      return 'a map';
    case 'array':
      return 'a list';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'an integer';
    case 'number':
      return 'a number';
    default:
      return 'a string';
  }
}

/** `a, b and c`. */
export function list(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** The remedy for a value of the wrong type, with the value in the right one where that is plain. */
export function retyped(value: Value, schema: Structural): string {
  const scalar = value === null || typeof value !== 'object';
  if (schema.type === 'string' && scalar && value !== null) return `quote it: ${JSON.stringify(String(value))}`;
  if (schema.type === 'array')
    return scalar && value !== null ? `write a list: [${brief(value)}]` : 'write a list: each element after a dash';
  if (schema.type === 'object' && schema.properties) {
    const fields = Object.keys(schema.properties);
    return `write a map of ${list(fields.slice(0, 6))}${fields.length > 6 ? ' and others' : ''}`;
  }
  if (schema.type === 'boolean' && (value === 'true' || value === 'false')) return `write ${value}, without quotes`;
  if ((schema.type === 'integer' || schema.type === 'number') && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) {
    return `write ${Number(value)}, without quotes`;
  }
  return `write ${wanted(schema)}`;
}

/** The name that was probably meant; nothing is near a text longer than names are. */
export function similar(name: string, known: readonly string[]): string | undefined {
  return name.length <= 2 * MAX ? nearest(name, known) : undefined;
}

/** A field's name in a message: in quotes where it does not read as one. */
export function named(name: string): string {
  return /^[\w./-]{1,63}$/.test(name) ? name : brief(name);
}
