import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { nameRemedy, unknownName } from '../scalers/formula-names';

const UNNAMED = 'no trigger that a formula can use has a name, pass { name } to the triggers it uses';

/**
 * Fails for a name in the formula of the scaling modifiers that is neither a trigger nor part of the language; KEDA's webhook
 * rejects it when it compiles the formula.
 *
 * @param triggerNames names of the triggers that a formula can refer to: of all but cpu and memory
 */
export function checkFormula(scope: IConstruct, formula: string, triggerNames: string[]): void {
  const name = unknownName(formula, triggerNames);
  if (name === undefined) return;
  const remedy = nameRemedy(name, triggerNames, UNNAMED);
  fail(scope, `scalingModifiers.formula (${show(formula)}) refers to ${name}, which is not a trigger: ${remedy}`);
}

/** Fails for a name of two triggers, which KEDA's webhook rejects. */
export function checkTriggerNames(scope: IConstruct, triggers: readonly { readonly name?: string }[]): void {
  const first = new Map<string, number>();
  triggers.forEach(({ name }, index) => {
    if (name === undefined || name === '') return;
    const other = first.get(name);
    if (other !== undefined)
      fail(scope, `triggers[${index}].name (${show(name)}) is the name of triggers[${other}] too: pass a different name to each trigger`);
    first.set(name, index);
  });
}
