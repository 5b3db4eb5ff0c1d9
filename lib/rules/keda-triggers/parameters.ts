import { breachesOf } from '../../keda/scalers/breaches';
import { rabbitmqBreaches } from '../../keda/scalers/rabbitmq';
import { atLeast } from '../cluster';
import { SCALED } from '../keda/upstream';
import type { Rule } from '../rule';
import { isMap } from '../values';
import { MANIFEST, readingsOf, SCALERS } from './reading';

/** What is required, excluded or needed together. */
export const parameters: Rule = {
  id: 'keda-triggers/parameters',
  severity: 'error',
  title: 'A trigger gives what its scaler needs, from any source, and nothing that excludes each other',
  link: SCALERS,
  accepted:
    "KEDA's webhook does not read the metadata of triggers; its operator does, builds no scaler, and the ScaledObject is never ready",
  kinds: SCALED,
  check(object, context) {
    for (const { type, path, scaler, given, trigger } of readingsOf(object, context)) {
      // no map at all is left to the schema
      if (!isMap(trigger.metadata)) continue;
      if (scaler.since && !atLeast(context.cluster, 'keda', scaler.since)) continue;
      const said = new Set<string>();
      for (const { message, remedy } of breachesOf(scaler, given, MANIFEST)) {
        if (said.has(message)) continue;
        said.add(message);
        context.report({ path: `${path}.metadata`, message: `${type} ${message}`, fix: remedy });
      }
      if (type !== 'rabbitmq') continue;
      for (const { message, remedy, silent } of rabbitmqBreaches(scaler, given, MANIFEST)) {
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
