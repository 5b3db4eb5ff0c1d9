import type { IConstruct } from 'constructs';
import { memoized } from '../core/memoized';

/** The constructs of an app by what they claim. */
const claimsOf = memoized((_root: IConstruct) => new Map<string, IConstruct>());

/**
 * Claims something that an app may have once, such as a host and a path of an Ingress.
 *
 * @param parts the parts of the claim, which have no line breaks
 * @returns the path of the construct that claimed it before, if any
 */
export function claim(scope: IConstruct, ...parts: string[]): string | undefined {
  const claims = claimsOf(scope.node.root);
  const key = parts.join('\n');
  const first = claims.get(key);
  if (first) return first.node.path;
  claims.set(key, scope);
  return undefined;
}
