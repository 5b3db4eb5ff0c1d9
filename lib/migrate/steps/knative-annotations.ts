import { annotationPlacement } from '../../rules/knative/annotation-keys';
import { ROUTE } from '../../rules/knative/template';
import { follow, type Step } from '../step';

const TEMPLATE = ['spec', 'template', 'metadata', 'annotations'];

/** Autoscaling annotations where Knative reads them. */
export const knativeAnnotations: Step = {
  title: 'Autoscaling annotations of a Knative Service stand on its revision template',
  run(workspace) {
    follow(workspace, [annotationPlacement], (item, { steps, message }) => {
      const key = String(steps.at(-1));
      if (item.kind === ROUTE) {
        workspace.leave(item, steps, `move ${key} to spec.template.metadata.annotations of the Service`, message);
        return;
      }
      const fresh = !item.pair(['spec', 'template', 'metadata']);
      workspace.change(item, steps, `${key} moves to spec.template.metadata.annotations`, message);
      if (!item.move(steps, [...TEMPLATE, key])) item.remove(steps); // the template's own wins
      if (fresh) item.first(['spec', 'template'], 'metadata');
    });
  },
};
