import type { IConstruct } from 'constructs';
import { derived } from '../core/derived';

/** The constructs of an app by the keys of their claims. */
const claimsOf = derived((_root: IConstruct) => new Map<string, IConstruct>());

/**
 * Claims something that may occur only once per app, such as a host and path of an Ingress.
 *
 * @param parts the parts of the claim's key, without line breaks
 * @returns the path of the construct that has claimed it before, if any
 */
export function claim(scope: IConstruct, ...parts: string[]): string | undefined {
  const claims = claimsOf(scope.node.root);
  const key = parts.join('\n');
  const first = claims.get(key);
  if (first) return first.node.path;
  claims.set(key, scope);
  return undefined;
}
