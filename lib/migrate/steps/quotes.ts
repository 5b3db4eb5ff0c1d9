import { parameterText } from '../../rules/keda-triggers/parameter-text';
import { metadataText } from '../../rules/keda-triggers/values';
import { annotationText } from '../../rules/knative/annotation-values';
import { annotations, labels } from '../../rules/kubernetes/metadata';
import { strings } from '../../rules/kubernetes/strings';
import type { Item } from '../item';
import { follow, type Step } from '../step';

/** Quotes numbers and booleans where the API server requires strings. */
export const quotes: Step = {
  title: 'Numbers and booleans in labels, annotations, selectors, data, variables, arguments and trigger metadata are quoted',
  run(workspace) {
    follow(workspace, [labels, annotations, strings, annotationText, metadataText], (item, { rule, steps, value, message }) => {
      if (typeof value !== 'number' && typeof value !== 'boolean') return;
      workspace.change(
        item,
        steps,
        `${steps.filter((step) => typeof step === 'string').at(-1)} is quoted`,
        `${message}, and the API server refuses the object otherwise`,
      );
      const text =
        rule === metadataText ? parameterText(typeOf(item, steps), item.value(steps.slice(0, -1)), String(steps.at(-1))) : undefined;
      item.quote(steps, text);
    });
  },
};

/** Returns the type of the trigger that a key of its metadata belongs to. */
function typeOf(item: Item, steps: readonly (string | number)[]): string | undefined {
  const type = item.value([...steps.slice(0, -2), 'type']);
  return typeof type === 'string' ? type.trim() : undefined;
}
