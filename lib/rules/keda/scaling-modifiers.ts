import { nameRemedy, namesTrigger, unknownName } from '../../keda/scalers/formula-names';
import { isTarget } from '../../keda/scalers/target';
import { measuresPods } from '../../keda/scalers/trigger-types';
import type { Rule } from '../rule';
import { show, trimmedOf } from '../values';
import { scaledOf } from './scaled';
import { KEDA_SOURCE, SCALED_OBJECT, WEBHOOK } from './upstream';

const AT = 'spec.advanced.scalingModifiers';
const FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Longer formulas are left to KEDA. */
const LONGEST = 2_000;

export const scalingModifiers: Rule = {
  id: 'keda/scaling-modifiers',
  severity: 'error',
  title: 'Scaling modifiers have a formula and a target above 0, and no metricType Utilization',
  rationale: 'KEDA replaces the metrics of all triggers by the formula, which needs a target of its own.',
  link: WEBHOOK,
  accepted:
    "KEDA's webhook takes a target that rounds to 0 thousandths; the API server refuses the HPA, and the ScaledObject is never ready",
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { modifiers } = scaledOf(object);
    if (!modifiers) return;
    const { formula, target, activationTarget, metricType } = modifiers;
    if (trimmedOf(formula) === undefined && isUnwritten(formula)) {
      report({
        path: `${AT}.formula`,
        message: 'formula is not written',
        fix: 'write an expression over the names of the triggers, or leave scalingModifiers out',
      });
    }
    if (trimmedOf(target) === undefined && isUnwritten(target)) {
      report({
        path: `${AT}.target`,
        message: 'target is not written',
        fix: 'write the value of the formula that one replica should handle',
      });
    } else if (typeof target === 'string' && !(isNumber(target) && Number(target) > 0)) {
      report({ path: `${AT}.target`, message: `target (${show(target)}) is not a number above 0`, fix: 'write a number such as "10"' });
    } else if (typeof target === 'string' && !isTarget(Number(target))) {
      report({
        path: `${AT}.target`,
        message: `target (${show(target)}) is not at least 0.001, and KEDA rounds it to thousandths`,
        fix: 'multiply the formula and its target by the same factor, such as 1000',
      });
    }
    if (typeof activationTarget === 'string' && activationTarget !== '' && !isNumber(activationTarget)) {
      report({
        path: `${AT}.activationTarget`,
        message: `activationTarget (${show(activationTarget)}) is not a number`,
        fix: 'write a number such as "5"',
      });
    }
    if (metricType === 'Utilization') {
      report({
        path: `${AT}.metricType`,
        message: 'metricType ("Utilization") is not for a formula, which has no requested amount to be a share of',
        fix: 'write AverageValue or Value, or leave it out',
      });
    }
  },
};

function isNumber(text: string): boolean {
  return text.length < 100 && FLOAT.test(text);
}

function isUnwritten(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export const formula: Rule = {
  id: 'keda/formula',
  severity: 'error',
  title: 'A formula refers to triggers that have the name, and are not of type cpu or memory',
  rationale: "The formula sees the metrics of KEDA's scalers by name; the HPA reads cpu and memory without KEDA.",
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { modifiers, triggers } = scaledOf(object);
    const written = trimmedOf(modifiers?.formula);
    if (written === undefined || written.length > LONGEST) return;
    const namesOf = (resource: boolean) =>
      triggers.filter(({ type }) => type && measuresPods(type) === resource).flatMap(({ trigger }) => trimmedOf(trigger.name) ?? []);
    const names = namesOf(false);
    const unknown = unknownName(written, names);
    if (unknown === undefined) return;
    const ofPods = namesOf(true).includes(unknown);
    report({
      path: `${AT}.formula`,
      message: ofPods
        ? `formula (${show(written)}) refers to ${unknown}, a cpu or memory trigger, which the HPA reads past the formula`
        : `formula (${show(written)}) refers to ${unknown}, which is the name of no trigger`,
      fix: ofPods ? `leave ${unknown} out` : nameRemedy(unknown, names, 'write a name on each trigger that it uses'),
    });
  },
};

export const formulaTriggers: Rule = {
  id: 'keda/formula-triggers',
  severity: 'warning',
  title: 'A formula names every trigger that is not of type cpu or memory',
  rationale: 'With a formula, its value alone wakes and scales the workload, and a trigger that it does not name does neither.',
  link: `${KEDA_SOURCE}/pkg/scaling/scale_handler.go#L1030`,
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { modifiers, triggers } = scaledOf(object);
    const written = trimmedOf(modifiers?.formula);
    if (written === undefined || written.length > LONGEST) return;
    const usable = triggers.filter(({ type }) => type !== undefined && !measuresPods(type));
    const names = usable.flatMap(({ trigger }) => trimmedOf(trigger.name) ?? []);
    // a name that no trigger has may be that of one, misspelt
    if (unknownName(written, names) !== undefined) return;
    for (const { type, trigger, path } of usable) {
      const name = trimmedOf(trigger.name);
      if (name !== undefined && namesTrigger(written, name)) continue;
      report({
        path: name === undefined ? path : `${path}.name`,
        message: `formula (${show(written)}) does not name ${name === undefined ? `the ${type} trigger, which has no name` : name}, so that this trigger neither wakes nor scales the workload`,
        fix: `${name === undefined ? 'give it a name, and ' : ''}name it in the formula, or leave the trigger out`,
      });
    }
  },
};
