import { SINCE } from '../../cluster/releases';
import { atLeast, type Cluster } from '../cluster';
import type { Manifest } from '../manifest';
import { mapOf } from '../values';

export const HTTP_SCALED_OBJECT = 'http.keda.sh/HTTPScaledObject';
export const INTERCEPTOR_ROUTE = 'http.keda.sh/InterceptorRoute';

/** Source of the add-on that the rules were compared with. */
export const SOURCE = 'https://github.com/kedacore/http-add-on/blob/v0.15.0';
export const ISSUES = 'https://github.com/kedacore/http-add-on/issues';

/** Tells the operator to make no ScaledObject. Like the next one it counts only as the literal text "true". */
export const SKIP = 'httpscaledobject.keda.sh/skip-scaledobject-creation';
/** Tells the operator to let go of the ScaledObject it made. */
export const ORPHAN = 'httpscaledobject.keda.sh/orphan-scaledobject';

/** Whether the operator leaves the ScaledObject to somebody else, by the annotation that says so. */
export function isSkipped({ metadata }: Manifest): boolean {
  return mapOf(metadata?.annotations)[SKIP] === 'true';
}

/** Whether the operator makes a ScaledObject out of an HTTPScaledObject. */
export function makesScaledObject(object: Manifest, cluster?: Cluster): boolean {
  const orphaned =
    mapOf(object.metadata?.annotations)[ORPHAN] === 'true' && (!cluster || atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.orphanAnnotation));
  return !isSkipped(object) && !orphaned;
}
