import { targetReplicas } from '../../rules/keda/one-scaler';
import { rewriteTarget } from '../../rules/routing/nginx';
import { follow, type Step } from '../step';

/** Fields whose whole effect is harm. */
export const leaveOut: Step = {
  title: 'Replicas of a workload that KEDA scales, and rewrite-target of an Ingress to the interceptor, are left out',
  run(workspace) {
    follow(workspace, [targetReplicas, rewriteTarget], (item, { steps, message }) => {
      workspace.change(item, steps, `${steps.at(-1)} is left out`, message);
      item.remove(steps);
    });
  },
};
