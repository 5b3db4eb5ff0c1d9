import { type Manifest, namespaceOf, type Value } from '../../rules/manifest';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { conditionOf, containerStatusesOf, refOf } from '../view';

/** A container of a pod that is not well, as its status says. */
interface Sick {
  readonly pod: Manifest;
  readonly name: string;
  readonly waiting: string;
  readonly message: string;
  /** The state that it ended with last. */
  readonly ended: Value;
  readonly isReady: boolean;
  readonly isRunning: boolean;
  /** Whether it has ended and was not started again yet. */
  readonly isEnded: boolean;
  readonly restarts: number;
}

function* containers({ apps }: Patient): Generator<Sick> {
  for (const pod of apps.flatMap(({ pods }) => pods)) {
    for (const { name, state, lastState, ready, restartCount = 0 } of containerStatusesOf(pod)) {
      const { waiting, running, terminated } = mapOf(state);
      yield {
        pod,
        name,
        waiting: textOf(mapOf(waiting).reason) ?? '',
        message: textOf(mapOf(waiting).message) ?? '',
        ended: mapOf(terminated ?? mapOf(lastState).terminated),
        isReady: ready === true,
        isRunning: running !== undefined,
        isEnded: terminated !== undefined,
        restarts: restartCount,
      };
    }
  }
}

const describe = (pod: Manifest) => `kubectl describe pod -n ${namespaceOf(pod)} ${pod.metadata.name}`;
const logs = (pod: Manifest, container: string) => `kubectl logs -n ${namespaceOf(pod)} ${pod.metadata.name} -c ${container} --previous`;

export const imagePull: Diagnosis = {
  id: 'pods/image',
  severity: 'error',
  title: 'the image cannot be pulled',
  why: "The node's containerd pulls the image with the pod's imagePullSecrets before it starts the container.",
  *find(patient) {
    for (const { pod, name, waiting, message } of containers(patient)) {
      if (!['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'ErrImageNeverPull', 'RegistryUnavailable'].includes(waiting)) continue;
      // before Kubernetes 1.32 only the event has the registry's answer while the kubelet backs off
      const event = patient.view.warningOf(pod, ['Failed'], /^Failed to pull image/);
      const image = listOf(mapOf(pod.spec).containers).find((each) => each.name === name)?.image;
      yield {
        about: refOf(pod),
        seen: `${waiting} of ${image ?? `container ${name}`}: ${event ?? message}`,
        remedy: [
          'check the name and the tag; for a private registry create a Secret and name it in imagePullSecrets',
          ...(/no match for platform|manifest unknown/i.test(`${event} ${message}`)
            ? ['build the image for the platform of the nodes: a Wasm image is wasi/wasm, which only a Wasm RuntimeClass pulls']
            : []),
          describe(pod),
        ],
      };
    }
  },
};

/** Exit code of a process that SIGKILL ended. */
const KILLED = 137;

export const crash: Diagnosis = {
  id: 'pods/crash',
  severity: 'error',
  title: 'the app ends again and again',
  why: 'The kubelet restarts a container that ends, at growing intervals: a server must not end, and memory above its limit kills it.',
  *find(patient) {
    for (const { pod, name, waiting, ended, isEnded, restarts } of containers(patient)) {
      // the shims of Wasm report no OOMKilled
      const isKilled = ended.reason === 'OOMKilled' || ended.exitCode === KILLED;
      // between two restarts a container is not waiting
      if (waiting !== 'CrashLoopBackOff' && !((isKilled || isEnded) && restarts > 0)) continue;
      const status = ended.exitCode === undefined ? '' : `, exit code ${ended.exitCode}`;
      const state = ended.reason === 'OOMKilled' ? 'OOMKilled' : waiting || ended.reason;
      yield {
        about: refOf(pod),
        seen: `container ${name}: ${state}${status} after ${restarts} restarts${textOf(ended.message) ? `: ${ended.message}` : ''}`,
        remedy: isKilled
          ? [
              `raise the memory limit (prop resources)${ended.reason === 'OOMKilled' ? '' : ': exit code 137 is SIGKILL, by the memory limit or after a failed liveness probe'}`,
              'ship a large component as a Wasm layer: a component in a file of the image is compiled within the limits of the container',
              logs(pod, name),
            ]
          : [logs(pod, name), 'a module that is a command (WASI) and no server ends at once: serve wasi:http, or run it as a Job'],
      };
    }
  },
};

export const configuration: Diagnosis = {
  id: 'pods/configuration',
  severity: 'error',
  title: 'the container cannot be created',
  why: 'The kubelet needs each Secret, ConfigMap, key and volume that a pod refers to before it creates its containers.',
  *find(patient) {
    for (const { pod, name, waiting, message } of containers(patient)) {
      if (['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'].includes(waiting)) {
        yield {
          about: refOf(pod),
          seen: `container ${name}: ${waiting}: ${message}`,
          remedy: [describe(pod), 'create what the message names; the app recovers by itself'],
        };
      }
    }
    for (const pod of patient.apps.flatMap(({ pods }) => pods)) {
      if (conditionOf(pod, 'Ready')?.status === 'True') continue;
      const event = patient.view.warningOf(pod, ['FailedMount', 'FailedAttachVolume']);
      if (event) yield { about: refOf(pod), seen: event, remedy: [describe(pod)] };
    }
  },
};

export const notReady: Diagnosis = {
  id: 'pods/not-ready',
  severity: 'error',
  title: 'the app runs and is not ready',
  why: 'A pod receives requests only once its readiness probe succeeds; a request that woke the app waits until then, or until it times out.',
  *find(patient) {
    for (const { pod, name, isReady, isRunning } of containers(patient)) {
      if (isReady || !isRunning) continue;
      const event = patient.view.warningOf(pod, ['Unhealthy']);
      if (event === undefined) continue;
      yield {
        about: refOf(pod),
        seen: `container ${name}: ${event}`,
        remedy: [
          'compare the port and the path of the probe with those of the app: a shim listens on a port of its own (WasmRuntime)',
          `kubectl logs -n ${namespaceOf(pod)} ${pod.metadata.name} -c ${name}`,
        ],
      };
    }
  },
};
