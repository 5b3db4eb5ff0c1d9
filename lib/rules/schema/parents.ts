import { parentKeys } from '../../cluster/gateway-api';
import type { Value } from '../manifest';
import { GATEWAY_API } from './schema-of';
import { list } from './words';

/** Place of the references of a route to its parents. */
export const PARENTS = 'spec.parentRefs';

/** What of the references is broken, and how to write it. */
export interface ParentProblem {
  readonly message: string;
  readonly fix: string;
}

/**
 * The CEL rules of parentRefs on the experimental channel, whose CRD differs there from the pinned one: of several references to one parent all
 * set the same of these fields, and no two have the same values.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.3/config/crd/experimental/gateway.networking.k8s.io_httproutes.yaml
 */
export function parentProblem(parents: readonly Value[]): ParentProblem | undefined {
  const keys = parentKeys('experimental');
  const names = list(keys, 'or');
  const several = 'when parentRefs includes 2 or more references to the same parent';
  const seen = new Map<string, Set<string>>();
  const forms = new Map<string, string>();
  for (const parent of parents) {
    const { group = GATEWAY_API, kind = 'Gateway', namespace = '', name } = parent;
    const gateway = JSON.stringify([group, kind, namespace, name]);
    const values = keys.map((key) => parent[key] || '');
    const form = JSON.stringify(values.map(Boolean));
    if ((forms.get(gateway) ?? form) !== form)
      return { message: `${names} must be specified ${several}`, fix: 'write the same of these fields in each of them' };
    forms.set(gateway, form);
    const own = seen.get(gateway) ?? new Set<string>();
    const identity = JSON.stringify(values);
    if (own.has(identity))
      return { message: `${names} must be unique ${several}`, fix: `write another ${names}, or leave one reference out` };
    seen.set(gateway, own.add(identity));
  }
  return undefined;
}
