/** Who scales the app of a route. Built once for the objects that are checked together. */
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, isSkipped, makesScaledObject, SCALED_OBJECT } from './api';
import { items, record, text } from './values';

/** A trigger that reads the add-on's scaler. */
export interface AddOnTrigger {
  readonly path: string;
  readonly metadata: { readonly [key: string]: Value };
  readonly interceptorRoute?: string;
  readonly httpScaledObject?: string;
}

const PUSH = ['external-push', 'external'];

/** The triggers of a ScaledObject that name a route of the add-on. */
export function addOnTriggers({ spec }: Manifest): readonly AddOnTrigger[] {
  const found: AddOnTrigger[] = [];
  for (const [index, trigger] of items(record(spec).triggers).entries()) {
    const { type } = record(trigger);
    const metadata = record(record(trigger).metadata);
    const interceptorRoute = text(metadata.interceptorRoute);
    const httpScaledObject = text(metadata.httpScaledObject);
    if (!PUSH.includes(type) || (!interceptorRoute && !httpScaledObject)) continue;
    found.push({ path: `spec.triggers[${index}].metadata`, metadata, interceptorRoute, httpScaledObject });
  }
  return found;
}

const CACHE = new WeakMap<Manifests, ReadonlyMap<string, Manifest>>();

/** ScaledObjects by the route or HTTPScaledObject that their trigger names: kind, namespace and name. */
function scalersOf(manifests: Manifests): ReadonlyMap<string, Manifest> {
  const known = CACHE.get(manifests);
  if (known) return known;
  const scalers = new Map<string, Manifest>();
  for (const scaler of manifests.ofKind(SCALED_OBJECT)) {
    for (const { interceptorRoute, httpScaledObject } of addOnTriggers(scaler)) {
      const route = interceptorRoute
        ? `${INTERCEPTOR_ROUTE} ${namespaceOf(scaler)} ${interceptorRoute}`
        : `${HTTP_SCALED_OBJECT} ${namespaceOf(scaler)} ${httpScaledObject}`;
      if (!scalers.has(route)) scalers.set(route, scaler);
    }
  }
  CACHE.set(manifests, scalers);
  return scalers;
}

/**
 * Whether the app of a route goes down to zero: `alone` where only requests wake it, `together` where other triggers do, too;
 * nothing where it stays up, and where these manifests do not say.
 */
export function scalesToZero(manifests: Manifests, kind: string, route: Manifest): 'alone' | 'together' | undefined {
  if (kind === HTTP_SCALED_OBJECT && makesScaledObject(route)) {
    const { min } = record(record(route.spec).replicas);
    return min === undefined || min === 0 ? 'alone' : undefined;
  }
  const scaler = scalersOf(manifests).get(`${kind} ${namespaceOf(route)} ${route.metadata.name}`);
  if (!scaler || (kind === HTTP_SCALED_OBJECT && !isSkipped(route))) return undefined;
  const { minReplicaCount: min, idleReplicaCount: idle, triggers } = record(scaler.spec);
  if (idle !== 0 && min !== undefined && min !== 0) return undefined;
  const wakesOtherwise = items(triggers).length > [...addOnTriggers(scaler)].length;
  return wakesOtherwise ? 'together' : 'alone';
}
