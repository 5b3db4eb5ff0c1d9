import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DNS_1035_LABEL, isDnsLabel, isDnsSubdomain, MAX_LABEL, MAX_SUBDOMAIN } from './dns-names';
import { fail } from './errors';
import { durationExpression } from './expressions';
import { isLabelValue, keyProblem } from './label-syntax';
import { show } from './show';

/** Inclusive bounds of a number. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Largest int32, the type of most counts in a Kubernetes manifest. */
export const INT32_MAX = 2 ** 31 - 1;

/** Fails unless the value is a whole number within the bounds; an absent value passes. */
export function checkInteger(scope: IConstruct, prop: string, value: number | undefined, { min = 0, max = INT32_MAX }: Bounds = {}): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < min || value > max) {
    fail(scope, `${prop} (${show(value)}) must be a whole number ${range(value, min, max)}${unquoted(value)}`);
  }
}

/** Fails unless the value is a finite number within the bounds; an absent value passes. */
export function checkNumber(scope: IConstruct, prop: string, value: number | undefined, { min = 0, max = Infinity }: Bounds = {}): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    fail(scope, `${prop} (${show(value)}) must be a number ${range(value, min, max)}${unquoted(value)}`);
  }
}

/** Returns the remedy for a number in quotes. */
function unquoted(value: unknown): string {
  return typeof value === 'string' && /^\d{1,15}(\.\d{1,9})?$/.test(value) ? `: write ${Number(value)}` : '';
}

function range(value: number, min: number, max: number): string {
  return isOpen(value, max) ? `of at least ${min}` : `from ${min} to ${max}`;
}

/** Returns whether a message omits the upper bound: the limit of the field's type is named only when it is exceeded. */
function isOpen(value: number, max: number): boolean {
  return max === Infinity || (max === INT32_MAX && !(value > max));
}

/** Fails unless the duration is a whole number of seconds within the bounds; an absent value passes. */
export function checkSeconds(
  scope: IConstruct,
  prop: string,
  value: Duration | undefined,
  { min = 0, max = INT32_MAX }: Bounds = {},
): void {
  if (value === undefined) return;
  const seconds = millisecondsOf(scope, prop, value) / 1000;
  if (!Number.isInteger(seconds)) {
    fail(scope, `${prop} (${seconds} s) must be a whole number of seconds: round it up with Duration.seconds(${Math.ceil(seconds)})`);
  }
  if (seconds < min || seconds > max) {
    fail(scope, `${prop} (${seconds} s) must be ${isOpen(seconds, max) ? `at least ${min} s` : `from ${min} s to ${max} s`}`);
  }
}

/** Returns a duration in milliseconds; fails unless it is a Duration of cdk8s. */
export function millisecondsOf(scope: IConstruct, prop: string, value: Duration): number {
  if (typeof value?.toMilliseconds !== 'function') {
    fail(scope, `${prop} (${show(value)}) must be a Duration: write ${durationExpression(value)}`);
  }
  const milliseconds = Number(value.toMilliseconds({ integral: false }));
  if (!Number.isFinite(milliseconds)) fail(scope, `${prop} (${milliseconds} ms) must be a finite duration: pass a number to Duration`);
  return milliseconds;
}

/** Fails unless the value is a port number; an absent value passes. */
export function checkPort(scope: IConstruct, prop: string, value: number | undefined): void {
  checkInteger(scope, prop, value, { min: 1, max: 65535 });
}

/** Fails unless the value is a plain object; an absent one passes. */
export function checkObject(scope: IConstruct, prop: string, value: unknown, example?: string): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail(scope, `${prop} (${show(value)}) must be an object${example ? `: write ${example}` : ''}`);
}

/** Fails unless the value is true or false; an absent one passes. */
export function checkBoolean(scope: IConstruct, prop: string, value: boolean | undefined): void {
  if (value !== undefined && typeof value !== 'boolean')
    fail(scope, `${prop} (${show(value)}) must be true or false${booleanRemedy(value)}`);
}

function booleanRemedy(value: unknown): string {
  return value === 'true' || value === 'false' ? `: write ${value} without quotes` : '';
}

