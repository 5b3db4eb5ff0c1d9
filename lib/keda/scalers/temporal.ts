import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

/** Parameters that KEDA writes into the query for running workflows. */
const IN_QUERY = ['taskQueue', 'workflowTaskQueueForCount', 'workerDeploymentName', 'workerDeploymentBuildId'];

/** Values that it writes there (pkg/scalers/temporal_scaler.go, validVisibilityQueryLiteral). */
const LITERAL = /^[a-zA-Z0-9\-_./:]+$/;

/** Yields the violated requirements of a Temporal trigger that counts running workflows. */
export function* temporalBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  if (!given.has('includeRunningWorkflowCount')) return;
  for (const key of IN_QUERY) {
    const value = given.valueOf(key);
    if (value === undefined || LITERAL.test(value)) continue;
    const counting = writing.nameOf(scaler, 'includeRunningWorkflowCount');
    yield {
      message: `has the ${writing.nameOf(scaler, key)} ${JSON.stringify(value)}, which a query for running workflows cannot hold`,
      remedy: `${writing.verb} only letters, digits and the characters -_./: there, or leave ${counting} out`,
    };
  }
}
