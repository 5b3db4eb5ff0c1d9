import { breachesOf } from '../../keda/scalers/breaches';
import { ownBreachesOf } from '../../keda/scalers/own-breaches';
import { atLeast } from '../cluster';
import { scaledOf } from '../keda/scaled';
import { READ_BY_OPERATOR, SCALED } from '../keda/upstream';
import type { Rule } from '../rule';
import { isMap } from '../values';
import { MANIFEST, readingsOf, SCALERS } from './reading';

export const parameters: Rule = {
  id: 'keda-triggers/parameters',
  severity: 'error',
  title: 'A trigger gives what its scaler needs, from any source, and nothing that excludes each other',
  rationale: 'A scaler refuses to start when a parameter that it needs is missing or contradicts another.',
  link: SCALERS,
  accepted: READ_BY_OPERATOR,
  kinds: SCALED,
  check(object, context) {
    const hasFormula = scaledOf(object).modifiers !== undefined;
    for (const { type, path, scaler, given, trigger } of readingsOf(object, context)) {
      // no map at all is left to the schema
      if (!isMap(trigger.metadata)) continue;
      if (scaler.since && !atLeast(context.cluster, 'keda', scaler.since)) continue;
      let said: Set<string> | undefined;
      for (const { message, remedy } of breachesOf(scaler, given, MANIFEST, context.cluster.keda, hasFormula)) {
        if (said?.has(message)) continue;
        said = (said ?? new Set()).add(message);
        context.report({ path: `${path}.metadata`, message: `${type} ${message}`, fix: remedy });
      }
      for (const { message, remedy, silent } of ownBreachesOf(type, scaler, given, MANIFEST)) {
        context.report({
          path: `${path}.metadata`,
          message: `${type} ${message}`,
          fix: remedy,
          ...(silent && { severity: 'warning' as const }),
        });
      }
    }
  },
};