/** Fails unless the value is one of an enum or a list; an absent value passes. */
export function checkOneOf(scope: IConstruct, prop: string, value: unknown, known: object, example?: string): void {
  const values: unknown[] = Object.values(known);
  if (value === undefined || values.includes(value)) return;
  fail(scope, `${prop} (${show(value)}) must be one of ${values.join(', ')}${example ? `: write ${example}` : ''}`);
}

/** Fails unless the value is an object with the method, by which it is known; an absent value fails as well. */
export function checkInstance(scope: IConstruct, prop: string, value: unknown, method: string, expected: string): void {
  if (typeof (value as { [method: string]: unknown })?.[method] !== 'function') fail(scope, `${prop} (${show(value)}) must be ${expected}`);
}

/** Fails unless the value is a list of objects; an absent list passes. */
export function checkObjects(scope: IConstruct, prop: string, value: unknown[] | undefined): void {
  checkList(scope, prop, value);
  value?.forEach((element, index) => {
    checkObject(scope, `${prop}[${index}]`, element ?? null);
  });
}

/** Fails unless the value is a list of strings; an absent list passes. */
export function checkTexts(scope: IConstruct, prop: string, value: string[] | undefined): void {
  checkList(scope, prop, value);
  value?.forEach((element, index) => {
    if (typeof element !== 'string') fail(scope, `${prop}[${index}] (${show(element)}) must be a string: write ${show(String(element))}`);
  });
}

/**
 * Fails unless the value is a list; an absent list passes.
 *
 * @param element returns the expression of an element to write in place of a value that is none
 */
export function checkList(scope: IConstruct, prop: string, value: unknown[] | undefined, element?: (value: unknown) => string): void {
  if (value !== undefined && !Array.isArray(value)) fail(scope, `${prop} (${show(value)}) must be a list: ${listRemedy(value, element)}`);
}

/** Returns the remedy for a value in place of a list. */
export function listRemedy(value: unknown, element: (value: unknown) => string = show): string {
  if (value === null) return 'leave it out, or write [ ] with its elements';
  return typeof value === 'object' || typeof value === 'function' ? 'put it in brackets, [ ]' : `write [${element(value)}]`;
}

/** Fails unless the list has an element; an absent list passes. */
export function checkNotEmpty(
  scope: IConstruct,
  prop: string,
  value: unknown[] | undefined,
  remedy: string,
  element?: (value: unknown) => string,
): void {
  checkList(scope, prop, value, element);
  if (value?.length === 0) fail(scope, `${prop} ([]) must not be empty: ${remedy}`);
}

/** Fails unless the value is a string that is not blank. */
export function checkText(scope: IConstruct, prop: string, value: string | undefined): void {
  if (value === undefined) fail(scope, `${prop} is missing: pass a string`);
  if (typeof value !== 'string' || value.trim() === '') fail(scope, `${prop} (${show(value)}) must be a non-empty string`);
}

/** The maximum length of a name, and the reason for it, such as a longer name that is derived from it. */
export interface NameLimit {
  readonly max: number;
  readonly because: string;
}

/** The limit of an object that has a Service of the same name. */
export const SERVICE_NAME_LIMIT: NameLimit = { max: MAX_LABEL, because: 'it is the name of a Service' };

/**
 * Fails unless the value is a valid name of a Service (a DNS-1035 label) within the limit.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkName(scope: IConstruct, prop: string, name: string, limit: NameLimit = SERVICE_NAME_LIMIT): void {
  if (typeof name !== 'string' || !DNS_1035_LABEL.test(name)) {
    fail(
      scope,
      `${prop} (${show(name)}) must consist of lower case letters, digits and '-', start with a letter and end with a letter or digit: ` +
        `pass a name like ${show(suggestName(name))}`,
    );
  }
  if (name.length > limit.max) {
    fail(
      scope,
      `${prop} (${show(name)}, ${name.length} characters) must have at most ${limit.max} characters, since ${limit.because}: ` +
        'pass a shorter name',
    );
  }
}

/** Fails unless the value is a DNS label, as the names of namespaces, containers and volumes are. */
export function checkLabel(scope: IConstruct, prop: string, value: string): void {
  if (typeof value !== 'string' || !isDnsLabel(value)) {
    fail(scope, `${prop} (${show(value)}) must be a DNS label: lower case letters, digits and '-', at most ${MAX_LABEL} characters`);
  }
}

