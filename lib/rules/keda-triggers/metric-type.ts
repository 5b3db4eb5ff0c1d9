import { SINCE } from '../../cluster/releases';
import { or } from '../../core/words';
import { resourceValueProblem } from '../../keda/scalers/resource-value';
import { scalerOf } from '../../keda/scalers/scaler-of';
import { measuresPods, metricTypesOf } from '../../keda/scalers/trigger-types';
import { atLeast, type Cluster } from '../cluster';
import { scaledOf, type TriggerPart } from '../keda/scaled';
import { KEDA_SOURCE, SCALED, SCALED_OBJECT } from '../keda/upstream';
import type { Rule } from '../rule';
import { show, trimmedOf } from '../values';

export const metricType: Rule = {
  id: 'keda-triggers/metric-type',
  severity: 'error',
  title: 'cpu and memory have metricType Utilization or AverageValue, every other trigger AverageValue, Value or none',
  rationale: 'The HPA takes Utilization for resource metrics alone, and KEDA serves every other metric as external.',
  link: `${KEDA_SOURCE}/pkg/scalers/scaler.go#L101`,
  accepted: "KEDA's webhook looks at it only in part; its operator refuses it when it builds the scaler",
  kinds: SCALED,
  check(object, { cluster, report }) {
    for (const part of scaledOf(object).triggers) {
      const { type, trigger, path } = part;
      const scaler = type === undefined ? undefined : scalerOf(type);
      if (type === undefined || !scaler) continue;
      const accepted = metricTypesOf(type, scaler);
      const written = trigger.metricType;
      const unwritten = written === undefined || written === null || written === '';
      if (
        unwritten
          ? !scaler.metricTypeRequired || formerType(part, cluster) !== undefined
          : typeof written !== 'string' || accepted.includes(written)
      )
        continue;
      report({
        path: `${path}.metricType`,
        message: unwritten
          ? `metricType is not written, and ${type} has no default`
          : `metricType (${show(written)}) is not one that ${type} can have`,
        fix: `write ${or(accepted)}${unwritten || scaler.metricTypeRequired ? '' : ', or leave it out'}`,
      });
    }
  },
};

/** The metric type in the metadata, where the release still reads it. */
function formerType({ metadata }: TriggerPart, cluster: Cluster): string | undefined {
  return atLeast(cluster, 'keda', SINCE.keda.metricTypeAlone) ? undefined : trimmedOf(metadata.type);
}

export const resourceValue: Rule = {
  id: 'keda-triggers/resource-value',
  severity: 'error',
  title: 'The value of a cpu or memory trigger is a whole percent with Utilization, a quantity with AverageValue',
  rationale: 'KEDA parses the value as a whole percent for Utilization, and as a Kubernetes quantity for AverageValue.',
  link: `${KEDA_SOURCE}/pkg/scalers/cpu_memory_scaler.go#L52`,
  accepted: "KEDA's webhook does not read the metadata of triggers; its operator cannot make a metric of the value, and there is no HPA",
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    for (const part of scaledOf(object).triggers) {
      const { type, trigger, path, metadata } = part;
      if (type === undefined || !measuresPods(type)) continue;
      const value = trimmedOf(metadata.value);
      // what is long is no number, and not worth a search
      const problem = value && resourceValueProblem(value.slice(0, 100), trimmedOf(trigger.metricType) ?? formerType(part, cluster));
      if (!value || !problem) continue;
      const [expected, example] = /^must be ([^,]*), such as ([^,]*), with/.exec(problem)?.slice(1) ?? [problem, ''];
      report({
        path: `${path}.metadata.value`,
        message: `value (${show(value)}) is not ${expected}`,
        fix: `write a value such as ${example}`,
      });
    }
  },
};
