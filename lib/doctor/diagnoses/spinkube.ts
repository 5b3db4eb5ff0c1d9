import { DEFAULT_EXECUTOR } from '../../cluster/spinkube';
import { patchOf } from '../../requirements/releases';
import { groupOf, kindOf, namespaceOf } from '../../rules/manifest';
import { textOf } from '../../rules/values';
import type { Diagnosis } from '../diagnosis';
import { seenComponent } from '../versions';
import { refOf } from '../view';

export const noExecutor: Diagnosis = {
  id: 'spinkube/no-executor',
  severity: 'error',
  title: 'the executor of the SpinApp does not exist',
  why: 'spin-operator creates the Deployment of a SpinApp from the SpinAppExecutor that it names, which must be in the same namespace.',
  *find({ view, apps, cluster }) {
    for (const { spinApp } of apps) {
      const executor = textOf(spinApp?.spec?.executor);
      if (!spinApp || !executor) continue;
      const kind = `${kindOf(spinApp)}Executor`;
      const namespace = namespaceOf(spinApp);
      if (view.find(kind, namespace, executor) || !view.isRead(kind, namespace)) continue;
      const elsewhere = view.manifests.named(kind, executor).map(namespaceOf);
      const release = patchOf('spinOperator', cluster.spinOperator);
      const file = `https://github.com/spinframework/spin-operator/releases/download/v${release}/spin-operator.shim-executor.yaml`;
      yield {
        about: refOf(spinApp),
        seen: `executor ${executor} is not in namespace ${namespace}${elsewhere.length > 0 ? `, but in ${elsewhere.join(', ')}` : ''}`,
        remedy: [
          executor === DEFAULT_EXECUTOR
            ? `kubectl apply -n ${namespace} -f ${file}`
            : `kubectl get spinappexecutors.${groupOf(spinApp.apiVersion)} -A`,
          'or write it beside the app: SpinExecutor',
        ],
      };
    }
  },
};

export const noDeployment: Diagnosis = {
  id: 'spinkube/no-deployment',
  severity: 'error',
  title: 'spin-operator has not created the Deployment of the SpinApp',
  why: 'A SpinApp has no pods of its own: the operator creates a Deployment of the same name.',
  *find({ view, apps }) {
    for (const { spinApp, workload } of apps) {
      if (!spinApp || workload) continue;
      const executor = view.find(`${kindOf(spinApp)}Executor`, namespaceOf(spinApp), spinApp.spec?.executor);
      // an executor may leave the pods to another system
      if (executor?.spec?.createDeployment !== true || !view.isRead('apps/Deployment')) continue;
      const operator = seenComponent(view, 'spinOperator')?.workload;
      yield {
        about: refOf(spinApp),
        seen: operator
          ? `there is no Deployment ${spinApp.metadata.name}`
          : 'there is no Deployment, and no Deployment of spin-operator on the cluster',
        remedy: operator
          ? [`kubectl logs -n ${namespaceOf(operator)} deployment/${operator.metadata.name} --tail 50`]
          : ['install spin-operator: cdk8s-wasm requirements FILES lists the commands'],
      };
    }
  },
};
