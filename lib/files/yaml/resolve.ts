import { Refusal } from './refusal';

/** The value of a scalar: an integer is a bigint, which tells it from a float. */
export type Resolved = string | boolean | null | number | bigint;

const STRING = 'tag:yaml.org,2002:str';
const FLOAT = 'tag:yaml.org,2002:float';
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';
const BINARY = 'tag:yaml.org,2002:binary';
const TYPES: { readonly [tag: string]: (value: Resolved) => boolean } = {
  'tag:yaml.org,2002:bool': (value) => typeof value === 'boolean',
  'tag:yaml.org,2002:int': (value) => typeof value === 'bigint',
  'tag:yaml.org,2002:null': (value) => value === null,
  [FLOAT]: (value) => typeof value === 'number',
};

const WORDS: ReadonlyMap<string, Resolved> = new Map<string, Resolved>([
  ...words(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words(false, 'n N no No NO false False FALSE off Off OFF'),
  ...words(null, '~ null Null NULL'),
  ...words(Number.NaN, '.nan .NaN .NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
  ['', null],
]);

function words(value: Resolved, list: string): [string, Resolved][] {
  return list.split(' ').map((word) => [word, value]);
}

/**
 * Resolves a scalar as go-yaml v2 does, on which sigs.k8s.io/yaml is built: YAML 1.1 without numbers to the base of 60, and with the
 * prefixes of Go. Throws a Refusal for a text that its tag does not admit.
 *
 * https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
export function resolve(text: string, tag: string, offset?: number): Resolved {
  if (tag === '') return resolvePlain(text);
  if (tag === BINARY) return binary(text, offset);
  if (tag === STRING) return text;
  if (tag === TIMESTAMP && isTimestamp(text)) return text;
  if (!Object.hasOwn(TYPES, tag)) {
    if (tag !== TIMESTAMP) return text;
    throw new Refusal(`${JSON.stringify(text)} is not a ${shortTag(tag)}`, offset);
  }
  const value = resolvePlain(text);
  if (tag === FLOAT && typeof value === 'bigint' && value <= MAX_INT) return Number(value);
  if (!TYPES[tag](value)) throw new Refusal(`${JSON.stringify(text)} is not a ${shortTag(tag)}`, offset);
  return value;
}

function shortTag(tag: string): string {
  return tag.replace('tag:yaml.org,2002:', '!!');
}

/** Resolves a scalar without quotes and without a tag. */
export function resolvePlain(text: string): Resolved {
  if (!/^[-+0-9.~yYnNtTfFoO]/.test(text) && text !== '') return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  // no number is longer
  if (text.length > 4096) return text;
  if (text[0] === '.') return float(text, FLOAT_AS_IS) ?? text;
  if (!/^[-+0-9]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  return integer(digits) ?? float(digits, FLOAT_FORM) ?? binaryInteger(digits) ?? text;
}

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

/** An integer as Go's strconv.ParseInt and ParseUint read it: with a prefix of its base. */
function integer(text: string): bigint | undefined {
  const match = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(text);
  if (!match) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const prefix = hexadecimal !== undefined ? '0x' : binary !== undefined ? '0b' : octal !== undefined ? '0o' : '';
  return inRange(BigInt(prefix + (hexadecimal ?? binary ?? octal ?? decimal)), sign);
}

function inRange(size: bigint, sign: string): bigint | undefined {
  const value = sign === '-' ? -size : size;
  return value >= MIN_INT && value <= (sign === '' ? MAX_UINT : MAX_INT) ? value : undefined;
}

/** The sign of a binary number may also follow its prefix. */
function binaryInteger(text: string): bigint | undefined {
  const match = /^(?:0b([-+])|-0b)([01]+)$/.exec(text);
  if (!match) return undefined;
  return inRange(BigInt(`0b${match[2]}`), match[1] ?? '-');
}

const FLOAT_FORM = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** A float as strconv.ParseFloat reads it, with underscores between digits. */
const FLOAT_AS_IS = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

/** A float; undefined for one that is too large, which is a string. */
function float(text: string, form: RegExp): number | undefined {
  const value = form.test(text) ? Number(text.replaceAll('_', '')) : Number.POSITIVE_INFINITY;
  return Number.isFinite(value) ? value : undefined;
}

/** The text of bytes in Base64. Without Buffer, which a browser does not have. */
function binary(text: string, offset?: number): string {
  const base64 = text.replace(/[\r\n]/g, '');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw new Refusal('a !!binary is not in Base64', offset);
  return utf8(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

/** Decodes UTF-8 as Go does: every byte that is not part of a character becomes U+FFFD. */
function utf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.includes('\uFFFD')) return text;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const characters: string[] = [];
  let start = 0;
  while (start < bytes.length) {
    const lead = bytes[start];
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    try {
      characters.push(decoder.decode(bytes.subarray(start, start + length)));
      start += length;
    } catch {
      characters.push('\uFFFD');
      start++;
    }
  }
  return characters.join('');
}

const TIMESTAMP_FORM =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP_FORM.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const [hour, minute, second] = [match[4] ?? match[7], match[5] ?? match[8], match[6] ?? match[9]].map((part) => Number(part ?? 0));
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCFullYear(year, month, 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= last.getUTCDate() && hour < 24 && minute < 60 && second < 60;
}
