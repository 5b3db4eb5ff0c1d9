import { Yaml } from 'cdk8s';

/** Texts of printable ASCII that YAML takes as they are: no space before another one, before `#` or at the end, no colon before a space or at the end. */
const PLAIN = /^[A-Za-z_/$(](?:[!-9;-~]|:(?=[!-~])| (?=[!"$-~]))*$/;

/** Words and numbers of YAML 1.1 that begin with a letter: truth values, null, and exponents without a number before them. */
const MEANT = /^(?:y|n|yes|no|true|false|on|off|null|e[-+]?[0-9]+)$/i;

/** Texts that begin with a digit and are no number, for a letter that no number of YAML 1.1 has. */
const LIKE_A_NUMBER = /^[0-9][0-9A-Za-z._/-]*[g-wyzG-WYZ][0-9A-Za-z._/-]*$/;

/** `e`, with which exponents begin. */
const E = 0x65;

/** What is longer is none of these words. */
const LONGEST_WORD = 'false'.length;

const DIGITS = /^[0-9]+$/;

/** No longer text is a key on one line, nor worth remembering. */
const LONG = 200;

/** How many texts are remembered; what comes after is asked for anew. */
const MANY = 20_000;

const values = new Map<string, string>();
const keys = new Map<string, string>();
/** A marker of documents is quoted at the root only. */
const rootKeys = new Map<string, string>();

/**
 * A text as cdk8s writes it, as the value of a field or the element of a list that lies so many steps deep.
 *
 * What is not plain beyond doubt is written by cdk8s itself.
 */
export function textOf(text: string, depth: number): string {
  if (isPlain(text)) return text;
  if (DIGITS.test(text)) return `"${text}"`;
  // only the lines after the first are indented
  const steps = text.includes('\n') ? Math.max(depth, 1) : 1;
  return steps === 1 ? remembered(values, text, askedFor) : askedFor(text, steps);
}

/** A key of a map with its colon, as cdk8s writes it; undefined for one that it may write in another form. */
export function keyOf(key: string, depth: number): string | undefined {
  const written = (depth === 0 ? rootKeys : keys).get(key);
  if (written !== undefined) return written;
  if (key.length > LONG) return undefined;
  return depth === 0 ? remembered(rootKeys, key, rootKey) : remembered(keys, key, innerKey);
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text)) return LIKE_A_NUMBER.test(text);
  const first = text.charCodeAt(0) | 0x20; // in lower case
  return (text.length > LONGEST_WORD && first !== E) || !MEANT.test(text);
}

/** A number as cdk8s writes it. */
export function numberOf(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isNaN(value)) return '.nan';
  return value < 0 ? '-.inf' : '.inf';
}

function remembered(texts: Map<string, string>, text: string, ask: (text: string) => string): string {
  let written = texts.get(text);
  if (written !== undefined) return written;
  written = ask(text);
  if (text.length <= LONG && texts.size < MANY) texts.set(text, written);
  return written;
}

function askedFor(text: string, depth = 1): string {
  let nested: object | string = text;
  let before = 0;
  for (let step = depth; step > 0; step--) {
    nested = { k: nested };
    // `k:` on a line of its own, which is indented; the innermost with a space after it
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
