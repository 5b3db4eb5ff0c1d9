import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkObjects, checkOneOf } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { kubernetes } from '../synth/kubernetes';
import type { Wire } from '../synth/manifest-of';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/**
 * Fails for tolerations that the API server rejects.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go (ValidateTolerations)
 */
export function checkTolerations(scope: IConstruct, prop: string, tolerations: k8s.Toleration[] | undefined): void {
  checkObjects(scope, prop, tolerations);
  for (const [index, { key, operator = 'Equal', value, effect, tolerationSeconds }] of (tolerations ?? []).entries()) {
    const at = `${prop}[${index}]`;
    checkOneOf(scope, `${at}.effect`, effect || undefined, EFFECTS);
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const seen = effect ? `is ${effect}` : 'is missing';
      fail(
        scope,
        `${at}.tolerationSeconds (${tolerationSeconds}) has an effect with NoExecute only, and effect ${seen}: ` +
          'set it or leave tolerationSeconds out',
      );
    }
    if (!key && operator !== 'Exists')
      fail(scope, `${at}.key is required with the operator ${operator}: pass the key of the taint, or the operator Exists`);
    if (value && operator === 'Exists')
      fail(scope, `${at}.value (${show(value)}) is valid with the operator Equal only: leave value or operator out`);
  }
}

/** Renders tolerations. */
export function renderTolerations(tolerations: k8s.Toleration[] | undefined): Wire<k8s.Toleration>[] | undefined {
  return tolerations?.map((toleration) => kubernetes().toJson_Toleration(toleration) as Wire<k8s.Toleration>);
}
