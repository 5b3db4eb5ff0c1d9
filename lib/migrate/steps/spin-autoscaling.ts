import { autoscalersOf, routesOf, scalersOf } from '../../rules/keda/targets';
import { namespaceOf } from '../../rules/manifest';
import { APPS } from '../../rules/spinkube/apps';
import type { Step } from '../step';

const REPLICAS = ['spec', 'replicas'];
const AUTOSCALING = ['spec', 'enableAutoscaling'];

/** Leaves the replicas of a SpinApp to its scaler. */
export const spinAutoscaling: Step = {
  title: 'A SpinApp with a scaler, or with 0 replicas, gets enableAutoscaling in place of replicas',
  run(workspace) {
    const contextOf = workspace.contexts();
    for (const item of workspace.ofKind(...APPS)) {
      const { manifest, name } = item;
      const { manifests } = contextOf(item);
      const replicas = item.value(REPLICAS);
      const target = [manifests, namespaceOf(manifest), { groupKind: 'apps/Deployment', name }] as const;
      const [scaler] = [...scalersOf(...target), ...routesOf(...target), ...autoscalersOf(...target)];
      const enabled = item.value(AUTOSCALING) === true;
      if (enabled ? !replicas : !scaler && replicas !== 0) continue;
      const why = enabled
        ? 'spin-operator refuses replicas beside enableAutoscaling'
        : replicas === 0
          ? 'spin-operator refuses 0 replicas unless something scales the app'
          : `spin-operator resets the replicas whenever ${scaler?.kind} ${scaler?.metadata.name} scales`;
      workspace.change(item, replicas === undefined ? ['spec'] : REPLICAS, 'replicas becomes enableAutoscaling: true', why);
      if (!enabled && !item.pair(AUTOSCALING) && item.pair(REPLICAS)) item.rename(REPLICAS, 'enableAutoscaling');
      else item.remove(REPLICAS);
      item.set(AUTOSCALING, true);
      if (scaler || enabled) continue;
      workspace.leave(item, ['spec'], 'add a scaler', 'none of these manifests scales it: without a scaler it has one replica');
    }
  },
};
