import { type Manifest, namespaceOf } from '../../rules/manifest';
import { mapOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { conditionOf, refOf } from '../view';

/** A workload whose pods the API server refuses, with the newest refusal. */
interface Refusal {
  readonly owner: Manifest;
  readonly namespace: string;
  readonly message: string;
}

/** Kinds of refusals by their message; the last one takes what no other does. */
const QUOTA = /exceeded quota|failed quota/;
const LIMITS = /(maximum|minimum) (cpu|memory|[\w-]+) usage per|limit to request ratio/;
const SECURITY = /violates PodSecurity/;
const WEBHOOK = /failed calling webhook|admission webhook "[^"]+" denied/;
const NO_CLASS = /RuntimeClass/;
const ACCOUNT = /serviceaccount "[^"]*" not found|error looking up service account/;

function* refusals({ view, apps }: Patient): Generator<Refusal> {
  for (const { workload, replicaSets } of apps) {
    if (!workload) continue;
    for (const owner of [...replicaSets, workload]) {
      const wanted = mapOf(owner.spec).replicas ?? 1;
      // an event of the past does not matter once the pods are there
      if ((mapOf(owner.status).replicas ?? 0) >= wanted) continue;
      const message = view.warningOf(owner, ['FailedCreate', 'FailedDelete', 'ReplicaSetCreateError']) ?? replicaFailure(owner);
      if (message !== undefined) {
        yield { owner, namespace: namespaceOf(owner), message };
        break;
      }
    }
  }
}

/** The condition outlives the event, which is gone after an hour. */
function replicaFailure(owner: Manifest): string | undefined {
  const failure = conditionOf(owner, 'ReplicaFailure');
  return failure?.status === 'True' ? failure.message : undefined;
}

function* matching(patient: Patient, pattern: RegExp, remedy: (refusal: Refusal) => readonly string[]) {
  for (const refusal of refusals(patient)) {
    if (pattern.test(refusal.message)) yield { about: refOf(refusal.owner), seen: refusal.message, remedy: remedy(refusal) };
  }
}

export const quota: Diagnosis = {
  id: 'pods/quota',
  severity: 'error',
  title: 'the quota of the namespace is used up',
  why: 'A ResourceQuota refuses pods above its sum, and with a quota on requests or limits also pods that have none.',
  find: (patient) =>
    matching(patient, QUOTA, ({ namespace }) => [
      `kubectl describe resourcequota -n ${namespace}`,
      'raise the quota, lower maxReplicas or the requests, or write the resource that the quota counts (prop resources)',
    ]),
};

export const limitRange: Diagnosis = {
  id: 'pods/limit-range',
  severity: 'error',
  title: 'a LimitRange refuses the pods',
  why: 'A LimitRange bounds the resources of each container and pod of its namespace, and writes defaults where there are none.',
  find: (patient) =>
    matching(patient, LIMITS, ({ namespace }) => [
      `kubectl describe limitrange -n ${namespace}`,
      'write resources within its bounds (prop resources), or change the LimitRange',
    ]),
};

export const podSecurity: Diagnosis = {
  id: 'pods/security',
  severity: 'error',
  title: 'the namespace enforces a Pod Security level that the pods do not meet',
  why: 'The label pod-security.kubernetes.io/enforce of a namespace makes the API server refuse pods below that level.',
  find: (patient) =>
    matching(patient, SECURITY, ({ namespace }) => [
      `kubectl get namespace ${namespace} --show-labels`,
      `kubectl label namespace ${namespace} --overwrite pod-security.kubernetes.io/enforce=baseline`,
      'or meet the level: the constructs do unless security settings are overridden; the shim of Spin runs as root and cannot be Restricted',
    ]),
};

export const webhook: Diagnosis = {
  id: 'pods/webhook',
  severity: 'error',
  title: 'an admission webhook refuses the pods or does not answer',
  why: 'The API server calls the admission webhooks for each pod; with failurePolicy Fail a webhook that is away refuses all of them.',
  find: (patient) =>
    matching(patient, WEBHOOK, () => [
      'kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
      'start the pods of the webhook, or exclude the namespace from it',
    ]),
};

export const refused: Diagnosis = {
  id: 'pods/refused',
  severity: 'error',
  title: 'the pods cannot be created',
  why: 'The controller of the workload asks the API server for each pod, and repeats it at growing intervals.',
  *find(patient) {
    for (const { owner, namespace, message } of refusals(patient)) {
      // runtimes/no-class says this with the classes that there are
      if (
        [QUOTA, LIMITS, SECURITY, WEBHOOK].some((pattern) => pattern.test(message)) ||
        (NO_CLASS.test(message) && patient.view.isRead('node.k8s.io/RuntimeClass'))
      )
        continue;
      yield {
        about: refOf(owner),
        seen: message,
        remedy: ACCOUNT.test(message)
          ? [`kubectl get serviceaccounts -n ${namespace}`, 'create the ServiceAccount, or correct serviceAccountName']
          : [`kubectl describe ${owner.kind.toLowerCase()} -n ${namespace} ${owner.metadata.name}`],
      };
    }
  },
};
