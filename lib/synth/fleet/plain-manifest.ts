import { ApiObject, ApiObjectMetadataDefinition, type App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { type AnyObject, Draft, type DraftManifest } from '../draft';
import { isList, isMap, type Plain } from './plain';

/** What only cdk8s itself renders right. */
const OTHER = Symbol('other');

const DEEP = 100;

/** The resolvers that every App has; they leave plain data as it is. */
const RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** The fields that are written before the others. */
const ROOT = new Set(['apiVersion', 'kind', 'metadata']);

/** The fields of metadata that an object has apart from those it was made with. */
const OWN = new Set(['annotations', 'finalizers', 'labels', 'name', 'namespace', 'ownerReferences']);

/** What an ApiObject keeps to itself. */
interface Parts {
  readonly props?: Plain;
  readonly patches?: readonly unknown[];
  readonly metadata?: Metadata;
}

type Metadata = Plain & { readonly _additionalAttributes?: Plain };

/**
 * What `toJson()` of an ApiObject returns, but for the order of the keys below the root, with the parts of its props that need no change as they are.
 * Undefined for what only `toJson()` can tell: JSON patches, classes of their own, Lazy and other values that resolve. Not for an app with resolvers of the
 * user: see resolvesNothing().
 *
 * `toJson()` visits every value four times with a context each: https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/api-object.ts
 */
export function plainManifest(object: AnyObject): Plain | undefined {
  return manifestOf(object, sifted);
}

/** The same, but for its parts below the root: they are those of the props, among which may be undefined fields, and values that resolve. */
export function unsiftedManifest(object: AnyObject): Plain | undefined {
  return manifestOf(object, unlessNull);
}

function sifted(value: unknown): unknown {
  return plain(value, 1, true);
}

function unlessNull(value: unknown): unknown {
  return value ?? undefined;
}

function manifestOf(object: AnyObject, render: (value: unknown) => unknown): Plain | undefined {
  if (object instanceof Draft) {
    return object.made ? manifestOf(object.made, render) : inOrder(object.manifest);
  }
  const { props, patches, metadata } = object as unknown as Parts;
  if (object.toJson !== ApiObject.prototype.toJson || patches?.length !== 0) return undefined;
  if (!isMap(props) || metadata?.toJson !== ApiObjectMetadataDefinition.prototype.toJson) return undefined;
  try {
    return rendered(props, metadata, render);
  } catch (reason) {
    if (reason !== OTHER) throw reason;
    return undefined;
  }
}

/** The manifest of a draft, which has the fields of the root before the others. */
function inOrder(manifest: DraftManifest): Plain {
  let fields = 0;
  for (const _ in manifest) fields++;
  if (fields < ROOT.size + 2) return manifest;
  const sorted: { [key: string]: unknown } = { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: manifest.metadata };
  for (const key of Object.keys(manifest).slice(ROOT.size).sort()) sorted[key] = manifest[key];
  return sorted;
}

/** `apiVersion`, `kind` and `metadata`, and then the other fields, sorted. */
function rendered(props: Plain, metadata: Metadata, render: (value: unknown) => unknown): Plain {
  const manifest: { [key: string]: unknown } = {};
  const { apiVersion, kind } = props;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw OTHER;
  manifest.apiVersion = apiVersion;
  manifest.kind = kind;
  const written = metadataOf(metadata);
  if (written !== undefined) manifest.metadata = written;
  const others: string[] = [];
  for (const key of Object.keys(props)) if (!ROOT.has(key)) others.push(key);
  for (const key of others.length > 1 ? others.sort() : others) {
    if (key < ':') throw OTHER; // what looks like a number is listed first
    const value = render(field(props, key));
    if (value !== undefined) manifest[key] = value;
  }
  return manifest;
}

function metadataOf(metadata: Metadata): unknown {
  const { _additionalAttributes: additional } = metadata;
  if (!isMap(additional)) throw OTHER;
  const written: { [key: string]: unknown } = {};
  write(written, 'annotations', metadata.annotations);
  write(written, 'finalizers', metadata.finalizers);
  write(written, 'labels', metadata.labels);
  write(written, 'name', metadata.name);
  write(written, 'namespace', metadata.namespace);
  write(written, 'ownerReferences', metadata.ownerReferences);
  for (const key of Object.keys(additional)) if (!OWN.has(key)) write(written, key, field(additional, key));
  return Object.keys(written).length > 0 ? written : undefined;
}

function write(written: { [key: string]: unknown }, key: string, value: unknown): void {
  const given = plain(value, 2, false);
  if (given !== undefined) written[key] = given;
}

/** Whether an app leaves plain data as it is: it has no resolvers of the user. */
export function resolvesNothing({ resolvers }: App): boolean {
  if (resolvers?.length !== RESOLVERS.length) return false;
  for (let index = 0; index < RESOLVERS.length; index++) if (resolvers[index].constructor !== RESOLVERS[index]) return false;
  return true;
}

/**
 * Leaves out fields that are null or undefined; elements of lists stay, as nothing.
 *
 * @param keepsEmpty whether empty objects and lists stay; of metadata cdk8s leaves them out
 */
function plain(value: unknown, depth: number, keepsEmpty: boolean): unknown {
  if (typeof value !== 'object' || value === null) return leaf(value);
  if (depth > DEEP) throw OTHER;
  if (Array.isArray(value)) return value.length > 0 || keepsEmpty ? elements(value, depth, keepsEmpty) : undefined;
  if (!isMap(value)) throw OTHER;
  const keys = Object.keys(value);
  let copy: { [key: string]: unknown } | undefined;
  let empty = true;
  for (const key of keys) {
    const before = field(value, key);
    const after = plain(before, depth + 1, keepsEmpty);
    if (after !== undefined) empty = false;
    if (!copy && (after !== before || after === undefined)) copy = upTo(value, keys, key);
    if (copy && after !== undefined) copy[key] = after;
  }
  return empty && !keepsEmpty ? undefined : (copy ?? value);
}

/** The fields of an object before one of them. */
function upTo(value: Plain, keys: readonly string[], end: string): { [key: string]: unknown } {
  const copy: { [key: string]: unknown } = {};
  for (const key of keys) {
    if (key === end) break;
    copy[key] = value[key];
  }
  return copy;
}

function elements(list: readonly unknown[], depth: number, keepsEmpty: boolean): readonly unknown[] {
  if (!isList(list)) throw OTHER;
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const after = plain(list[index], depth + 1, keepsEmpty);
    if (after === list[index]) continue;
    copy ??= [...list];
    copy[index] = after;
  }
  return copy ?? list;
}

function leaf(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === 'function' || typeof value === 'symbol') throw OTHER;
  return value;
}

/** A field of an object. */
function field(value: Plain, key: string): unknown {
  if (key === '__proto__') throw OTHER;
  return value[key];
}
