import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
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

/** An object as it is written; what is plain data is not rendered twice. */
export function render(object: ApiObject): Manifest {
  return (plainManifest(object) as Manifest | undefined) ?? object.toJson();
}
