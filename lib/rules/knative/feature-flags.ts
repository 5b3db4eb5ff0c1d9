import { VOLUME_FLAGS } from '../../limits/knative';
import { elements, show } from '../fields';
import type { Manifest, Value } from '../manifest';
import type { Problem, Rule, RuleContext } from '../rule';
import { brief, isSet } from './fields-not-taken';
import {
  CAPABILITIES_FLAG,
  EMPTY_DIR_FLAG,
  FIELD_REF_FLAG,
  MULTI_CONTAINER_FLAG,
  POD_FLAGS,
  PROBING_FLAG,
  PROPAGATION_FLAG,
  RUNTIME_CLASS_FLAG,
  SECURE_FLAG,
  SECURITY_CONTEXT_FLAG,
  WRITE_FLAG,
} from './flags';
import { hasFeature, isSwitchedOff, misspelt } from './settings';
import { containersOf, initContainersOf, POD, podOf, SERVING, TEMPLATED } from './template';
import { ONE_OF } from './volumes';

const LINK = `${SERVING}/config/features.go`;

/** A Wasm runtime class on Knative, or any other. */
export const runtimeClassName: Rule = {
  id: 'knative/runtime-class-name',
  severity: 'warning',
  title: 'runtimeClassName needs the flag kubernetes.podspec-runtimeclassname',
  link: LINK,
  kinds: TEMPLATED,
  *check(manifest: Manifest, context: RuleContext): Iterable<Problem> {
    const value = podOf(manifest)?.runtimeClassName;
    if (typeof value !== 'string' || value === '') return;
    const [problem] = behind(context, RUNTIME_CLASS_FLAG, `${POD}.runtimeClassName`, value);
    if (problem) yield { ...problem, fix: `${problem.fix}, or let runtime-class-name in config-deployment set it` };
  },
};

/** What Knative takes only where a flag is enabled. */
export const featureFlag: Rule = {
  id: 'knative/feature-flag',
  severity: 'warning',
  title: 'fields behind a flag of config-features need that flag',
  link: LINK,
  kinds: TEMPLATED,
  *check(manifest: Manifest, context: RuleContext): Iterable<Problem> {
    const pod = podOf(manifest);
    for (const [field, flag] of Object.entries(POD_FLAGS)) {
      if (isSet(pod?.[field])) yield* behind(context, flag, `${POD}.${field}`, pod[field]);
    }
    if (isSet(pod?.securityContext) && !hasFeature(context, SECURE_FLAG)) {
      yield* behind(context, SECURITY_CONTEXT_FLAG, `${POD}.securityContext`, pod.securityContext, 'write it on the container, or ');
    }
    for (const [volume, path] of elements(pod?.volumes, `${POD}.volumes`)) yield* ofVolume(context, volume, path);
    const all = containersOf(manifest);
    for (const [container, path] of [...all, ...initContainersOf(manifest)]) yield* ofContainer(context, container, path);
    for (const [container, path] of all.length > 1 ? all : []) yield* ofSidecar(context, container, path);
    if (all.length > 1 && isSwitchedOff(context, MULTI_CONTAINER_FLAG)) {
      const message = `${all.length} containers are refused, config-features switches ${MULTI_CONTAINER_FLAG} off`;
      yield { path: `${POD}.containers`, message, fix: `leave one container, or leave ${MULTI_CONTAINER_FLAG} on` };
    }
  },
};

function* ofVolume(context: RuleContext, volume: Value, path: string): Iterable<Problem> {
  for (const [source, flag] of Object.entries(VOLUME_FLAGS)) {
    if (isSet(volume?.[source])) yield* behind(context, flag, `${path}.${source}`, volume[source], `use ${ONE_OF}, or `);
  }
  const claim = volume?.persistentVolumeClaim;
  if (claim && claim.readOnly !== true) {
    yield* behind(context, WRITE_FLAG, `${path}.persistentVolumeClaim.readOnly`, claim.readOnly ?? false, 'write true, or ');
  }
  if (isSet(volume?.emptyDir) && isSwitchedOff(context, EMPTY_DIR_FLAG)) {
    yield {
      path: `${path}.emptyDir`,
      message: `emptyDir is refused, config-features switches ${EMPTY_DIR_FLAG} off`,
      fix: 'use another volume',
    };
  }
}

function* ofContainer(context: RuleContext, container: Value, path: string): Iterable<Problem> {
  for (const [variable, where] of elements(container?.env, `${path}.env`)) {
    for (const source of ['fieldRef', 'resourceFieldRef']) {
      const value = variable?.valueFrom?.[source];
      if (isSet(value)) yield* behind(context, FIELD_REF_FLAG, `${where}.valueFrom.${source}`, value);
    }
  }
  const added = container?.securityContext?.capabilities?.add;
  const bindsOnly = Array.isArray(added) && added.length === 1 && added[0] === 'NET_BIND_SERVICE';
  if (isSet(added) && !(bindsOnly && hasFeature(context, SECURE_FLAG))) {
    yield* behind(context, CAPABILITIES_FLAG, `${path}.securityContext.capabilities.add`, added);
  }
  for (const [mount, where] of elements(container?.volumeMounts, `${path}.volumeMounts`)) {
    if (isSet(mount?.mountPropagation)) yield* behind(context, PROPAGATION_FLAG, `${where}.mountPropagation`, mount.mountPropagation);
  }
}

/** Of several containers the one with a port is the app, and only that one is probed as installed. */
function* ofSidecar(context: RuleContext, container: Value, path: string): Iterable<Problem> {
  if (container?.ports?.length > 0) return;
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isSet(container?.[name])) yield* behind(context, PROBING_FLAG, `${path}.${name}`, container[name]);
  }
}

function* behind(context: RuleContext, flag: string, path: string, value: Value, instead = ''): Iterable<Problem> {
  if (hasFeature(context, flag)) return;
  const field = path.endsWith('.add') ? 'capabilities.add' : path.slice(path.lastIndexOf('.') + 1);
  const wrong = misspelt(context.cluster, flag);
  yield {
    path,
    message: `${field} (${brief(value)}) is refused unless config-features sets ${flag}${wrong ? `; ${show(wrong)} is no flag` : ''}`,
    fix: `${instead || 'leave it out, or '}set ${flag}: enabled and declare it among the Knative features`,
  };
}
