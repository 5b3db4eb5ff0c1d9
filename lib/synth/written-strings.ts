import { Yaml } from 'cdk8s';
import { escapeControlCharacters } from '../core/escape';
import { parse } from '../files/yaml/parser';
import { Refusal } from '../files/yaml/refusal';
import { resolvePlain } from '../files/yaml/resolve';
import { decodeNode } from '../files/yaml/value';
import { at } from '../rules/values';
import { isMap, type Plain } from './plain';

/** Characters that cdk8s writes as they are, or within a block, which kubectl may refuse or read otherwise. */
const STRANGE = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** What most strings do not have. */
const NOT_ASCII = /[^\x20-\x7e]/;

/** Longer keys are written in another form. */
const LONG_KEY = 100;

/**
 * Returns the errors of strings that kubectl reads otherwise than they are: cdk8s writes `0o7` without quotes, which is the number 7 for
 * kubectl. What is written must be the bytes that cdk8s writes, so that only another value helps.
 */
export function writtenStringErrors(manifest: Plain): string[] {
  const suspects = suspectsIn(manifest);
  if (suspects.length === 0 || readsBack(manifest)) return [];
  const errors = suspects.flatMap((suspect) => errorOf(suspect) ?? []);
  return errors.length > 0
    ? errors
    : ['kubectl reads other values than these from the YAML of this object: remove control characters and blank lines'];
}

/** A string that may be read otherwise. */
interface Suspect {
  readonly path: string;
  readonly text: string;
  readonly isKey: boolean;
}

function suspectsIn(manifest: Plain): Suspect[] {
  // most objects have none, and need no paths
  if (!hasSuspect(manifest)) return [];
  const suspects: Suspect[] = [];
  collect(manifest, '', suspects);
  return suspects;
}

function hasSuspect(value: unknown): boolean {
  if (typeof value === 'string') return isSuspect(value);
  if (Array.isArray(value)) return value.some(hasSuspect);
  if (!isMap(value)) return false;
  for (const key of Object.keys(value)) if (isSuspectKey(key) || hasSuspect(value[key])) return true;
  return false;
}

function collect(value: unknown, path: string, suspects: Suspect[]): void {
  if (typeof value === 'string') {
    if (isSuspect(value)) suspects.push({ path, text: value, isKey: false });
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) collect(element, `${path}[${index}]`, suspects);
  } else if (isMap(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const inside = at(path, key);
      if (isSuspectKey(key)) suspects.push({ path: inside, text: key, isKey: true });
      collect(inner, inside, suspects);
    }
  }
}

function isSuspectKey(key: string): boolean {
  return isSuspect(key) || key.length > LONG_KEY || key === '<<';
}

function isSuspect(text: string): boolean {
  return (NOT_ASCII.test(text) && STRANGE.test(text)) || typeof resolvePlain(text) !== 'string';
}

function readsBack(value: unknown): boolean {
  return read(value) === JSON.stringify(value);
}

/** Returns what kubectl reads from the YAML of a value, as JSON with the keys of the value in their order; undefined if it reads nothing. */
function read(value: unknown): string | undefined {
  try {
    const { node, rest } = parse(Yaml.stringify(value));
    if (!node || rest !== undefined) return undefined;
    return JSON.stringify(decodeNode(node).value);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function errorOf({ path, text, isKey }: Suspect): string | undefined {
  const value = isKey ? { a: { [text]: 'a' } } : { a: [{ a: text, b: 'b' }] };
  const found = read(value);
  if (found === JSON.stringify(value)) return undefined;
  const what = isKey ? `the key ${shown(text)} of ${path}` : `${path} (${shown(text)})`;
  const other = found === undefined ? undefined : stringIn(JSON.parse(found), isKey);
  if (other !== undefined) return `${what} is read by kubectl as ${shown(other)}, since cdk8s does not quote it: write another text`;
  const code = (STRANGE.exec(text.replace(/[\t\r\n]/g, '')) ?? STRANGE.exec(text.replaceAll('\n', '')))?.[0].codePointAt(0);
  const because = code === undefined ? 'blanks at the start of a line' : `the character ${codePoint(code)}`;
  return `${what} cannot be read by kubectl as cdk8s writes it, because of ${because}: remove it, or encode the text, for example in Base64`;
}

/** The string in what was read; undefined if something else was read. */
function stringIn(found: { a?: unknown } | null, isKey: boolean): unknown {
  const inner = found?.a;
  if (isKey) return typeof inner === 'object' && inner !== null ? Object.keys(inner)[0] : undefined;
  return Array.isArray(inner) ? inner[0]?.a : undefined;
}

function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function shown(value: unknown): string {
  const text = escapeControlCharacters(JSON.stringify(value)).replace(/\ufeff/g, '\\ufeff');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
