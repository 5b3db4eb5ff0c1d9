import { kindOf, type Manifest } from '../manifest';
import type { Problem, Rule } from '../rule';
import { mapOf, show, trimmedOf } from '../values';
import { type Target, targetOf } from './target-reference';
import { HPA } from './targets';
import { KEDA_SOURCE, SCALED_OBJECT } from './upstream';

const REFERENCE = 'spec.scaleTargetRef';
const APPS_KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'ControllerRevision'];
/** Groups and versions that once held the workloads of apps/v1. */
const FORMER_APPS = ['v1', 'extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'];

/** Kinds of Kubernetes and of the platforms here that have no /scale, with what to write instead. */
const UNSCALABLE: { readonly [groupKind: string]: string } = {
  'apps/DaemonSet': 'scale a Deployment: a DaemonSet has one pod a node',
  'apps/ControllerRevision': 'name the workload itself',
  'batch/Job': 'write a ScaledJob',
  'batch/CronJob': 'write a ScaledJob',
  Pod: 'name the Deployment that makes the pod',
  Service: 'name the Deployment behind the Service',
  'serving.knative.dev/Service': 'leave the ScaledObject out, and write autoscaling.knative.dev annotations on spec.template.metadata',
  'serving.knative.dev/Configuration':
    'leave the ScaledObject out, and write autoscaling.knative.dev annotations on spec.template.metadata',
  'serving.knative.dev/Revision': 'leave the ScaledObject out, and write autoscaling.knative.dev annotations on spec.template.metadata',
};

/** Why a target has no /scale, if it is known to have none. */
export function unscalable({ kind, groupKind, name }: Target): string | undefined {
  // whatever its group: without an apiVersion KEDA looks for it in apps/v1
  if (kind === 'SpinApp')
    return `write apiVersion: apps/v1 and kind: Deployment: the operator makes a Deployment ${name} for SpinApp ${name}`;
  return Object.hasOwn(UNSCALABLE, groupKind) ? UNSCALABLE[groupKind] : undefined;
}

export const targetScale: Rule = {
  id: 'keda/target-scale',
  severity: 'error',
  title: 'The target of a ScaledObject has a /scale subresource',
  rationale: 'KEDA and the HPA set the number of replicas through the /scale subresource alone.',
  link: `${KEDA_SOURCE}/controllers/keda/scaledobject_controller.go#L444`,
  accepted: "KEDA's webhook does not ask for /scale; its operator does, and the ScaledObject is never ready",
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const target = targetOf(object);
    const fix = target && unscalable(target);
    if (!fix) return;
    report({
      path: `${REFERENCE}.kind`,
      message: `kind (${show(target.kind)}) has no /scale subresource, so that KEDA cannot scale it`,
      fix,
    });
  },
};

export const targetApiVersion: Rule = {
  id: 'keda/target-api-version',
  severity: 'error',
  title: 'The apiVersion of a scale target holds its kind; KEDA takes apps/v1 where none is written',
  rationale: 'A target that KEDA cannot look up stops every other ScaledObject of the namespace at its webhook, too.',
  link: 'https://github.com/kedacore/keda/issues/4924',
  accepted:
    "KEDA's webhook looks the target up only for cpu and memory triggers; its operator never finds it, and the ScaledObject is never ready",
  kinds: [SCALED_OBJECT, HPA],
  check(object, { report }) {
    const target = targetOf(object);
    const problem = target && !unscalable(target) && apiVersionProblem(object, target);
    if (problem) report(problem);
  },
};

/** The problem of the apiVersion of a target. */
export function apiVersionProblem(object: Manifest, target: Target): Problem | undefined {
  const reference = mapOf(mapOf(object.spec).scaleTargetRef);
  const [apiVersion, kind] = [trimmedOf(reference.apiVersion), trimmedOf(reference.kind)];
  if (apiVersion === undefined) {
    if (kind === undefined || APPS_KINDS.includes(kind) || kindOf(object) === HPA) return undefined;
    return {
      path: `${REFERENCE}.kind`,
      message: `kind (${show(kind)}) is looked up in apps/v1, where there is no such kind, since no apiVersion is written`,
      fix: `write the apiVersion of ${kind}`,
    };
  } else if (kindOf(object) === HPA && apiVersion.startsWith('apps/') && APPS_KINDS.includes(target.kind)) {
    // its controller looks the kind up in the group, in whichever version is served
    return undefined;
  } else if (FORMER_APPS.includes(apiVersion) && APPS_KINDS.includes(target.kind)) {
    return {
      path: `${REFERENCE}.apiVersion`,
      message: `apiVersion (${show(apiVersion)}) does not hold ${target.kind}${kind === undefined ? ', the kind where none is written' : ''}`,
      fix: 'write apps/v1',
    };
  } else if (apiVersion === 'apps/v1' && kind !== undefined && !APPS_KINDS.includes(kind)) {
    return {
      path: `${REFERENCE}.apiVersion`,
      message: `apiVersion (${show(apiVersion)}) does not hold ${kind}`,
      fix: `write the apiVersion of ${kind}`,
    };
  } else if (apiVersion !== 'apps/v1' && kind === undefined) {
    return {
      path: `${REFERENCE}.apiVersion`,
      message: `apiVersion (${show(apiVersion)}) stands without a kind, and does not hold Deployment, the kind that is taken then`,
      fix: 'write the kind',
    };
  } else if (!/^([a-z0-9.-]+\/)?v\d/.test(apiVersion)) {
    return {
      path: `${REFERENCE}.apiVersion`,
      message: `apiVersion (${show(apiVersion)}) is not a group and a version`,
      fix: APPS_KINDS.includes(target.kind) ? 'write apps/v1' : `write the apiVersion of ${target.kind}, such as group/v1`,
    };
  }
  return undefined;
}
