import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { NetworkPeer } from '../network/network-peer';
import type { Trigger } from './triggers';

/**
 * Returns KEDA's namespace if a trigger of type metrics-api reads metrics of the app. Assumes that KEDA runs in the namespace of
 * the HTTP add-on.
 */
export function scrapers(scope: IConstruct, service: string, triggers: Trigger[] | undefined): NetworkPeer[] {
  if (!triggers?.some((trigger) => trigger?._reads(service))) return [];
  return [NetworkPeer.namespace(Platform.of(scope).interceptor.namespace!)];
}
