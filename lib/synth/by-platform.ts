import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { Manifest } from '../rules/manifest';
import { type AnyObject, objectOf, scopeOf } from './draft';
import { plainManifest, resolvesNothing } from './fleet/plain-manifest';
import { isObject, type Member, withAllBelow } from './fleet/tree';

/** Objects in the order of the tree, and what each is written as. */
export interface Rendered {
  readonly objects: AnyObject[];
  readonly manifests: Manifest[];
}

/**
 * The objects of an app by the cluster that they are for: what stands in another cluster does not concern them.
 *
 * @param members all of the app, where it is known
 * @throws for an object that a patch of the user has left without what makes it an object
 */
export function byPlatform(root: IConstruct, members: readonly Member[] = withAllBelow(root)): Map<Platform, Rendered> {
  const all = new Map<Platform, Rendered>();
  const render = resolvesNothing(App.of(root)) ? renderPlain : renderByCdk8s;
  let scope: IConstruct | undefined;
  let rendered: Rendered | undefined;
  for (const member of members) {
    if (!isObject(member)) continue;
    // those that lie in one construct follow each other
    if (!rendered || scopeOf(member) !== scope) {
      scope = scopeOf(member);
      rendered = renderedFor(Platform.of(scope), all);
    }
    rendered.objects.push(member);
    rendered.manifests.push(render(member));
  }
  return all;
}

function renderedFor(platform: Platform, all: Map<Platform, Rendered>): Rendered {
  let rendered = all.get(platform);
  if (!rendered) {
    rendered = { objects: [], manifests: [] };
    all.set(platform, rendered);
  }
  return rendered;
}

function renderPlain(object: AnyObject): Manifest {
  // what is plain data is not patched
  return (plainManifest(object) as Manifest | undefined) ?? renderByCdk8s(object);
}

function renderByCdk8s(object: AnyObject): Manifest {
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
