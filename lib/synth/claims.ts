import type { IConstruct } from 'constructs';
import { memoized } from '../core/memoized';

/** Constructs by the steps of their claims. */
type Claims = Map<string, Claims | IConstruct>;

const claimsOf = memoized((_root: IConstruct): Claims => new Map());

/**
 * Claims something that an app may have once, such as a host and a path of an Ingress.
 *
 * @param steps the claim from the general to the particular; claims with the same first step have the same number of steps
 * @returns the path of the construct that claimed it before, if any
 */
export function claim(scope: IConstruct, ...steps: string[]): string | undefined {
  const last = steps.length - 1;
  let claims = claimsOf(scope.node.root);
  for (let step = 0; step < last; step++) {
    let below = claims.get(steps[step]) as Claims | undefined;
    if (!below) {
      below = new Map();
      claims.set(steps[step], below);
    }
    claims = below;
  }
  const first = claims.get(steps[last]) as IConstruct | undefined;
  if (first) return first.node.path;
  claims.set(steps[last], scope);
  return undefined;
}
