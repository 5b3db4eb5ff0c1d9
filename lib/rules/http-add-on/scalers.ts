/** The scaler of the app of a route. */

import { derived } from '../../core/derived';
import { scaledOf } from '../keda/scaled';
import { SCALED_OBJECT } from '../keda/upstream';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { mapOf, textOf } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, isSkipped, makesScaledObject } from './upstream';

/** A trigger that reads the add-on's scaler. */
export interface AddOnTrigger {
  readonly path: string;
  readonly metadata: { readonly [key: string]: Value };
  readonly interceptorRoute?: string;
  readonly httpScaledObject?: string;
}

const PUSH = ['external-push', 'external'];

/** The triggers of a ScaledObject that name a route of the add-on. */
export const addOnTriggers = derived((object: Manifest): readonly AddOnTrigger[] => {
  const found: AddOnTrigger[] = [];
  for (const { trigger, metadata, path } of scaledOf(object).triggers) {
    const interceptorRoute = textOf(metadata.interceptorRoute);
    const httpScaledObject = textOf(metadata.httpScaledObject);
    if (!PUSH.includes(trigger.type) || (!interceptorRoute && !httpScaledObject)) continue;
    found.push({ path: `${path}.metadata`, metadata, interceptorRoute, httpScaledObject });
  }
  return found;
});

/** ScaledObjects by the route or HTTPScaledObject that their trigger names: kind, namespace and name. */
const scalersByRoute = derived((manifests: Manifests): ReadonlyMap<string, Manifest> => {
  const scalers = new Map<string, Manifest>();
  for (const scaler of manifests.ofKind(SCALED_OBJECT)) {
    for (const { interceptorRoute, httpScaledObject } of addOnTriggers(scaler)) {
      const route = interceptorRoute
        ? `${INTERCEPTOR_ROUTE} ${namespaceOf(scaler)} ${interceptorRoute}`
        : `${HTTP_SCALED_OBJECT} ${namespaceOf(scaler)} ${httpScaledObject}`;
      if (!scalers.has(route)) scalers.set(route, scaler);
    }
  }
  return scalers;
});

/** The ScaledObject whose trigger names a route. */
export function scalerOf(manifests: Manifests, kind: string, route: Manifest): Manifest | undefined {
  return scalersByRoute(manifests).get(`${kind} ${namespaceOf(route)} ${route.metadata.name}`);
}

/**
 * Whether the app of a route goes down to zero: `alone` where only requests wake it, `together` where other triggers do, too;
 * nothing where it stays up, and where these manifests do not say.
 */
export function scalesToZero(manifests: Manifests, kind: string, route: Manifest): 'alone' | 'together' | undefined {
  if (kind === HTTP_SCALED_OBJECT && makesScaledObject(route)) {
    const { min } = mapOf(mapOf(route.spec).replicas);
    return min === undefined || min === 0 ? 'alone' : undefined;
  }
  const scaler = scalerOf(manifests, kind, route);
  if (!scaler || (kind === HTTP_SCALED_OBJECT && !isSkipped(route))) return undefined;
  const scaled = scaledOf(scaler);
  if (!scaled.scalesToZero) return undefined;
  return scaled.triggers.length > addOnTriggers(scaler).length ? 'together' : 'alone';
}
