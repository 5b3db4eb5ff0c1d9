import { SINCE } from '../../cluster/releases';
import { and } from '../../core/words';
import { shownText } from '../../keda/scalers/forms';
import { isTarget, leastTarget } from '../../keda/scalers/target';
import { atLeast } from '../cluster';
import { scaledOf } from '../keda/scaled';
import { KEDA_SOURCE, READ_BY_OPERATOR, SCALED, SCALED_OBJECT } from '../keda/upstream';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { at, show } from '../values';
import { parameterText } from './parameter-text';
import { elementsOf, readingsOf, SCALERS } from './reading';
import { boundsProblem, formProblem, jsonBooleanProblem, jsonNumberProblem } from './value-forms';

export const metadataText: Rule = {
  id: 'keda-triggers/metadata-text',
  severity: 'error',
  title: 'Every value in the metadata of a trigger is a string: numbers and booleans are quoted',
  rationale: 'The metadata of a trigger is a map of strings, and the API server refuses other values.',
  link: 'https://github.com/kedacore/keda-docs/issues/350',
  kinds: SCALED,
  check(object, { report }) {
    for (const { metadata, path, type } of scaledOf(object).triggers) {
      for (const key of Object.keys(metadata)) {
        const value = metadata[key];
        if (typeof value === 'string') continue;
        const scalar = typeof value === 'number' || typeof value === 'boolean';
        report({
          path: at(`${path}.metadata`, key),
          message: `${key} (${seen(value)}) must be a string`,
          fix: scalar ? `write ${show(parameterText(type, metadata, key))}` : 'write one string, in quotes',
        });
      }
    }
  },
};

function seen(value: Value): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'a map') : show(value);
}

export const valueForm: Rule = {
  id: 'keda-triggers/value-form',
  severity: 'error',
  title: 'Numbers, booleans, durations and addresses of a trigger are written as KEDA reads them',
  rationale:
    'A scaler parses its parameters as Go does, in newer releases numbers as JSON does, and refuses to start when one cannot be parsed. Its ' +
    'client dials an address as it is written: some need the scheme of a URL, and others take none.',
  link: `${KEDA_SOURCE}/pkg/scalers/scalersconfig/typed_config.go`,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    for (const { texts, scaler } of readingsOf(object, context)) {
      const since = scaler.jsonNumbers;
      const isJson = since !== undefined && atLeast(context.cluster, 'keda', since);
      const hasJsonBooleans = isJson && !atLeast(context.cluster, 'keda', SINCE.keda.goBooleans);
      for (const { key, path, parameter, text } of texts) {
        const expected =
          formProblem(parameter, text) ??
          (isJson ? jsonNumberProblem(parameter, text, since) : undefined) ??
          (hasJsonBooleans ? jsonBooleanProblem(parameter, text) : undefined);
        if (!expected) continue;
        const { is, fix, element } = expected;
        const seen = (one: string) => show(shownText(parameter.form, one));
        const holds = element === undefined || element === text ? 'is not' : `holds ${seen(element)}, which is not`;
        context.report({ path, message: `${key} (${seen(text)}) ${holds} ${is}`, fix });
      }
    }
  },
};

/** Keys whose value KEDA compares without regard to case. */
export const CASELESS = ['cloud', 'metricAggregationType', 'aggregation'];

export const enumeration: Rule = {
  id: 'keda-triggers/enum',
  severity: 'error',
  title: 'A parameter with a fixed set of values has one of them',
  rationale: 'A scaler compares the value with a fixed list, and refuses to start when it is not in it.',
  link: SCALERS,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    for (const { texts } of readingsOf(object, context)) {
      for (const { key, path, parameter, text } of texts) {
        if (!parameter.enum) continue;
        const known = (element: string) =>
          parameter.enum?.some((one) => one === element || (CASELESS.includes(key) && one.toLowerCase() === element.toLowerCase()));
        const elements = elementsOf(parameter, text);
        const stranger = elements.find((element) => !known(element));
        const lacking = (member: string) => {
          const since = parameter.enumSince?.[member];
          return since !== undefined && !atLeast(context.cluster, 'keda', since);
        };
        const all = parameter.enum.filter((member) => !lacking(member)).join(', ');
        const newer = elements.find(lacking);
        if (newer !== undefined) {
          context.report({
            path,
            message: `${key} (${show(text)}) needs KEDA ${parameter.enumSince?.[newer]}, and the cluster has ${context.cluster.keda}`,
            fix: `write one of ${all}, or upgrade KEDA`,
          });
        }
        if (stranger === undefined) continue;
        const meant = parameter.enum.find((one) => one.toLowerCase() === stranger.toLowerCase());
        context.report({
          path,
          message: `${key} (${show(text)}) ${elements.length > 1 ? `holds ${show(stranger)}, which is not one` : 'is not one'} of ${all}`,
          fix: meant ? `write ${meant}` : `write one of ${all}`,
        });
      }
    }
  },
};

export const bounds: Rule = {
  id: 'keda-triggers/bounds',
  severity: 'error',
  title: 'The numbers of a trigger are within the bounds of its scaler',
  rationale: 'A scaler checks the range of its numbers, and refuses to start outside of it.',
  link: SCALERS,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    for (const { texts } of readingsOf(object, context)) {
      for (const { key, path, parameter, text } of texts) {
        // the replicas of a cron trigger are told of in other words
        if (key === 'desiredReplicas' || formProblem(parameter, text)) continue;
        const bound = boundsProblem(parameter, text);
        if (bound) context.report({ path, message: `${key} (${show(text)}) is not ${bound}`, fix: `write a value of ${bound}` });
      }
    }
  },
};

export const targetValue: Rule = {
  id: 'keda-triggers/target-value',
  severity: 'error',
  title: 'The target of a trigger is more than 0, in thousandths',
  rationale:
    'KEDA makes the targets of its HPA of them, rounded to thousandths. Kubernetes refuses a target of 0 or less, and without an HPA KEDA does not poll.',
  link: `${KEDA_SOURCE}/pkg/scalers/scaler.go#L113`,
  accepted: "KEDA's webhook does not read the metadata of triggers; the API server refuses the HPA, and the ScaledObject is never ready",
  kinds: [SCALED_OBJECT],
  check(object, context) {
    // the target of a formula stands for those of the triggers
    if (scaledOf(object).modifiers) return;
    for (const { texts } of readingsOf(object, context)) {
      for (const { key, path, parameter, text } of texts) {
        const least = leastTarget(parameter);
        if (least === undefined || formProblem(parameter, text) || boundsProblem(parameter, text) || isTarget(Number(text))) continue;
        context.report({ path, message: `${key} (${show(text)}) is not at least ${least}`, fix: `write a value of at least ${least}` });
      }
    }
  },
};

export const exclusiveElements: Rule = {
  id: 'keda-triggers/exclusive-elements',
  severity: 'error',
  title: 'A list, such as authModes, holds no two elements that exclude each other',
  rationale: 'A scaler authenticates in one way, and refuses a list of modes that contradict each other.',
  link: `${KEDA_SOURCE}/pkg/scalers/authentication/authentication_types.go`,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    for (const { texts } of readingsOf(object, context)) {
      for (const { key, path, parameter, text } of texts) {
        if (!parameter.exclusive) continue;
        const rivals = elementsOf(parameter, text).filter((element) => parameter.exclusive?.includes(element));
        if (rivals.length < 2) continue;
        context.report({
          path,
          message: `${key} (${show(text)}) holds ${and(rivals)}, which exclude each other`,
          fix: 'leave all but one out',
        });
      }
    }
  },
};
