import { metadataText } from '../../rules/keda-triggers/values';
import { annotationText } from '../../rules/knative/annotation-values';
import { annotations, labels } from '../../rules/kubernetes/metadata';
import { follow, type Step } from '../step';

/** Values that YAML reads as numbers or truth values where the API server takes texts. */
export const texts: Step = {
  title: 'Numbers and truth values in labels, annotations and the metadata of triggers get quotes',
  run(workspace) {
    follow(workspace, [labels, annotations, annotationText, metadataText], (item, { steps, value, message }) => {
      if (typeof value !== 'number' && typeof value !== 'boolean') return;
      workspace.change(item, steps, `${steps.at(-1)} gets quotes`, `${message}, and the API server refuses the object otherwise`);
      item.quote(steps);
    });
  },
};
