import { isMap, isScalar, isSeq } from 'yaml';
import { SINCE } from '../../cluster/releases';
import { CURRENT_GROUP, FORMER_GROUP } from '../../cluster/spinkube';
import { atLeast } from '../../rules/cluster';
import { spinOperatorGroup } from '../../rules/removed/spin-operator-group';
import { follow, type Step } from '../step';

/** Renames SpinKube's API group in apiVersion and in the labels of the operator. */
export const spinGroup: Step = {
  title: `SpinApp, SpinAppExecutor and the operator's labels move to ${CURRENT_GROUP}, from spin-operator 0.4`,
  run(workspace) {
    const current = atLeast(workspace.cluster, 'spinOperator', SINCE.spinOperator.group);
    const [from, to] = current ? [FORMER_GROUP, CURRENT_GROUP] : [CURRENT_GROUP, FORMER_GROUP];
    const why = `spin-operator ${current ? 'since' : 'before'} 0.4 serves only ${to}`;
    follow(workspace, [spinOperatorGroup], (item) => {
      workspace.change(item, ['apiVersion'], `apiVersion becomes ${to}/v1alpha1`, why);
      item.set(['apiVersion'], `${to}/v1alpha1`);
    });
    for (const item of workspace.editable) {
      const renamed = renameLabels(item.at(['spec']), from, to);
      if (!renamed) continue;
      workspace.change(item, ['spec'], `the label ${renamed} moves to ${to}`, why);
      item.touch();
    }
  },
};

/** Renames labels in selectors: keys of matchLabels, and `key` of an expression. Returns the first renamed label. */
function renameLabels(node: unknown, from: string, to: string): string | undefined {
  let first: string | undefined;
  if (isSeq(node)) for (const item of node.items) first = renameLabels(item, from, to) ?? first;
  if (!isMap(node)) return first;
  for (const { key, value } of node.items) {
    for (const scalar of [key, isScalar(key) && key.value === 'key' ? value : undefined]) {
      if (!isScalar(scalar) || typeof scalar.value !== 'string' || !scalar.value.startsWith(`${from}/`)) continue;
      first = scalar.value.slice(from.length + 1);
      scalar.value = `${to}/${first}`;
      scalar.source = scalar.value as string;
    }
    first = renameLabels(value, from, to) ?? first;
  }
  return first;
}
