import { Yaml } from 'cdk8s';

/** Plain scalars of printable ASCII: no space before a space, before `#` or at the end, no colon before a space or at the end. */
const PLAIN = /^[A-Za-z_/$(](?:[!-9;-~]|:(?=[!-~])| (?=[!"$-~]))*$/;

/** Words that YAML 1.1 reads as a boolean, null, or a number. */
const RESERVED = /^(?:y|n|yes|no|true|false|on|off|null|e[-+]?[0-9]+)$/i;

/** Plain scalars that start with a digit, with a letter that does not occur in numbers of YAML 1.1. */
const LIKE_A_NUMBER = /^[0-9][0-9A-FXa-fx._/-]*[g-wyzG-WYZ][0-9A-Za-z._/-]*$/;

/** Character code of `e`, the start of an exponent. */
const E = 0x65;

/** Maximum length of a reserved word other than an exponent. */
const MAX_WORD = 'false'.length;

const DIGITS = /^[0-9]+$/;

/** Maximum length of a key, which must fit on a line, and of a cached string. */
const MAX_LENGTH = 200;

/** Maximum number of cached strings. */
const CACHE_SIZE = 20_000;

const values = new Map<string, string>();
const keys = new Map<string, string>();
/** Keys of the root, where document markers are quoted. */
const rootKeys = new Map<string, string>();

/**
 * Renders a string as cdk8s does, as a value or list element at that depth.
 *
 * A string that is not certainly a plain scalar is rendered by cdk8s.
 */
export function textOf(text: string, depth: number): string {
  if (isPlain(text)) return text;
  if (DIGITS.test(text)) return `"${text}"`;
  // only the lines after the first are indented
  const steps = text.includes('\n') ? Math.max(depth, 1) : 1;
  return steps === 1 ? cached(values, text, stringified) : stringified(text, steps);
}

/** Renders a key with its colon as cdk8s does; undefined for a key that it may render as an explicit key. */
export function keyOf(key: string, depth: number): string | undefined {
  const written = (depth === 0 ? rootKeys : keys).get(key);
  if (written !== undefined) return written;
  if (key.length > MAX_LENGTH) return undefined;
  return depth === 0 ? cached(rootKeys, key, rootKey) : cached(keys, key, innerKey);
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text)) return LIKE_A_NUMBER.test(text);
  const first = text.charCodeAt(0) | 0x20; // in lower case
  return (text.length > MAX_WORD && first !== E) || !RESERVED.test(text);
}

/** Renders a number as cdk8s does. */
export function numberOf(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isNaN(value)) return '.nan';
  return value < 0 ? '-.inf' : '.inf';
}

function cached(texts: Map<string, string>, text: string, render: (text: string) => string): string {
  let written = texts.get(text);
  if (written !== undefined) return written;
  written = render(text);
  if (text.length <= MAX_LENGTH && texts.size < CACHE_SIZE) texts.set(text, written);
  return written;
}

function stringified(text: string, depth = 1): string {
  let nested: object | string = text;
  let before = 0;
  for (let step = depth; step > 0; step--) {
    nested = { k: nested };
    // an indented line `k:`; the innermost key is followed by a space instead of a line break
    before += 3 + 2 * (step - 1);
  }
  return Yaml.stringify(nested).slice(before, -1);
}

function rootKey(key: string): string {
  return isPlain(key) ? `${key}:` : Yaml.stringify({ [key]: 0 }).slice(0, -' 0\n'.length);
}

function innerKey(key: string): string {
  return isPlain(key) ? `${key}:` : Yaml.stringify({ k: { [key]: 0 } }).slice('k:\n  '.length, -' 0\n'.length);
}
