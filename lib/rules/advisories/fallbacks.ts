import { measuresPods } from '../../keda/scalers/trigger-types';
import { scaledOf, zeroBound } from '../keda/scaled';
import { SCALED_OBJECT } from '../keda/upstream';
import { isMap, show, textOf } from '../values';
import { advisoryRule } from './advisory-rule';

/** Kinds for which the operator has a client of their own. */
const TYPED = ['apps/Deployment', 'apps/StatefulSet'];

export const fallbackAtZero = advisoryRule('advisories/fallback-at-zero', {
  kinds: [SCALED_OBJECT],
  *places(object) {
    const scaled = scaledOf(object);
    const { spec, triggers, scalesToZero } = scaled;
    if (!scalesToZero || !isMap(spec.fallback) || triggers.every(({ type }) => type && measuresPods(type))) return;
    yield { path: 'spec.fallback', seen: `a fallback stands beside ${zeroBound(scaled)}` };
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
