import { targetOf } from '../../rules/keda/target-reference';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import { groupOf, kindOf, type Manifest, namespaceOf } from '../../rules/manifest';
import { APPS } from '../../rules/spinkube/apps';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { seenComponent } from '../versions';
import { type ClusterView, type Condition, conditionOf, conditionsOf, refOf, told } from '../view';

/** Reasons of the condition Ready where a trigger cannot be measured. */
const TRIGGER_REASONS = ['TriggerError', 'PartialTriggerError'];
/** Events of triggers that cannot be measured. */
const TRIGGER_EVENTS = ['KEDAScalerFailed', 'KEDAMetricSourceFailed'];

/** The message of the condition Ready where KEDA reads the triggers for a new HPA and fails. */
const NO_HPA = /^failed to ensure HPA is correctly created/;
/** A source that does not answer, among what such a message can say. */
const UNANSWERED = /connection|dial tcp|no such host|timeout|deadline exceeded|refused|no metric specs returned/i;
/** The Secret or ConfigMap of the target's environment that KEDA could not read for the triggers, as its message prints it in Go's form. */
function unresolvedOf(message: string): { readonly kind: string; readonly name: string; readonly key: string } | undefined {
  const [, selector] = message.includes('error resolving ') ? message.split('KeySelector{', 2) : [];
  const [, name, key] = selector === undefined ? [] : selector.split(/Name:|Key:/, 3).map((part) => part.split(',', 1)[0]);
  if (name === undefined || key === undefined) return undefined;
  return { kind: message.includes('SecretKeySelector') ? 'Secret' : 'ConfigMap', name, key };
}

function scaledObjects({ apps }: Patient): readonly Manifest[] {
  return apps.flatMap(({ scalers }) => scalers).filter((scaler) => kindOf(scaler) === SCALED_OBJECT);
}

/** Whether the condition Ready says that a trigger cannot be measured: KEDA words it as another failure as long as it never could. */
function isTriggerFailure({ status, reason, message }: Condition, event: string | undefined): boolean {
  if (status === 'True') return false;
  if (TRIGGER_REASONS.includes(reason)) return true;
  return (
    NO_HPA.test(message) &&
    unresolvedOf(message) === undefined &&
    (UNANSWERED.test(message) || (event !== undefined && message.includes(event)))
  );
}

/** Texts without those that another one contains, and a condition that repeats its message once. */
function distinct(texts: readonly string[]): string {
  return texts
    .filter((text, index) => !texts.some((other, at) => at !== index && other.includes(text) && (other !== text || at < index)))
    .join('; ');
}

function logsOf(view: ClusterView): string {
  const operator = seenComponent(view, 'keda')?.workload;
  return operator
    ? `kubectl logs -n ${namespaceOf(operator)} deployment/${operator.metadata.name} --tail 50`
    : 'kubectl logs -n keda deployment/keda-operator --tail 50';
}

export const notReconciled: Diagnosis = {
  id: 'keda/not-reconciled',
  severity: 'error',
  title: 'KEDA has not looked at the ScaledObject',
  why: "KEDA's operator writes conditions into the status of each ScaledObject of the namespaces that it watches (WATCH_NAMESPACE).",
  *find(patient) {
    const { view } = patient;
    const operator = seenComponent(view, 'keda')?.workload;
    for (const scaler of scaledObjects(patient)) {
      if (conditionsOf(scaler).length > 0) continue;
      yield {
        about: refOf(scaler),
        seen: `it has no conditions${operator || !view.isRead('apps/Deployment') ? '' : ", and the cluster has no Deployment of KEDA's operator"}`,
        remedy: operator
          ? [logsOf(view), `check the variable WATCH_NAMESPACE of ${refOf(operator)}`]
          : ['install KEDA: cdk8s-wasm requirements FILES lists the commands'],
      };
    }
  },
};

export const notReady: Diagnosis = {
  id: 'keda/not-ready',
  severity: 'error',
  title: 'KEDA does not accept the ScaledObject',
  why: 'While its condition Ready is False, KEDA creates no HPA for the ScaledObject and does not scale its target.',
  *find(patient) {
    for (const scaler of scaledObjects(patient)) {
      const ready = conditionOf(scaler, 'Ready');
      const failure = patient.view.warningOf(scaler, TRIGGER_EVENTS);
      if (!ready || ready.status === 'True' || isTriggerFailure(ready, failure)) continue;
      const isInitial = ready.status === 'Unknown' && ready.reason === '';
      const event = patient.view.warningOf(scaler, [...TRIGGER_EVENTS, 'ScaledObjectCheckFailed']);
      if (isInitial && event === undefined) continue;
      const unresolved = unresolvedOf(ready.message);
      yield {
        about: refOf(scaler),
        seen: distinct([told(ready), ...(event ? [event] : [])]),
        remedy: [
          ...(unresolved ? [`create ${unresolved.kind} ${namespaceOf(scaler)}/${unresolved.name} with key ${unresolved.key}`] : []),
          `kubectl describe scaledobject -n ${namespaceOf(scaler)} ${scaler.metadata.name}`,
          logsOf(patient.view),
        ],
      };
    }
  },
};

