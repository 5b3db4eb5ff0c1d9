import { VOLUME_FLAGS } from '../../cluster/knative';
import type { Manifest, Value } from '../manifest';
import { elements } from '../values';
import { isSet } from './fields-not-taken';
import {
  CAPABILITIES_FLAG,
  FIELD_REF_FLAG,
  POD_FLAGS,
  PROBING_FLAG,
  PROPAGATION_FLAG,
  RUNTIME_CLASS_FLAG,
  SECURE_FLAG,
  SECURITY_CONTEXT_FLAG,
  WRITE_FLAG,
} from './flags';
import { allContainersOf, containersOf, POD, podOf } from './template';
import { ONE_OF } from './volumes';

/** A field that Knative takes only where a flag of config-features is enabled. */
export interface FlagUse {
  readonly flag: string;
  readonly path: string;
  readonly value: Value;
  /** What may be written in its place, with `, or ` behind it. */
  readonly instead?: string;
}

/** The flags that a revision template needs, whatever is enabled; `has` says which of them are, for the fields that one of two flags allows. */
export function flagUses(manifest: Manifest, has: (flag: string) => boolean): readonly FlagUse[] {
  const found: FlagUse[] = [];
  const pod = podOf(manifest);
  if (typeof pod?.runtimeClassName === 'string' && pod.runtimeClassName !== '') {
    found.push({ flag: RUNTIME_CLASS_FLAG, path: `${POD}.runtimeClassName`, value: pod.runtimeClassName });
  }
  for (const [field, flag] of Object.entries(POD_FLAGS)) {
    if (isSet(pod?.[field], field)) found.push({ flag, path: `${POD}.${field}`, value: pod[field] });
  }
  if (isSet(pod?.securityContext) && !has(SECURE_FLAG)) {
    const instead = 'write it on the container, or ';
    found.push({ flag: SECURITY_CONTEXT_FLAG, path: `${POD}.securityContext`, value: pod.securityContext, instead });
  }
  for (const [volume, path] of elements(pod?.volumes, `${POD}.volumes`)) found.push(...ofVolume(volume, path));
  const all = containersOf(manifest);
  for (const [container, path] of allContainersOf(manifest)) found.push(...ofContainer(container, path, has));
  for (const [container, path] of all.length > 1 ? all : []) found.push(...ofSidecar(container, path));
  return found;
}

function ofVolume(volume: Value, path: string): readonly FlagUse[] {
  const found: FlagUse[] = [];
  for (const [source, flag] of Object.entries(VOLUME_FLAGS)) {
    if (isSet(volume?.[source])) found.push({ flag, path: `${path}.${source}`, value: volume[source], instead: `use ${ONE_OF}, or ` });
  }
  const claim = volume?.persistentVolumeClaim;
  if (claim && claim.readOnly !== true) {
    const instead = 'write true, or ';
    found.push({ flag: WRITE_FLAG, path: `${path}.persistentVolumeClaim.readOnly`, value: claim.readOnly ?? false, instead });
  }
  return found;
}

function ofContainer(container: Value, path: string, has: (flag: string) => boolean): readonly FlagUse[] {
  const found: FlagUse[] = [];
  for (const [variable, where] of elements(container?.env, `${path}.env`)) {
    for (const source of ['fieldRef', 'resourceFieldRef']) {
      const value = variable?.valueFrom?.[source];
      if (isSet(value)) found.push({ flag: FIELD_REF_FLAG, path: `${where}.valueFrom.${source}`, value });
    }
  }
  const added = container?.securityContext?.capabilities?.add;
  const bindsOnly = Array.isArray(added) && added.length === 1 && added[0] === 'NET_BIND_SERVICE';
  if (isSet(added) && !(bindsOnly && has(SECURE_FLAG))) {
    found.push({ flag: CAPABILITIES_FLAG, path: `${path}.securityContext.capabilities.add`, value: added });
  }
  for (const [mount, where] of elements(container?.volumeMounts, `${path}.volumeMounts`)) {
    if (isSet(mount?.mountPropagation))
      found.push({ flag: PROPAGATION_FLAG, path: `${where}.mountPropagation`, value: mount.mountPropagation });
  }
  return found;
}

/** Of several containers the one with a port is the app, and only that one is probed as installed. */
function ofSidecar(container: Value, path: string): readonly FlagUse[] {
  const found: FlagUse[] = [];
  if (container?.ports?.length > 0) return found;
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isSet(container?.[name])) found.push({ flag: PROBING_FLAG, path: `${path}.${name}`, value: container[name] });
  }
  return found;
}
