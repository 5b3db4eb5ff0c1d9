import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { NetworkPeer } from '../network/network-peer';
import type { Trigger } from './triggers';

/** Returns KEDA's namespace where a trigger of type metrics-api reads the app's own metrics. KEDA is expected where the HTTP add-on is. */
export function scrapers(scope: IConstruct, service: string, triggers: Trigger[] | undefined): NetworkPeer[] {
  if (!triggers?.some((trigger) => trigger?._reads(service))) return [];
  return [NetworkPeer.namespace(Platform.of(scope).interceptor.namespace!)];
}
