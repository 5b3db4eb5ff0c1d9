import { ApiObject, type App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { entryOf } from '../core/derived';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { Manifest } from '../rules/manifest';
import { withAllBelow } from './fleet/tree';
import { renderPlain } from './manifest-object';

/** Objects in the order of the tree, with the manifest of each. */
export interface Rendered {
  readonly objects: ApiObject[];
  readonly manifests: Manifest[];
}

/**
 * Renders the objects of an app, grouped by the cluster that they are for.
 *
 * @param failures receives the errors of objects that cannot be rendered, or whose apiVersion, kind or metadata was removed by a JSON
 * patch; without it the first of them is thrown
 */
export function byPlatform(app: IConstruct, failures?: Map<ApiObject, string[]>): Map<Platform, Rendered> {
  const all = new Map<Platform, Rendered>();
  const render = rendererOf(app);
  for (const object of withAllBelow(app).filter(ApiObject.isApiObject)) {
    const platform = Platform.of(object.node.scope!);
    const rendered = entryOf(all, platform, (): Rendered => ({ objects: [], manifests: [] }));
    try {
      const manifest = render(object);
      checkPatched(object, manifest);
      rendered.objects.push(object);
      rendered.manifests.push(manifest);
    } catch (error) {
      if (!failures) throw error;
      failures.set(object, [messageOf(object, error as Error)]);
    }
  }
  return all;
}

/** Returns the message of an error about an object, without the path of the object that a list of errors starts with. */
function messageOf({ node: { path } }: ApiObject, { message }: Error): string {
  const end = ` [${path}]`;
  const own = message.endsWith(end) ? message.slice(0, -end.length) : message;
  const start = own.indexOf("': ");
  return own.startsWith(FAILED) && start >= 0 ? `the object cannot be rendered: ${own.slice(start + 3)}` : own;
}

/** Start of an error of cdk8s, which goes on with path, name and `': `. */
const FAILED = "Failed serializing construct at path '";

/** The default resolvers of an App, which do not change plain data. */
const RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** Returns the function that renders the objects of an app. */
export function rendererOf(app: IConstruct): (object: ApiObject) => Manifest {
  const { resolvers = [] } = app as Partial<App>;
  const keepsPlainData = resolvers.every((resolver) => RESOLVERS.includes(resolver.constructor)) && !process.env.CDK8S_DISABLE_SORT;
  return (object) => ((keepsPlainData ? renderPlain(object) : undefined) ?? object.toJson()) as Manifest;
}

function checkPatched(object: ApiObject, manifest: Manifest): void {
  for (const field of ['apiVersion', 'kind']) {
    if (typeof manifest[field] !== 'string') {
      fail(object, `${field} (${show(manifest[field])}) must be a string after the JSON patches of the object: do not patch it`);
    }
  }
  const { metadata } = manifest;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    fail(object, `metadata (${show(metadata)}) must be an object after the JSON patches of the object: do not patch it`);
  }
}
