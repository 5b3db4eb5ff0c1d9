import type { Breach, Writing } from './breaches';
import type { Scaler } from './definition';
import type { Given } from './given';

/** Yields the violated requirement of a Redis trigger without addresses: as many hosts as ports. */
export function* redisBreaches(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  // with addresses, some releases do not look at the hosts
  if (given.mayHave('address') || given.mayHave('addresses')) return;
  const hosts = listOf(given, ['host', 'hosts']);
  const ports = listOf(given, ['port', 'ports']);
  if (!hosts || !ports || hosts.elements.length === ports.elements.length) return;
  const say = ({ key, elements }: List) => `${elements.length} in ${writing.nameOf(scaler, key)}`;
  yield {
    message: `has ${say(hosts)} and ${say(ports)}, which belong together one by one`,
    remedy: `${writing.verb} one port for each host`,
  };
}

interface List {
  readonly key: string;
  readonly elements: readonly string[];
}

/** The list that a scaler takes under one of two names, if its elements are known. */
function listOf(given: Given, keys: readonly string[]): List | undefined {
  const key = keys.find((one) => given.mayHave(one));
  const elements = key === undefined ? undefined : given.elementsOf(key)?.flatMap((element) => element.split(','));
  return key !== undefined && elements && given.isInAuth(key) === false ? { key, elements } : undefined;
}
