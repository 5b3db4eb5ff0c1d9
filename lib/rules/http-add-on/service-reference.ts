import { derived } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import { mapOf } from '../values';

/** A place of a route that names a Service and its port. */
export interface ServiceReference {
  /** The map that holds the port; undefined where it is not written. */
  readonly holder: Value;
  /** Where it stands. */
  readonly path: string;
  /** The name of the Service, of any type, and where it stands. */
  readonly name: Value;
  readonly namePath: string;
}

/** The target of a route, and after it the Service that answers while the target starts. */
export const serviceReferencesOf = derived(({ kind, spec }: Manifest): readonly [target: ServiceReference, fallback: ServiceReference] => {
  const { scaleTargetRef, coldStartTimeoutFailoverRef, target, coldStart } = mapOf(spec);
  if (kind === 'HTTPScaledObject')
    return [reference(scaleTargetRef, 'spec.scaleTargetRef'), reference(coldStartTimeoutFailoverRef, 'spec.coldStartTimeoutFailoverRef')];
  const { service } = mapOf(mapOf(coldStart).fallback);
  return [reference(target, 'spec.target'), reference(service, 'spec.coldStart.fallback.service', 'name')];
});

function reference(holder: Value, path: string, field = 'service'): ServiceReference {
  return { holder, path, name: mapOf(holder)[field], namePath: `${path}.${field}` };
}
