import { metadataText } from '../../rules/keda-triggers/values';
import { annotationText } from '../../rules/knative/annotation-values';
import { annotations, labels } from '../../rules/kubernetes/metadata';
import { follow, type Step } from '../step';

/** Quotes numbers and booleans where the API server requires strings. */
export const quotes: Step = {
  title: 'Numbers and booleans in labels, annotations and trigger metadata are quoted',
  run(workspace) {
    follow(workspace, [labels, annotations, annotationText, metadataText], (item, { steps, value, message }) => {
      if (typeof value !== 'number' && typeof value !== 'boolean') return;
      workspace.change(item, steps, `${steps.at(-1)} is quoted`, `${message}, and the API server refuses the object otherwise`);
      item.quote(steps);
    });
  },
};
