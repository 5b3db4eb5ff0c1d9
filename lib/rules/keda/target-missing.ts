import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { APPS } from '../spinkube/apps';
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
  kinds: [SCALED_OBJECT],
  check(object, context) {
    const { manifests } = context;
    const target = targetOf(object);
    if (!target || unscalable(target) || apiVersionProblem(object, target)) return;
    const { kind, name, groupKind } = target;
    // the spin-operator makes a Deployment of the name of a SpinApp
    const kinds = groupKind === 'apps/Deployment' ? [groupKind, ...APPS] : [groupKind];
    if (kinds.some((one) => manifests.referred(object, one, name))) return;
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
