import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { derived, entryOf } from '../core/derived';

/** The constructs of an app by the keys of their claims: of the app, and of each of its clusters. */
const claimsOf = derived((_root: IConstruct) => new Map<Platform | undefined, Map<string, IConstruct>>());

/**
 * Claims something that may occur only once per app, such as a file.
 *
 * @param parts the parts of the claim's key, without line breaks
 * @returns the path of the construct that has claimed it before, if any
 */
export function claim(scope: IConstruct, ...parts: string[]): string | undefined {
  return claimOf(scope, undefined, parts);
}

/** Claims something that may occur only once per cluster, such as a host and path of an Ingress, like `claim()`. */
export function claimInCluster(scope: IConstruct, ...parts: string[]): string | undefined {
  return claimOf(scope, Platform.of(scope), parts);
}

/** Returns a further remedy for something that a construct of another chart has claimed, which may be for another cluster. */
export function otherCluster(scope: IConstruct, first: string): string {
  const chart = Chart.of(scope).node.path;
  if (`${first}/`.startsWith(`${chart}/`)) return '';
  return ', or if the charts are for different clusters, declare each with Platform.target(chart, { ... })';
}

function claimOf(scope: IConstruct, cluster: Platform | undefined, parts: string[]): string | undefined {
  const claims = entryOf(claimsOf(scope.node.root), cluster, () => new Map<string, IConstruct>());
  const key = parts.join('\n');
  const first = claims.get(key);
  if (first) return first.node.path;
  claims.set(key, scope);
  return undefined;
}