function suggestName(name: string): string {
  const words = String(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const start = words.replace(/^[^a-z]+/, '').slice(0, MAX_LABEL);
  return start.replace(/-$/, '') || 'my-app';
}

/** Fails unless the value is a DNS subdomain, as the names of most objects are. */
export function checkSubdomain(scope: IConstruct, prop: string, value: string): void {
  if (typeof value !== 'string' || !isDnsSubdomain(value)) {
    fail(
      scope,
      `${prop} (${show(value)}) must be a DNS subdomain: lower case letters, digits, '-' and '.', at most ${MAX_SUBDOMAIN} characters`,
    );
  }
}

/**
 * Fails unless the value is a host that a router can match: lower case, no scheme, port or path; a leading `*.` is a wildcard.
 *
 * The HTTP add-on compares hosts without lower-casing them (pkg/routing/key.go).
 */
export function checkHost(scope: IConstruct, prop: string, host: string): void {
  if (isHost(host)) return;
  const bare = String(host)
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[:/].*/s, '')
    .toLowerCase();
  const remedy = typeof host === 'string' && isHost(bare) ? `: write ${show(bare)}` : '';
  fail(scope, `${prop} (${show(host)}) must be a lower case host name without scheme, port or path${remedy}`);
}

/** Returns whether the value is a host name, each label of which is a DNS label. */
function isHost(host: string): boolean {
  if (typeof host !== 'string' || host.length > MAX_SUBDOMAIN) return false;
  return host.replace(/^\*\./, '').split('.').every(isDnsLabel);
}

/** Fails for the first value that the list contains twice. */
export function checkDistinct(scope: IConstruct, prop: string, values: string[]): void {
  if (values.length < 2) return;
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) fail(scope, `${prop} names ${show(value)} twice: remove one`);
    seen.add(value);
  }
}

/** Fails unless the map is valid as annotations; an absent map passes. */
export function checkAnnotations(scope: IConstruct, prop: string, map: { [name: string]: string } | undefined): void {
  if (map === undefined) return;
  checkObject(scope, prop, map, mapExample(map));
  for (const [name, value] of Object.entries(map)) {
    if (keyProblem(name))
      fail(scope, `${prop} ${show(name)} must be named like example.com/name: letters, digits, '-', '_' and '.', at most 63`);
    if (typeof value !== 'string') fail(scope, `${prop} ${name} (${show(value)}) must be a string: ${stringRemedy(value)}`);
  }
}

/** Returns the map to write in place of a text such as `team=web`; else an example. */
function mapExample(value: unknown): string {
  const match = typeof value === 'string' ? /^([\w./-]{1,253})[=:] ?([\w.-]{1,63})$/.exec(value) : null;
  return match ? `{ ${/^\w+$/.test(match[1]) ? match[1] : show(match[1])}: ${show(match[2])} }` : `{ 'example.com/name': 'value' }`;
}

function stringRemedy(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? `write ${show(String(value))}` : 'write a string, or leave it out';
}

/** Fails unless the map is valid as labels; an absent map passes. */
export function checkLabels(scope: IConstruct, prop: string, map: { [name: string]: string } | undefined): void {
  if (map === undefined) return;
  checkAnnotations(scope, prop, map);
  for (const [name, value] of Object.entries(map)) {
    if (!isLabelValue(value)) {
      fail(
        scope,
        `${prop} ${name} (${show(value)}) must be a label: letters, digits, '-', '_' and '.', at most 63, a letter or digit at both ends`,
      );
    }
  }
}

/** Fails unless the value is a string; an empty one passes. */
export function checkString(scope: IConstruct, prop: string, value: string): void {
  if (typeof value !== 'string') fail(scope, `${prop} (${show(value)}) must be a string: write ${show(String(value))}`);
}
