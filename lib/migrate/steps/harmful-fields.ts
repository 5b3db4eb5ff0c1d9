import { targetReplicas } from '../../rules/keda/one-scaler';
import { rewriteTarget } from '../../rules/routing/nginx';
import { follow, type Step } from '../step';

/** Removes fields that only do harm. */
export const harmfulFields: Step = {
  title: 'Replicas of a workload that KEDA scales, and rewrite-target of an Ingress to the interceptor, are removed',
  run(workspace) {
    follow(workspace, [targetReplicas, rewriteTarget], (item, { steps, message }) => {
      workspace.change(item, steps, `${steps.at(-1)} is removed`, message);
      item.remove(steps);
    });
  },
};
