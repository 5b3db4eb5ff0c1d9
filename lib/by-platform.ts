import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail, show } from './errors';
import { plainManifest } from './fleet/plain-manifest';
import { constructsOf } from './fleet/tree';
import { Platform } from './platform';
import type { Manifest } from './rules/manifest';

/** The objects of an app by the cluster that they are for: what stands in another cluster does not concern them. */
export function byPlatform(root: IConstruct): Map<Platform, ApiObject[]> {
  const objects = new Map<Platform, ApiObject[]>();
  for (const construct of constructsOf(root)) {
    if (!ApiObject.isApiObject(construct)) continue;
    const platform = Platform.of(construct.node.scope ?? construct);
    const list = objects.get(platform);
    if (list) list.push(construct);
    else objects.set(platform, [construct]);
  }
  return objects;
}

/** An object as it is written. Fails for one that a patch of the user has left without what makes it an object. */
export function render(object: ApiObject): Manifest {
  // what is plain data is not patched
  const plain = plainManifest(object) as Manifest | undefined;
  if (plain) return plain;
  const manifest = object.toJson();
  for (const field of ['apiVersion', 'kind']) {
    if (typeof manifest[field] !== 'string') {
      fail(object, `${field} (${show(manifest[field])}) must be a text after the JSON patches of the object: leave it as it is`);
    }
  }
  const { metadata } = manifest;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    fail(object, `metadata (${show(metadata)}) must be an object after the JSON patches of the object: leave it as it is`);
  }
  return manifest;
}