export const triggerFailing: Diagnosis = {
  id: 'keda/trigger-failing',
  severity: 'error',
  title: 'KEDA cannot measure a trigger',
  why:
    'One trigger whose source does not answer affects the others: if KEDA never reached it, there is no HPA and nothing scales; ' +
    'if it went away later, the app wakes and does not return to zero.',
  *find(patient) {
    for (const scaler of scaledObjects(patient)) {
      const ready = conditionOf(scaler, 'Ready');
      const health = Object.entries(mapOf(mapOf(scaler.status).health));
      const failing = health.filter(([, each]) => mapOf(each).status === 'Failing' || mapOf(each).numberOfFailures > 0);
      const event = patient.view.warningOf(scaler, TRIGGER_EVENTS);
      if (!(ready && isTriggerFailure(ready, event)) && failing.length === 0) continue;
      const counted = failing.map(([metric, each]) => `${metric} failed ${mapOf(each).numberOfFailures ?? 'several'} times`);
      const types = listOf(mapOf(scaler.spec).triggers).map(({ type }) => String(type));
      yield {
        about: refOf(scaler),
        seen: distinct([...(ready && ready.status !== 'True' ? [told(ready)] : []), ...counted, ...(event ? [event] : [])]),
        remedy: [
          `check that the sources of ${types.join(', ')} answer, their addresses and credentials`,
          logsOf(patient.view),
          'with the prop fallback KEDA holds a number of replicas meanwhile; triggers that must not affect each other belong to two apps',
        ],
      };
    }
  },
};

export const onFallback: Diagnosis = {
  id: 'keda/fallback',
  severity: 'warning',
  title: 'the app runs on its fallback',
  why: 'After failureThreshold failed measurements KEDA holds the replicas of the fallback, whatever the load.',
  *find(patient) {
    for (const scaler of scaledObjects(patient)) {
      const fallback = conditionOf(scaler, 'Fallback');
      if (fallback?.status !== 'True') continue;
      yield { about: refOf(scaler), seen: told(fallback), remedy: [logsOf(patient.view)] };
    }
  },
};

const PAUSE = /^autoscaling\.keda\.sh\/paused/;

export const paused: Diagnosis = {
  id: 'keda/paused',
  severity: 'warning',
  title: 'scaling is paused',
  why: 'An annotation autoscaling.keda.sh/paused* stops KEDA, which keeps the replicas as they are or at the number of paused-replicas.',
  *find(patient) {
    for (const scaler of scaledObjects(patient)) {
      for (const [key, value] of Object.entries(mapOf(scaler.metadata.annotations))) {
        if (!PAUSE.test(key) || value === 'false') continue;
        yield {
          about: refOf(scaler),
          seen: `annotation ${key}: ${JSON.stringify(value)}`,
          remedy: [
            `kubectl annotate scaledobject -n ${namespaceOf(scaler)} ${scaler.metadata.name} ${key}-`,
            'and remove the props paused and pausedReplicas, or the next apply writes it again',
          ],
        };
      }
    }
  },
};

export const targetMissing: Diagnosis = {
  id: 'keda/target-missing',
  severity: 'error',
  title: 'the scale target does not exist',
  why: 'KEDA scales an existing workload of the same namespace, and does not create one.',
  *find(patient) {
    const { view } = patient;
    for (const scaler of patient.apps.flatMap(({ scalers }) => scalers)) {
      const target = targetOf(scaler);
      if (!target) continue;
      const { groupKind, name, kind, apiVersion } = target;
      const namespace = namespaceOf(scaler);
      const isKnown = [...APPS, 'apps/Deployment', 'apps/StatefulSet'].includes(groupKind);
      if (!isKnown || view.find(groupKind, namespace, name) || !view.isRead(groupKind, namespace)) continue;
      const elsewhere = view.manifests.named(groupKind, name).map(namespaceOf);
      yield {
        about: refOf(scaler),
        seen: `scaleTargetRef names ${kind} ${name}, which is not in namespace ${namespace}${elsewhere.length > 0 ? `, but in ${elsewhere.join(', ')}` : ''}`,
        remedy: [
          `kubectl get ${kind.toLowerCase()}s${groupOf(apiVersion) ? `.${groupOf(apiVersion)}` : ''} -n ${namespace}`,
          'apply the workload, or correct the name: a ScaledObject that was applied before its target recovers by itself',
        ],
      };
    }
  },
};

