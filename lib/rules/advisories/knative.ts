import { parseInteger } from '../../core/go';
import { ANNOTATIONS, autoscaling, POD, podOf, TEMPLATED } from '../knative/template';
import { at, mapOf, show } from '../values';
import { advisoryRule } from './advisory-rule';

export const responseStartTimeout = advisoryRule('advisories/response-start-timeout', {
  kinds: TEMPLATED,
  *places(object) {
    const { responseStartTimeoutSeconds: timeout } = mapOf(podOf(object));
    if (typeof timeout !== 'number' || timeout <= 0) return;
    yield { path: `${POD}.responseStartTimeoutSeconds`, seen: `responseStartTimeoutSeconds (${show(timeout)})` };
  },
});

export const initialScale = advisoryRule('advisories/initial-scale', {
  kinds: TEMPLATED,
  *places(object) {
    const { key, value } = autoscaling(object, 'initial-scale') ?? {};
    if (key === undefined || (parseInteger(value ?? '') ?? 0) <= 1) return;
    yield { path: at(ANNOTATIONS, key), seen: `initial-scale (${show(value)})` };
  },
});
