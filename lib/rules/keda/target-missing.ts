import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { APPS, executorOf } from '../spinkube/apps';
import { show } from '../values';
import { apiVersionProblem, unscalable } from './target';
import { targetOf } from './target-reference';
import { KEDA_SOURCE, SCALED_OBJECT } from './upstream';

export const targetMissing: Rule = {
  id: 'keda/target-missing',
  severity: 'warning',
  title: 'The target of a ScaledObject is among the manifests, in its namespace',
  rationale: 'KEDA looks for the target in the namespace of the ScaledObject, which is not ready until it is there.',
  link: `${KEDA_SOURCE}/controllers/keda/scaledobject_controller.go#L481`,
  accepted: "KEDA's webhook does not look for the target; its operator never finds the Deployment, and the ScaledObject is never ready",
  kinds: [SCALED_OBJECT],
  check(object, context) {
    const { manifests } = context;
    const target = targetOf(object);
    if (!target || unscalable(target) || apiVersionProblem(object, target)) return;
    const { kind, name, groupKind } = target;
    if (manifests.referred(object, groupKind, name)) return;
    // the spin-operator makes a Deployment of the name of a SpinApp
    const app = groupKind === 'apps/Deployment' ? appOf(manifests, object, name) : undefined;
    const executor = app && executorOf(manifests, app);
    if (executor?.spec?.createDeployment === false) {
      context.report({
        path: 'spec.scaleTargetRef.name',
        message: `${kind} ${show(name)} is not made: SpinApp ${show(name)} has the executor ${show(executor.metadata.name)} with createDeployment: false`,
        fix: 'leave the ScaledObject out, or name an executor with createDeployment: true',
        severity: 'error',
      });
    }
    if (app) return;
    const other = manifests.named(groupKind, name)[0];
    context.report(
      other
        ? {
            path: 'spec.scaleTargetRef.name',
            message: `${kind} ${show(name)} is in namespace ${namespaceOf(other)}, and the ScaledObject in ${namespaceOf(object)}`,
            fix: `move the ScaledObject to namespace ${namespaceOf(other)}: KEDA looks for the target in its own`,
          }
        : {
            path: 'spec.scaleTargetRef.name',
            message: `${kind} ${show(name)} is not among these manifests`,
            fix: `check the name, and apply the ${kind} before the ScaledObject`,
            absent: true,
          },
    );
  },
};

/** The SpinApp of a name that stands where the object looks for it. */
function appOf(manifests: Manifests, object: Manifest, name: string): Manifest | undefined {
  for (const kind of APPS) {
    const app = manifests.referred(object, kind, name);
    if (app) return app;
  }
  return undefined;
}
