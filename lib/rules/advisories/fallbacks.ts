import { measuresPods } from '../../keda/scalers/trigger-types';
import { scaledOf } from '../keda/scaled';
import { SCALED_OBJECT } from '../keda/upstream';
import { isMap, show, textOf } from '../values';
import { advisoryRule } from './advisory-rule';

/** Kinds for which the operator has a client of their own. */
const TYPED = ['apps/Deployment', 'apps/StatefulSet'];

export const fallbackAtZero = advisoryRule('advisories/fallback-at-zero', {
  kinds: [SCALED_OBJECT],
  *places(object) {
    const { spec, min, idle, triggers } = scaledOf(object);
    if (!isMap(spec.fallback) || triggers.every(({ type }) => type && measuresPods(type))) return;
    if (idle === 0) yield { path: 'spec.fallback', seen: 'a fallback stands beside idleReplicaCount (0)' };
    else if (min === undefined || min === 0) {
      yield { path: 'spec.fallback', seen: `a fallback stands beside minReplicaCount (0${min === undefined ? ', by default' : ''})` };
    }
  },
});

export const fallbackScaleClient = advisoryRule('advisories/fallback-scale-client', {
  kinds: [SCALED_OBJECT],
  *places(object) {
    const { spec, target } = scaledOf(object);
    const behavior = isMap(spec.fallback) && textOf(spec.fallback.behavior);
    if (!behavior || behavior === 'static' || !target || TYPED.includes(target.groupKind)) return;
    yield { path: 'spec.fallback.behavior', seen: `behavior (${show(behavior)}) stands beside a scale target of kind ${target.kind}` };
  },
});
