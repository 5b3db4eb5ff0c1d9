import { annotationPlacement } from '../../rules/knative/annotation-keys';
import { ROUTE } from '../../rules/knative/template';
import { follow, type Step } from '../step';

const TEMPLATE = ['spec', 'template', 'metadata', 'annotations'];

/** Moves autoscaling annotations to the revision template, where Knative reads them. */
export const knativeAnnotations: Step = {
  title: 'Autoscaling annotations of a Knative Service move to its revision template',
  run(workspace) {
    follow(workspace, [annotationPlacement], (item, { steps, message }) => {
      const key = String(steps.at(-1));
      if (item.kind === ROUTE) {
        workspace.leave(item, steps, `move ${key} to spec.template.metadata.annotations of the Service`, message);
        return;
      }
      const fresh = !item.pair(['spec', 'template', 'metadata']);
      workspace.change(item, steps, `${key} moves to spec.template.metadata.annotations`, message);
      if (!item.move(steps, [...TEMPLATE, key])) item.remove(steps); // the value of the template wins
      if (fresh) item.first(['spec', 'template'], 'metadata');
    });
  },
};
