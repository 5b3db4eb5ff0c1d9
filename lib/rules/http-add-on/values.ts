/** Reads fields of any shape: a wrong type reads as absent, and is left to the rules of the schema. */
import type { Value } from '../manifest';

const NOTHING: { readonly [key: string]: Value } = {};

/** The value as a map; empty for what is none. */
export function record(value: Value): { readonly [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : NOTHING;
}

/** The value as a list; empty for what is none. */
export function items(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text that is not empty. */
export function text(value: Value): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value as a number. */
export function number(value: Value): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
