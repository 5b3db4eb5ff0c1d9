import type { IConstruct } from 'constructs';
import { type AnyObject, objectOf, scopeOf } from './draft';
import { fail, show } from './errors';
import { plainManifest } from './fleet/plain-manifest';
import { isObject, withAllBelow } from './fleet/tree';
import { Platform } from './platform';
import type { Manifest } from './rules/manifest';

/** The objects of an app by the cluster that they are for: what stands in another cluster does not concern them. */
export function byPlatform(root: IConstruct): Map<Platform, AnyObject[]> {
  const objects = new Map<Platform, AnyObject[]>();
  for (const member of withAllBelow(root)) {
    if (!isObject(member)) continue;
    const platform = Platform.of(scopeOf(member));
    const list = objects.get(platform);
    if (list) list.push(member);
    else objects.set(platform, [member]);
  }
  return objects;
}

/** An object as it is written. Fails for one that a patch of the user has left without what makes it an object. */
export function render(object: AnyObject): Manifest {
  // what is plain data is not patched
  const plain = plainManifest(object) as Manifest | undefined;
  if (plain) return plain;
  const made = objectOf(object);
  const manifest = made.toJson();
  for (const field of ['apiVersion', 'kind']) {
    if (typeof manifest[field] !== 'string') {
      fail(made, `${field} (${show(manifest[field])}) must be a text after the JSON patches of the object: leave it as it is`);
    }
  }
  const { metadata } = manifest;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    fail(made, `metadata (${show(metadata)}) must be an object after the JSON patches of the object: leave it as it is`);
  }
  return manifest;
}
