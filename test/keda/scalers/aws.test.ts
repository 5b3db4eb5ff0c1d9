import { Trigger } from '../../../lib';
import { auth, failureOf, giving, identity } from '../triggers/bind';

const queue = { queueUrl: 'jobs', awsRegion: 'eu-west-1' };
const id = { awsAccessKeyId: 'AKIA' };
const idVariable = { awsAccessKeyIdFromEnv: 'ID' };
const secret = { awsSecretAccessKeyFromEnv: 'SECRET' };
const both = 'pass an auth with the parameters awsAccessKeyID and awsSecretAccessKey';

test.each([
  ['both on the trigger', Trigger.awsSqsQueue({ ...queue, ...id, ...secret })],
  ['both in the authentication', Trigger.awsSqsQueue(queue, { auth: giving('awsAccessKeyID', 'awsSecretAccessKey') })],
  [
    'both on the trigger, and one in the authentication',
    Trigger.awsSqsQueue({ ...queue, ...idVariable, ...secret }, { auth: giving('awsAccessKeyID') }),
  ],
  ['an id in both places', Trigger.awsSqsQueue({ ...queue, ...id }, { auth: giving('awsAccessKeyId', 'awsSecretAccessKey') })],
  ['an unknown authentication', Trigger.awsSqsQueue({ ...queue, ...id }, { auth })],
  ['a role', Trigger.awsSqsQueue({ ...queue, ...id }, { auth: giving('awsRoleArn', 'awsSecretAccessKey') })],
  ['a pod identity', Trigger.awsSqsQueue({ ...queue, ...id }, { auth: identity('aws', 'awsSecretAccessKey') })],
  [
    'the identity of the operator',
    Trigger.awsSqsQueue({ ...queue, ...id, identityOwner: 'operator' }, { auth: giving('awsSecretAccessKey') }),
  ],
])('an access key is taken from one place: %s', (_, trigger) => {
  expect(failureOf(trigger)).toBeUndefined();
});

test.each([
  [
    Trigger.awsSqsQueue({ ...queue, ...id }, { auth: giving('awsSecretAccessKey') }),
    'aws-sqs-queue',
    'awsAccessKeyId',
    'awsSecretAccessKey',
  ],
  [
    Trigger.awsSqsQueue({ ...queue, ...idVariable, identityOwner: 'pod' }, { auth: giving('awsSecretAccessKey') }),
    'aws-sqs-queue',
    'awsAccessKeyId',
    'awsSecretAccessKey',
  ],
  [
    Trigger.awsKinesisStream({ streamName: 's', awsRegion: 'eu-west-1', ...secret }, { auth: giving('awsAccessKeyId') }),
    'aws-kinesis-stream',
    'awsSecretAccessKey',
    'awsAccessKeyID',
  ],
])('fails for an access key that is taken from two places (%#)', (trigger, type, here, inAuth) => {
  expect(failureOf(trigger)).toBe(
    `triggers[0] (${type}) has its own ${here} beside the ${inAuth} of its authentication, and KEDA takes both from one of them: ${both}`,
  );
});
