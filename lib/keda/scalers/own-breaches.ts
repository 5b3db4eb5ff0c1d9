import { azureCosmosdbBreaches } from './azure-cosmosdb';
import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';
import { rabbitmqBreaches } from './rabbitmq';
import { temporalBreaches } from './temporal';

/** Requirements of single scalers, which the definitions cannot express. */
const OWN: { readonly [type: string]: (scaler: Scaler, given: Given, writing: Writing) => Iterable<Breach> } = {
  'azure-cosmosdb': azureCosmosdbBreaches,
  rabbitmq: rabbitmqBreaches,
  temporal: temporalBreaches,
};

/** Returns the violated requirements that only a trigger of this type has. */
export function ownBreachesOf(type: string, scaler: Scaler, given: Given, writing: Writing): Iterable<Breach> {
  return Object.hasOwn(OWN, type) ? OWN[type](scaler, given, writing) : [];
}
