/** Patches as kustomize applies them: strategic merges, and operations of RFC 6902. The patched value is new, the other stays as it is. */

import type { Value } from '../rules/manifest';
import { isMap, listOf } from '../rules/values';
import { cloned, keepWritten } from '../rules/written';

type Fields = { readonly [key: string]: Value };

/** The field by which the elements of a list are merged, by the field of the list; other lists are replaced. */
const MERGE_KEYS: { readonly [field: string]: readonly string[] } = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** Merges a patch into a value; `undefined` where it deletes it. Lists are merged by their keys for kinds of Kubernetes alone. */
export function merged(value: Value, patch: Value, byKeys: boolean): Value {
  if (!isMap(patch)) return patch;
  if (patch.$patch === 'delete') return undefined;
  const base: Fields = isMap(value) && patch.$patch !== 'replace' ? value : {};
  const result: { [key: string]: Value } = { ...base };
  for (const [key, change] of Object.entries(patch)) {
    if (key.startsWith('$') || key === '__proto__') continue;
    const next = change === null ? undefined : mergedField(key, base[key], change, byKeys);
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  keepWritten(base, result, patch);
  keepWritten(patch, result);
  return result;
}

function mergedField(key: string, value: Value, change: Value, byKeys: boolean): Value {
  if (!Array.isArray(change)) return merged(value, change, byKeys);
  const keys = byKeys && Object.hasOwn(MERGE_KEYS, key) ? MERGE_KEYS[key] : undefined;
  const by = keys?.find((name) =>
    change.every((element) => isMap(element) && (element[name] !== undefined || element.$patch !== undefined)),
  );
  if (by === undefined || !Array.isArray(value)) return change.filter((element) => !isMap(element) || element.$patch !== 'delete');
  if (change.some((element) => element.$patch === 'replace')) return change.filter((element) => element.$patch === undefined);
  const changes = new Map(change.map((element) => [element[by], element]));
  const kept = value.map((element) => {
    const own = isMap(element) ? changes.get(element[by]) : undefined;
    if (own === undefined) return element;
    changes.delete(element[by]);
    return merged(element, own, byKeys);
  });
  const added = [...changes.values()].map((element) => merged({}, element, byKeys));
  return [...kept, ...added].filter((element) => element !== undefined);
}

/** Applies operations of RFC 6902; undefined where one of them fits nothing. */
export function operated(value: Value, operations: Value): Value | undefined {
  const result = cloned(value);
  for (const { op, path, from, value: given } of listOf(operations).filter(isMap)) {
    const steps = stepsOf(path);
    if (!steps || steps.length === 0 || steps.includes('__proto__')) return undefined;
    const last = steps[steps.length - 1];
    const parent = followed(result, steps.slice(0, -1));
    if (parent === null || typeof parent !== 'object') return undefined;
    if (op === 'add' || op === 'replace') put(parent, last, cloned(given), op === 'add');
    else if (op === 'remove') take(parent, last);
    else if (op === 'move' || op === 'copy') {
      const origin = stepsOf(from);
      if (!origin || origin.length === 0) return undefined;
      const holder = followed(result, origin.slice(0, -1));
      const moved = cloned(followed(result, origin));
      if (moved === undefined) return undefined;
      if (op === 'move') take(holder, origin[origin.length - 1]);
      put(parent, last, moved, true);
    }
  }
  return result;
}

function stepsOf(pointer: Value): string[] | undefined {
  if (typeof pointer !== 'string') return undefined;
  const parts = pointer.replace(/^\//, '').split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function followed(value: Value, steps: readonly string[]): Value {
  let at = value;
  for (const step of steps) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

function put(parent: Value, key: string, value: Value, inserts: boolean): void {
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === '-') parent.push(value);
  else if (/^\d+$/.test(key) && Number(key) <= parent.length) parent.splice(Number(key), inserts ? 0 : 1, value);
}

function take(parent: Value, key: string): void {
  if (Array.isArray(parent)) {
    if (/^\d+$/.test(key)) parent.splice(Number(key), 1);
  } else if (isMap(parent)) delete parent[key];
}
