import { awsKeyBreaches } from './aws';
import { awsCloudwatchBreaches } from './aws-cloudwatch';
import { azureCosmosdbBreaches } from './azure-cosmosdb';
import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';
import { rabbitmqBreaches } from './rabbitmq';
import { redisBreaches } from './redis';
import { temporalBreaches } from './temporal';

const REDIS = ['redis', 'redis-streams', 'redis-cluster', 'redis-cluster-streams', 'redis-sentinel', 'redis-sentinel-streams'];
const AWS = ['aws-dynamodb', 'aws-dynamodb-streams', 'aws-kinesis-stream', 'aws-sqs-queue'];

/** Requirements of single scalers, which the definitions cannot express. */
const OWN: { readonly [type: string]: (scaler: Scaler, given: Given, writing: Writing) => Iterable<Breach> } = {
  'azure-cosmosdb': azureCosmosdbBreaches,
  ...Object.fromEntries(REDIS.map((type) => [type, redisBreaches])),
  ...Object.fromEntries(AWS.map((type) => [type, awsKeyBreaches])),
  'aws-cloudwatch': awsCloudwatchBreaches,
  rabbitmq: rabbitmqBreaches,
  temporal: temporalBreaches,
};

/** Returns the violated requirements that only a trigger of this type has. */
export function ownBreachesOf(type: string, scaler: Scaler, given: Given, writing: Writing): Iterable<Breach> {
  return Object.hasOwn(OWN, type) ? OWN[type](scaler, given, writing) : [];
}
