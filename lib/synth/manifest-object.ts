import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { isList, isUnsafeKey, MAX_DEPTH, type Plain } from './plain';

/** Fields that are written before the others. */
const ROOT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Makes an ApiObject of a copy of a manifest, so that no later change of the user's lists and maps reaches it. */
export function apiObjectOf(scope: Construct, id: string, { apiVersion, kind, metadata, ...parts }: ApiObjectProps): ApiObject {
  const copy = new Copy();
  const manifest = { apiVersion, kind, metadata: copy.of(metadata, 1) as ApiObjectProps['metadata'], ...copy.map(parts, 0) };
  return copy.isPlain ? new ManifestObject(scope, id, manifest) : new ApiObject(scope, id, manifest);
}

/**
 * Returns what `toJson()` of an object returns, as long as the app has no resolvers of the user; undefined where only `toJson()` can tell.
 */
export function renderPlain(object: ApiObject): Plain | undefined {
  // not instanceof, which ApiObject defines to hold for every ApiObject
  return object.constructor === ManifestObject ? (object as ManifestObject).render() : undefined;
}

/**
 * An ApiObject whose manifest is plain data with sorted keys. It is rendered as it is, where `toJson()` of cdk8s visits every value four times with a context
 * each: https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/api-object.ts
 */
class ManifestObject extends ApiObject {
  private patched = false;

  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: ApiObjectProps,
  ) {
    super(scope, id, manifest);
  }

  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.patched = true;
    super.addJsonPatch(...ops);
  }

  /** Returns the manifest; undefined where JSON patches apply. */
  public render(): Plain | undefined {
    if (this.patched) return undefined;
    const { apiVersion, kind, metadata: _, ...parts } = this.manifest;
    return { apiVersion, kind, metadata: new Copy().of(this.metadata.toJson(), 1), ...parts };
  }
}

/** Copies data without null and undefined, with sorted keys. */
class Copy {
  /** Whether all data so far was plain: nothing in it resolves itself at synthesis, as a Lazy does, or is of a class. */
  public isPlain = true;

  public of(value: unknown, depth: number): unknown {
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
    if (isClassless(value)) return this.map(value, depth);
    this.isPlain = false;
    return value;
  }

  public map(map: Plain, depth: number): Plain {
    const copy: { [key: string]: unknown } = {};
    for (const key of Object.keys(map).sort()) {
      const value = map[key];
      if (value === undefined || value === null) continue;
      if (isUnsafeKey(key) || (depth === 0 && ROOT.has(key))) this.isPlain = false;
      copy[key] = this.of(value, depth + 1);
    }
    return copy;
  }
}

/** Returns whether an object is of no class; an object of another realm, or without a prototype, is of none. */
function isClassless(value: object): value is Plain {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
