import { podTemplateOf } from '../../rules/kubernetes/pod-template';
import type { Manifest } from '../../rules/manifest';
import { RUNTIME_CLASS } from '../../rules/runtimes/classes';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { App } from '../apps';
import type { Diagnosis } from '../diagnosis';
import { type ClusterView, conditionOf, containerStatusesOf, refOf, timeOf } from '../view';

/** The RuntimeClasses that apps name, with the objects that name them. */
function* namedClasses(apps: readonly App[]): Generator<{ readonly name: string; readonly object: Manifest }> {
  for (const { workload } of apps) {
    const name = workload && textOf(mapOf(podTemplateOf(workload).spec).runtimeClassName);
    if (name) yield { name, object: workload };
  }
}

function classNamed(view: ClusterView, name: string): Manifest | undefined {
  return view.manifests.named(RUNTIME_CLASS, name)[0];
}

/** The nodes that the pods of a RuntimeClass are scheduled to. */
export function nodesOf(view: ClusterView, runtimeClass: Manifest): readonly Manifest[] {
  const selector = Object.entries(mapOf(mapOf(runtimeClass.scheduling).nodeSelector));
  return view.ofKind('Node').filter(({ metadata }) => selector.every(([key, value]) => mapOf(metadata.labels)[key] === value));
}

/** The names of the runtimes of a node, where its kubelet reports them: Kubernetes 1.33 or newer, and containerd 2. */
export function handlersOf(node: Manifest): readonly string[] {
  return listOf(mapOf(node.status).runtimeHandlers)
    .map(({ name }) => name)
    .filter((name) => textOf(name) !== undefined);
}

export const noClass: Diagnosis = {
  id: 'runtimes/no-class',
  severity: 'error',
  title: 'the RuntimeClass does not exist',
  why: 'The API server rejects pods whose RuntimeClass does not exist, so that the Deployment has no pods.',
  *find({ view, apps }) {
    if (!view.isRead(RUNTIME_CLASS)) return;
    const known = view.ofKind(RUNTIME_CLASS).map(({ metadata, handler }) => `${metadata.name} (handler ${handler})`);
    for (const { name, object } of namedClasses(apps)) {
      if (classNamed(view, name)) continue;
      yield {
        about: refOf(object),
        seen: `runtimeClassName is ${name}, and the cluster has ${known.length > 0 ? known.join(', ') : 'no RuntimeClass'}`,
        remedy: [
          'kubectl get runtimeclass,shims.runtime.spinkube.dev',
          `install the shim with a Shim of runtime-class-manager, or create the RuntimeClass (WasmRuntimeClass); with the prop runtime, name one that exists`,
        ],
      };
    }
  },
};

export const noNode: Diagnosis = {
  id: 'runtimes/no-node',
  severity: 'error',
  title: 'no node has the labels of the RuntimeClass',
  why: "The nodeSelector of the RuntimeClass's scheduling is added to each of its pods: without a node of these labels they stay pending.",
  *find({ view, apps }) {
    if (!view.isRead('Node')) return;
    for (const { name, object } of namedClasses(apps)) {
      const runtimeClass = classNamed(view, name);
      if (!runtimeClass || nodesOf(view, runtimeClass).length > 0) continue;
      const labels = Object.entries(mapOf(mapOf(runtimeClass.scheduling).nodeSelector)).map(([key, value]) => `${key}=${value}`);
      yield {
        about: refOf(object),
        seen:
          labels.length > 0
            ? `RuntimeClass ${name} selects nodes with ${labels.join(', ')}, and none of ${view.ofKind('Node').length} has them`
            : 'the cluster has no nodes',
        remedy: [...(labels.length > 0 ? [`kubectl label node NODE ${labels.join(' ')}`] : []), 'label only nodes that have the shim'],
      };
    }
  },
};

export const noHandler: Diagnosis = {
  id: 'runtimes/no-handler',
  severity: 'error',
  title: "no node has the RuntimeClass's handler",
  why: "The handler of a RuntimeClass is the name of a runtime in containerd's configuration; another name is not looked for.",
  *find({ view, apps }) {
    for (const { name, object } of namedClasses(apps)) {
      const runtimeClass = classNamed(view, name);
      const handler = textOf(runtimeClass?.handler);
      if (!runtimeClass || !handler) continue;
      // a kubelet that reports nothing may have any runtime
      const reported = nodesOf(view, runtimeClass).map((node) => ({ node, handlers: handlersOf(node) }));
      const lacking = reported.filter(({ handlers }) => handlers.length > 0 && !handlers.includes(handler));
      if (lacking.length === 0) continue;
      const isEvery = lacking.length === reported.length;
      const known = [...new Set(lacking.flatMap(({ handlers }) => handlers))];
      yield {
        about: refOf(object),
        seen: `RuntimeClass ${name} has handler ${handler}, and ${isEvery ? 'every node' : lacking.map(({ node }) => node.metadata.name).join(', ')} has only ${known.join(', ')}`,
        remedy: [
          'kubectl get nodes -o custom-columns=NAME:.metadata.name,HANDLERS:.status.runtimeHandlers[*].name',
          `install the shim on the nodes and restart containerd, or let the RuntimeClass name a runtime that they have: ${known.join(', ')}`,
        ],
        severity: isEvery ? 'error' : 'warning',
      };
    }
  },
};

/** Whether the container that an event names, or any of the pod if it names none, started after it. */
function startedAfter(event: Manifest, pod: Manifest): boolean {
  const [, container] = /\{([^{}]+)\}$/.exec(String(mapOf(event.involvedObject).fieldPath)) ?? [];
  return containerStatusesOf(pod)
    .filter(({ name }) => container === undefined || name === container)
    .flatMap(({ state, lastState }) => [mapOf(state).running, mapOf(state).terminated, mapOf(lastState).terminated])
    .some((each) => Date.parse(mapOf(each).startedAt) > timeOf(event));
}

export const sandboxFailed: Diagnosis = {
  id: 'runtimes/sandbox',
  severity: 'error',
  title: 'containerd does not start the pod with its runtime',
  why: 'containerd looks up the handler of the RuntimeClass in its configuration, and starts the shim of that runtime from its path.',
  *find({ view, apps }) {
    for (const pod of apps.flatMap(({ pods }) => pods)) {
      if (conditionOf(pod, 'Ready')?.status === 'True') continue;
      const message = view.warningOf(
        pod,
        ['FailedCreatePodSandBox', 'Failed', 'FailedCreate'],
        /no runtime for|shim|failed to create containerd task/i,
        (event) => startedAfter(event, pod),
      );
      if (message === undefined) continue;
      const [, handler] = /no runtime for "([^"]+)"/.exec(message) ?? [];
      const [, binary] = /"?(containerd-shim-[\w-]+)"?/.exec(message) ?? [];
      yield {
        about: refOf(pod),
        seen: message,
        remedy: [
          handler
            ? `add a runtime ${handler} to containerd's configuration (ContainerdConfig) and restart containerd, or correct the handler of RuntimeClass ${mapOf(pod.spec).runtimeClassName}`
            : binary
              ? `copy ${binary} into a folder of containerd's path on node ${mapOf(pod.spec).nodeName ?? 'NODE'}, as an executable file`
              : `look at the log of containerd on node ${mapOf(pod.spec).nodeName ?? 'NODE'}`,
          'kubectl get runtimeclass -o custom-columns=NAME:.metadata.name,HANDLER:.handler',
        ],
      };
    }
  },
};
