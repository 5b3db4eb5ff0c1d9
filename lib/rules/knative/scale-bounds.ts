import { parseInteger } from '../../core/go';
import type { Manifest } from '../manifest';
import type { Rule } from '../rule';
import { at, show } from '../values';
import { setting } from './settings';
import { ANNOTATIONS, autoscaling, SERVING, short, TEMPLATED } from './template';

/** A replica count of the template; none where it is absent or malformed, which another rule says. */
function count(manifest: Manifest, name: string) {
  const annotation = autoscaling(manifest, name);
  const value = annotation && parseInteger(annotation.value);
  return annotation && value !== undefined && value >= 0 ? { ...annotation, name: short(annotation.key), value } : undefined;
}

export const scaleBounds: Rule = {
  id: 'knative/scale-bounds',
  severity: 'error',
  title: 'min-scale is at most activation-scale, and that at most max-scale',
  rationale: 'The autoscaler keeps the replicas between both bounds, and wakes a revision with the activation scale.',
  link: `${SERVING}/autoscaling/annotation_validation.go`,
  kinds: TEMPLATED,
  check(manifest, context) {
    const min = count(manifest, 'min-scale');
    const max = count(manifest, 'max-scale');
    const activation = count(manifest, 'activation-scale');
    if (min && max && max.value !== 0 && max.value < min.value) {
      context.report({
        path: at(ANNOTATIONS, max.key),
        message: `${max.name} ("${max.value}") is less than ${min.name} ("${min.value}")`,
        fix: `raise ${max.name} or lower ${min.name}`,
      });
    }
    if (activation && min && activation.value < min.value) {
      context.report({
        path: at(ANNOTATIONS, activation.key),
        message: `activation-scale ("${activation.value}") is less than ${min.name} ("${min.value}")`,
        fix: 'leave activation-scale out, or raise it',
      });
    }
    if (activation && max && max.value !== 0 && activation.value > max.value) {
      context.report({
        path: at(ANNOTATIONS, activation.key),
        message: `activation-scale ("${activation.value}") is more than ${max.name} ("${max.value}")`,
        fix: `lower activation-scale or raise ${max.name}`,
      });
    }
    const limit = Number(setting(context, 'config-autoscaler', 'max-scale-limit') ?? 0);
    if (max && limit > 0 && (max.value === 0 || max.value > limit)) {
      context.report({
        path: at(ANNOTATIONS, max.key),
        message: `${max.name} (${show(String(max.value))}) is above the max-scale-limit of config-autoscaler (${limit})`,
        fix: `write at most "${limit}", or raise max-scale-limit`,
      });
    }
  },
};
