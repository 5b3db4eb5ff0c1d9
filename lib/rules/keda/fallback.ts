import { advisoryOf, hasDefect } from '../../cluster/advisories';
import { SINCE } from '../../cluster/releases';
import { fallbackBreach, isOtherType, replaceable } from '../../keda/scalers/fallback-metric-types';
import { measuresPods } from '../../keda/scalers/trigger-types';
import { atLeast, releaseOn } from '../cluster';
import type { Rule } from '../rule';
import { isMap, show, trimmedOf } from '../values';
import { scaledOf } from './scaled';
import { KEDA_SOURCE, SCALED_OBJECT, TYPES } from './upstream';

export const fallback: Rule = {
  id: 'keda/fallback',
  severity: 'error',
  title: 'A fallback has a trigger, or a formula, that it can stand in for',
  rationale: 'A fallback replaces the metric of a failing trigger or formula; the HPA reads cpu and memory without KEDA.',
  link: TYPES,
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { spec, triggers, modifiers } = scaledOf(object);
    const written = spec.fallback;
    if (!isMap(written) || triggers.length === 0) return;
    if (written.behavior === 'scalingModifiers' && trimmedOf(modifiers?.formula) === undefined) {
      report({
        path: 'spec.fallback.behavior',
        message: 'behavior scalingModifiers has no formula to put fallback.replicas into',
        fix: 'write spec.advanced.scalingModifiers.formula, or another behavior',
      });
    }
    const target = modifiers && trimmedOf(modifiers.target);
    if (target !== undefined && !/^[+]?\d+$/.test(target) && Number(target) > 0) {
      report({
        path: 'spec.advanced.scalingModifiers.target',
        message: `target (${show(target)}) is not a whole number, and KEDA passes over the fallback then`,
        fix: 'write a whole number, and scale the formula to it',
        severity: 'warning',
      });
    }
    if (!modifiers && triggers.every(({ type }) => type && measuresPods(type))) {
      report({
        path: 'spec.fallback',
        message: 'fallback stands in for no trigger, because all are of type cpu or memory',
        fix: 'leave it out, or add a trigger of another type',
        // the webhook logs it before, and takes the ScaledObject
        severity: atLeast(cluster, 'keda', SINCE.keda.fallbackOfOneAverage) ? undefined : 'warning',
      });
    }
  },
};

export const fallbackMetricType: Rule = {
  id: 'keda/fallback-metric-type',
  severity: 'error',
  title: 'Before KEDA 2.18, a fallback needs triggers with metricType AverageValue',
  rationale: 'Before 2.18, KEDA computes the fallback as an average for each replica, which needs an AverageValue.',
  link: 'https://github.com/kedacore/keda/issues/6696',
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { spec, triggers, modifiers } = scaledOf(object);
    if (!isMap(spec.fallback)) return;
    const parts = triggers.map(({ type, trigger, path }) => ({ type, metricType: trigger.metricType, path }));
    const breach = fallbackBreach((since) => atLeast(cluster, 'keda', since), parts, modifiers);
    const others = replaceable(parts);
    if (breach === 'trigger') {
      for (const { metricType, path } of others.filter(isOtherType)) {
        report({
          path: `${path}.metricType`,
          message: `metricType (${show(metricType)}) is not AverageValue, and KEDA ${cluster.keda} passes over the fallback then`,
          fix: 'write metricType: AverageValue',
          severity: 'warning',
        });
      }
    } else if (breach === 'formula') {
      report({
        path: 'spec.advanced.scalingModifiers.metricType',
        message: 'metricType ("Value") is not AverageValue, and KEDA 2.17 refuses a fallback then',
        fix: 'write metricType: AverageValue',
      });
    }
    if (breach !== 'every-trigger') return;
    const unwritten = others.find(({ metricType }) => metricType === undefined);
    const refuses = hasDefect(advisoryOf(fallbackMetricType.id)!, releaseOn(cluster, 'keda'));
    if (unwritten && !refuses) return;
    report({
      path: `${(unwritten ?? others[0]).path}.metricType`,
      message: unwritten
        ? 'metricType is written on no trigger that the fallback stands in for, and KEDA 2.17.0 refuses that'
        : 'no trigger has metricType AverageValue, and KEDA 2.17 refuses a fallback then',
      fix: 'write metricType: AverageValue',
      // 2.17.1 takes what is not written for AverageValue
      severity: unwritten && refuses === 'maybe' ? 'warning' : undefined,
    });
  },
};

export const fallbackFromZero: Rule = {
  id: 'keda/fallback-from-zero',
  severity: 'warning',
  title: 'A fallback that is to start a workload at zero has metricType AverageValue',
  rationale:
    'For a metricType of Value, KEDA divides the replicas of the fallback by those that are ready, and passes over it without any.',
  link: `${KEDA_SOURCE}/pkg/fallback/fallback.go#L274-L288`,
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { spec, triggers, modifiers, scalesToZero } = scaledOf(object);
    if (!isMap(spec.fallback) || spec.fallback.behavior === 'scalingModifiers' || !scalesToZero) return;
    // before, an advisory tells that no fallback starts from zero
    if (!atLeast(cluster, 'keda', advisoryOf('advisories/fallback-at-zero')!.fixed!)) return;
    const metrics = modifiers
      ? [{ metricType: modifiers.metricType, path: 'spec.advanced.scalingModifiers' }]
      : replaceable(triggers.map(({ type, trigger, path }) => ({ type, metricType: trigger.metricType, path })));
    for (const { metricType, path } of metrics) {
      if (metricType !== 'Value') continue;
      report({
        path: `${path}.metricType`,
        message: 'metricType ("Value") keeps the fallback from starting the workload while it has no ready replica',
        fix: 'write metricType: AverageValue, or minReplicaCount: 1',
      });
    }
  },
};