export const twoScalers: Diagnosis = {
  id: 'keda/two-scalers',
  severity: 'error',
  title: 'two scalers act on one target',
  why: "Each sets the replicas by its own measure, and an HPA that is not KEDA's stops scaling (AmbiguousSelector) or undoes it.",
  *find({ apps }) {
    for (const { workload, scalers, autoscalers, namespace, name } of apps) {
      const acting = scalers.filter((scaler) => targetOf(scaler) !== undefined);
      // the add-on's operator owns the ScaledObject that it makes of an HTTPScaledObject
      const made = (each: Manifest) => listOf(each.metadata.ownerReferences).some(({ controller }) => controller === true);
      const own = acting.filter((scaler) => !made(scaler)).map(refOf);
      const foreign = autoscalers
        .filter((each) => !listOf(each.metadata.ownerReferences).some(({ kind }) => kind === 'ScaledObject'))
        .map(refOf);
      const all = [...own, ...(own.length > 0 ? foreign : [])];
      if (all.length < 2) continue;
      yield {
        about: workload ? refOf(workload) : `${namespace}/${name}`,
        seen: all.join(' and '),
        remedy: [
          'keep one: put all triggers into one ScaledObject, cpu and memory as well',
          ...foreign.map((each) => `kubectl delete hpa -n ${namespace} ${each.split('/')[1]}`),
        ],
      };
    }
  },
};

export const hpaInactive: Diagnosis = {
  id: 'keda/hpa-inactive',
  severity: 'error',
  title: 'the HPA cannot scale',
  why: "From one replica on, the Horizontal Pod Autoscaler that KEDA creates does the scaling, and reads its metrics from KEDA's metrics server or metrics-server.",
  *find({ apps }) {
    for (const autoscaler of apps.flatMap(({ autoscalers }) => autoscalers)) {
      for (const condition of conditionsOf(autoscaler)) {
        const { type, status, reason } = condition;
        // at zero replicas an HPA is disabled, and KEDA wakes the app
        if (status !== 'False' || !['ScalingActive', 'AbleToScale'].includes(type) || reason === 'ScalingDisabled') continue;
        yield { about: refOf(autoscaler), seen: `${type} is False: ${told(condition)}`, remedy: hpaRemedies(autoscaler, reason) };
      }
    }
  },
};

function hpaRemedies(autoscaler: Manifest, reason: string): string[] {
  const describe = `kubectl describe hpa -n ${namespaceOf(autoscaler)} ${autoscaler.metadata.name}`;
  if (reason === 'FailedGetExternalMetric')
    return ['kubectl get apiservice v1beta1.external.metrics.k8s.io', 'check the sources of the triggers', describe];
  if (/ResourceMetric/.test(reason))
    return [
      'kubectl get apiservice v1beta1.metrics.k8s.io',
      'install metrics-server; a Wasm pod whose shim reports no CPU cannot be scaled on it',
      describe,
    ];
  if (reason === 'AmbiguousSelector') return ['remove the other HPA, or give the workloads distinct selectors', describe];
  return [describe];
}

export const atMaximum: Diagnosis = {
  id: 'keda/at-maximum',
  severity: 'note',
  title: 'the app is at its maximum',
  why: 'The HPA wants more replicas than maxReplicaCount allows.',
  *find({ apps }) {
    for (const autoscaler of apps.flatMap(({ autoscalers }) => autoscalers)) {
      const limited = conditionOf(autoscaler, 'ScalingLimited');
      if (limited?.status !== 'True' || limited.reason !== 'TooManyReplicas') continue;
      yield {
        about: refOf(autoscaler),
        seen: `${limited.message}: ${mapOf(autoscaler.spec).maxReplicas} replicas`,
        remedy: ['raise the prop maxReplicas, or let a replica take more: the target of the metric'],
      };
    }
  },
};

const EXTERNAL_METRICS = 'v1beta1.external.metrics.k8s.io';
const API_SERVICE = 'apiregistration.k8s.io/APIService';

export const metricsUnavailable: Diagnosis = {
  id: 'keda/metrics-unavailable',
  severity: 'error',
  title: "the API of KEDA's metrics server is not available",
  why: "The HPA reads every external metric from the API external.metrics.k8s.io, which the API server passes on to KEDA's metrics server.",
  *find(patient) {
    const { view } = patient;
    if (scaledObjects(patient).length === 0 || !view.isRead(API_SERVICE)) return;
    const [service] = view.manifests.named(API_SERVICE, EXTERNAL_METRICS);
    const available = service && conditionOf(service, 'Available');
    if (available?.status === 'True') return;
    const { name, namespace } = mapOf(mapOf(service?.spec).service);
    const isKeda = /keda/.test(String(name));
    yield {
      about: `APIService ${EXTERNAL_METRICS}`,
      seen: service
        ? available
          ? `Available is ${available.status}: ${told(available)}`
          : 'it has no condition Available'
        : 'it does not exist',
      remedy: service
        ? [
            `kubectl get pods,endpointslices -n ${namespace ?? 'keda'}`,
            ...(textOf(name) && !isKeda
              ? [`it belongs to Service ${namespace}/${name}: only one metrics server can serve this API, remove the other`]
              : []),
          ]
        : ['install KEDA again: its chart creates the APIService'],
    };
  },
};
