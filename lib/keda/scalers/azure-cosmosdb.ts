import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

const THRESHOLD = 'changeFeedLagThreshold';
const ACTIVATION = 'activationChangeFeedLagThreshold';

/** KEDA's default of the threshold (pkg/scalers/azure_cosmosdb_scaler.go). */
const DEFAULT_THRESHOLD = '100';

/** Yields the violated requirements of a Cosmos DB trigger: it is activated below its threshold. */
export function* azureCosmosdbBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  const activation = given.valueOf(ACTIVATION);
  const threshold = given.valueOf(THRESHOLD) ?? DEFAULT_THRESHOLD;
  // what is not a number is reported as such
  if (activation === undefined || !(Number(activation) >= Number(threshold))) return;
  const [low, high] = [ACTIVATION, THRESHOLD].map((key) => writing.nameOf(scaler, key));
  yield { message: `has the ${low} ${activation}, which is not below the ${high} ${threshold}`, remedy: `lower ${low} or raise ${high}` };
}
