import type { Diagnosis } from '../diagnosis';
import { conditionOf, refOf, told } from '../view';

export const nodeNotReady: Diagnosis = {
  id: 'nodes/not-ready',
  severity: 'warning',
  title: 'a node is not ready',
  why: 'The scheduler places no pods on a node that is not ready, and the pods that run there are lost after a few minutes.',
  *find({ view }) {
    const nodes = view.ofKind('Node').map((node) => ({ node, ready: conditionOf(node, 'Ready') }));
    const isNoneReady = nodes.every(({ ready }) => ready?.status !== 'True');
    for (const { node, ready } of nodes) {
      if (ready?.status === 'True') continue;
      const { name } = node.metadata;
      yield {
        about: refOf(node),
        seen: ready ? `condition Ready is ${ready.status}: ${told(ready)}` : 'the kubelet has not reported yet',
        remedy: [`kubectl describe node ${name}`, 'look at the log of the kubelet and of containerd on the node'],
        severity: isNoneReady ? 'error' : 'warning',
      };
    }
  },
};

export const unschedulable: Diagnosis = {
  id: 'nodes/unschedulable',
  severity: 'error',
  title: 'no node takes the pod',
  why: "The scheduler compares the pod's requests, selectors and tolerations with the nodes; those of its RuntimeClass are added to the pod's own.",
  *find({ apps }) {
    for (const pod of apps.flatMap(({ pods }) => pods)) {
      const scheduled = conditionOf(pod, 'PodScheduled');
      if (scheduled?.status !== 'False') continue;
      yield {
        about: refOf(pod),
        seen: told(scheduled),
        remedy: [...remedies(scheduled.message), `kubectl describe pod -n ${pod.metadata.namespace} ${pod.metadata.name}`],
      };
    }
  },
};

function remedies(message: string): string[] {
  const found: string[] = [];
  if (/node affinity|selector/.test(message))
    found.push("label a node that has the runtime as the pod's nodeSelector and its RuntimeClass ask: kubectl get nodes --show-labels");
  if (/Insufficient/.test(message)) found.push('lower the requests (prop resources), lower maxReplicas, or add nodes');
  if (/taint/.test(message)) found.push('add a toleration (prop tolerations), or one to the scheduling of the RuntimeClass');
  if (/volume/.test(message)) found.push('check the PersistentVolumeClaims of the pod');
  return found;
}
