import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import { type Given, POD_IDENTITY } from './given';

const IDS = ['awsAccessKeyID', 'awsAccessKeyId'];
const SECRET = 'awsSecretAccessKey';

/** Yields the violated requirement that an access key comes from one place: both its id and its secret from the authentication, or neither. */
export function* awsKeyBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  const owner = given.valueOf('identityOwner');
  if (given.mayHave(POD_IDENTITY) || given.mayHave('awsRoleArn') || (owner !== undefined && owner !== 'pod')) return;
  const secretInAuth = given.isInAuth(SECRET);
  if (secretInAuth === undefined) return;
  const idInAuth = IDS.some((key) => given.isInAuth(key));
  const idHere = IDS.some((key) => given.isOnTrigger(key));
  const secretHere = given.isOnTrigger(SECRET);
  // without both halves in one place, one of each kind is needed to tell
  if (idInAuth === secretInAuth || (idHere && secretHere) || !(idInAuth || idHere) || !(secretInAuth || secretHere)) return;
  const [inAuth, here] = idInAuth ? [IDS[0], SECRET] : [SECRET, IDS[0]];
  yield {
    message: `has its own ${writing.nameOf(scaler, here)} beside the ${inAuth} of its authentication, and KEDA takes both from one of them`,
    remedy: `${writing.verb} ${writing.auth} the parameters ${IDS[0]} and ${SECRET}`,
  };
}
