import { HTTP_SCALED_OBJECT } from '../../rules/http-add-on/upstream';
import { HPA } from '../../rules/keda/targets';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import type { Step } from '../step';

const TARGET = ['spec', 'scaleTargetRef'];

/** Retargets scalers of a SpinApp to the Deployment that the operator creates. */
export const spinTarget: Step = {
  title: 'A scaler of a SpinApp targets the Deployment that the operator creates: a SpinApp has no /scale',
  run(workspace) {
    for (const item of workspace.ofKind(SCALED_OBJECT, HTTP_SCALED_OBJECT, HPA)) {
      const { kind } = item.value(TARGET) ?? {};
      if (kind !== 'SpinApp') continue;
      const why = 'no release of spin-operator gives a SpinApp a /scale subresource (spinframework/spin-operator issue 24)';
      workspace.change(item, [...TARGET, 'kind'], 'scaleTargetRef becomes the apps/v1 Deployment of that name', why);
      item.set([...TARGET, 'kind'], 'Deployment');
      item.set([...TARGET, 'apiVersion'], 'apps/v1', 'kind');
    }
  },
};
