/** Values of manifests that another tool replaces before a cluster sees the object. */

import { derived } from '../core/derived';
import { aroundPlaceholders, isPlaceholder, tokenOf } from '../core/placeholder';
import type { Manifest, Value } from './manifest';
import type { Manifests } from './manifests';
import { isMap } from './values';

/** A blank of a sample, where only lower case may stand: `PV_NAME`. */
const UPPER_CASE = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|NAME|NAMESPACE|HOST|HOSTNAME|DOMAIN|PORT)$/;
const LOWER_CASE_FIELDS = /^metadata\.name(?:space)?$|(?:^|\.)(?:namespace|host|hostname|hostnames\[\d+\]|targetPort)$/;

/** A blank in the reference of an image, before its tag: `TO_BE_REPLACED`, `REGION-docker.pkg.dev/PROJECT_ID/app:1`, `app@IMAGE_DIGEST`. */
const IMAGE_BLANK = /(?:^|[/@-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=$|[/@.-])|(?:^|\/)[A-Z]{2,}(?=$|[/@])/;
const IMAGE_FIELDS = /(?:^|\.)(?:image|spinImage)$/;
/** Takes upper case, as the path does not. */
const IMAGE_TAG = /:[^/@:]*(?=@|$)/;

/** Whether a value stands for one in lower case, in a field that takes no other. */
export function isUpperCaseBlank(path: string, value: Value): boolean {
  if (typeof value !== 'string') return false;
  return (
    (UPPER_CASE.test(value) && LOWER_CASE_FIELDS.test(path)) || (IMAGE_FIELDS.test(path) && IMAGE_BLANK.test(value.replace(IMAGE_TAG, '')))
  );
}

/** Whether a text of a rule quotes a placeholder that it was made from. */
export function quotesPlaceholder(text: string): boolean {
  if (/\$\{|\{\{|ENC\[AES256_GCM,/.test(text)) return true;
  // what stands between quotes
  return text.split('"').some((part, index) => index % 2 === 1 && tokenOf(part) !== undefined);
}

/** Fields that hold programs, templates and pages, in which `$` and `<` are no placeholders. */
const FOREIGN = new Set([
  'args',
  'body',
  'command',
  'annotations',
  'data',
  'stringData',
  'binaryData',
  'env',
  'query',
  'description',
  'status',
]);

/** The placeholder of an object that stands first, outside of programs and pages. */
export const placeholderOf = derived((object: Manifest): { readonly token: string; readonly path: string } | NoPlaceholder => {
  const found = find(object);
  return found ? { token: found.token, path: found.path.replace(/^\./, '') } : NONE;
});

interface NoPlaceholder {
  readonly token?: undefined;
}

const NONE: NoPlaceholder = {};

/** The first placeholder of a value. Its path is put together on the way back, since most values have none. */
function find(value: Value, field = ''): { token: string; path: string } | undefined {
  if (typeof value === 'string') {
    if (value.includes('\n')) return undefined;
    const token = isUpperCaseBlank(field, value) ? value : tokenOf(value);
    return token === undefined ? undefined : { token, path: '' };
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = find(value[index], field === 'hostnames' ? 'hostnames[0]' : '');
      if (found) return { token: found.token, path: `[${index}]${found.path}` };
    }
  } else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      if (FOREIGN.has(key)) continue;
      // a name is one of the object itself
      const found = find(value[key], field === 'metadata' ? `metadata.${key}` : key);
      if (found) return { token: found.token, path: step(key) + found.path };
    }
  }
  return undefined;
}

function step(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Whether a value is made of placeholders: itself, or a key or value of a map or list. */
export function holdsPlaceholder(value: Value): boolean {
  if (typeof value === 'string') return isPlaceholder(value);
  if (Array.isArray(value)) return value.some(isPlaceholder);
  return isMap(value) && Object.keys(value).some((key) => isPlaceholder(key) || isPlaceholder(value[key]));
}

/** Fields by which other objects find an object or its traffic. */
const NAMING = new Set(['namespace', 'host', 'hosts', 'hostname', 'hostnames', 'labels', 'matchLabels']);

/** Whether one of the objects has a name, a host or a label with a placeholder that may stand for this value. */
export function mayBeNamed(manifests: Manifests, value: Value): boolean {
  const patterns = patternsOf(manifests);
  if (patterns.length === 0) return false;
  if (typeof value !== 'string') return true;
  return patterns.some(([start, end]) => value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end));
}

/** What stands before and behind the placeholders in each of these names. */
const patternsOf = derived((manifests: Manifests): readonly (readonly [start: string, end: string])[] => {
  const patterns = new Map<string, readonly [string, string]>();
  const add = (value: Value) => {
    if (typeof value === 'string') {
      if (!isPlaceholder(value)) return;
      patterns.set(value, aroundPlaceholders(value));
    } else if (Array.isArray(value)) value.forEach(add);
    else if (isMap(value)) Object.values(value).forEach(add);
  };
  const walk = (value: Value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isMap(value)) {
      for (const key of Object.keys(value)) {
        if (NAMING.has(key)) add(value[key]);
        else if (!FOREIGN.has(key)) walk(value[key]);
      }
    }
  };
  for (const object of manifests.all) {
    if (placeholderOf(object).token === undefined) continue;
    add(object.metadata.name);
    walk(object);
  }
  return [...patterns.values()];
});
