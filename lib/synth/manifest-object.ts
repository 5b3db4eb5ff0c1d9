import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkPatch, checkPatches } from './json-patches';
import { isList, isUnsafeKey, MAX_DEPTH, type Plain } from './plain';

/** Fields that precede the others. */
const ROOT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Creates an ApiObject from a copy of a manifest, so that later changes of the user's lists and maps do not affect it. */
export function apiObjectOf(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const copier = new Copier();
  const copy = copier.manifest(manifest);
  return copier.isPlain ? new ManifestObject(scope, id, copy) : new ApiObject(scope, id, copy);
}

/** Renders an object as its `toJson()` does in an app without custom resolvers; undefined if only `toJson()` can render it. */
export function renderPlain(object: ApiObject): Plain | undefined {
  // not instanceof, which is true for every ApiObject
  return object.constructor === ManifestObject ? (object as ManifestObject).render() : undefined;
}

/**
 * An ApiObject whose manifest is plain data with sorted keys, which is rendered without the four passes over all values that `toJson()`
 * of cdk8s makes: https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/api-object.ts
 */
class ManifestObject extends ApiObject {
  private readonly given: JsonPatch[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: ApiObjectProps,
  ) {
    super(scope, id, manifest);
  }

  public override addJsonPatch(...ops: JsonPatch[]): void {
    for (const op of ops) checkPatch(this, op);
    this.given.push(...ops);
    super.addJsonPatch(...ops);
  }

  /** Returns the manifest as cdk8s renders it; fails for a JSON patch that cannot be applied. */
  public override toJson(): Plain {
    try {
      return super.toJson();
    } catch (error) {
      checkPatches(this, this.unpatched(), this.given);
      throw error;
    }
  }

  /** Returns the manifest; undefined if it has JSON patches. */
  public render(): Plain | undefined {
    return this.given.length > 0 ? undefined : this.unpatched();
  }

  private unpatched(): Plain {
    return { ...this.manifest, metadata: new Copier().map(this.metadata.toJson(), 1) };
  }
}

/** Copies data without null and undefined, with sorted keys. */
class Copier {
  /** Whether all data so far is plain: without instances of classes and values that are resolved at synthesis, such as a Lazy. */
  public isPlain = true;

  /** Copies a manifest, with apiVersion, kind and metadata first. */
  public manifest(manifest: ApiObjectProps): ApiObjectProps {
    const copy: { [key: string]: unknown } = { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: {} };
    if (manifest.metadata) copy.metadata = this.map(manifest.metadata as Plain, 1);
    for (const key of Object.keys(manifest).sort()) if (!ROOT.has(key)) this.put(copy, key, manifest[key], 0);
    return copy as unknown as ApiObjectProps;
  }

  public map(map: Plain, depth: number): Plain {
    const copy: { [key: string]: unknown } = {};
    for (const key of Object.keys(map).sort()) this.put(copy, key, map[key], depth);
    return copy;
  }

  private put(copy: { [key: string]: unknown }, key: string, value: unknown, depth: number): void {
    if (value === undefined || value === null) return;
    if (isUnsafeKey(key)) this.isPlain = false;
    copy[key] = this.of(value, depth + 1);
  }

  private of(value: unknown, depth: number): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function' || typeof value === 'symbol' || value === null || value === undefined) this.isPlain = false;
      return value;
    }
    if (depth > MAX_DEPTH) {
      this.isPlain = false;
      return value;
    }
    if (Array.isArray(value)) {
      if (!isList(value)) this.isPlain = false;
      return value.map((element) => this.of(element, depth + 1));
    }
    if (isPlainObject(value)) return this.map(value, depth);
    this.isPlain = false;
    return value;
  }
}

/** Returns whether an object is a plain object, even of another realm or without a prototype. */
function isPlainObject(value: object): value is Plain {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
