import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { breachesOf, PROPS } from '../scalers/breaches';
import type { Scaler } from '../scalers/definition';
import type { Given } from '../scalers/given';

/** Fails for missing parameters, and for parameters that exclude or need each other. */
export function checkRules(scope: IConstruct, at: string, scaler: Scaler, given: Given, keda: string, hasFormula: boolean): void {
  for (const { message, remedy } of breachesOf(scaler, given, PROPS, keda, hasFormula)) fail(scope, `${at} ${message}: ${remedy}`);
}
