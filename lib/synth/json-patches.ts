import { type ApiObject, JsonPatch } from 'cdk8s';
import { fail } from '../core/errors';
import { brief } from '../core/show';
import type { Plain } from './plain';

/** An operation as cdk8s renders it. */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** Fails for a JSON patch that cdk8s would refuse only when it renders the object. */
export function checkPatch(object: ApiObject, patch: JsonPatch): void {
  if (typeof (patch as Partial<JsonPatch> | undefined)?._toJson !== 'function')
    fail(object, `the JSON patch (${brief(patch)}) must be a JsonPatch: write JsonPatch.add('/spec/replicas', 2)`);
  const { op, path } = operationOf(patch);
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    const pointer = typeof path === 'string' ? `/${path.replace(/^\$?\.?/, '').replace(/\./g, '/')}` : '/spec/replicas';
    fail(
      object,
      `the path of the JSON patch ${op} (${brief(path)}) must be a JSON pointer, which starts with "/": write ${brief(pointer)}`,
    );
  }
}

/** Fails for the first JSON patch that cannot be applied to an object, by the part of its path that does not exist. */
export function checkPatches(object: ApiObject, manifest: Plain, patches: readonly JsonPatch[]): void {
  let document: unknown = structuredClone(manifest);
  for (const patch of patches) {
    const before = structuredClone(document);
    try {
      document = JsonPatch.apply(document, patch);
    } catch {
      const { op, path, value } = operationOf(patch);
      const missing = missingParent(before, path);
      const shown = `the JSON patch ${op} ${path}${value === undefined ? '' : ` (${brief(value)})`}`;
      if (missing === undefined) fail(object, `${shown} cannot be applied to the object: leave it out, or patch another path`);
      fail(object, `${shown} has no place in the object, since ${missing} does not exist: correct the path, or add ${missing} before it`);
    }
  }
}

/** Returns the first part of a JSON pointer, before its last step, that does not exist. */
function missingParent(document: unknown, path: string): string | undefined {
  const steps = path.split('/').slice(1);
  let at = document;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const key = step.replace(/~1/g, '/').replace(/~0/g, '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return `/${steps.slice(0, index + 1).join('/')}`;
    at = (at as Plain)[key];
  }
  return undefined;
}

function operationOf(patch: JsonPatch): Operation {
  return patch._toJson() as Operation;
}
