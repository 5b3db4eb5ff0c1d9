import { scalerOf } from '../../keda/scalers/scaler-of';
import { scalingFieldPlacement } from '../../rules/keda/placement';
import { removedKey } from '../../rules/keda-triggers/key-versions';
import { unknownKey } from '../../rules/keda-triggers/keys';
import type { Item } from '../item';
import { type Found, follow, type Step } from '../step';
import type { Workspace } from '../workspace';

/** Replaces keys of triggers that KEDA removed or renamed, and moves misplaced fields of scalers. */
export const triggerFields: Step = {
  title:
    'Trigger keys that KEDA no longer reads are renamed or removed: metricName, type of cpu and memory; fields of a scaler move to spec',
  run(workspace) {
    follow(workspace, [removedKey], (item, found) => replaceKey(workspace, item, found));
    follow(workspace, [unknownKey], (item, { steps, message }) => {
      if (steps.at(-1) !== 'metricName') return;
      workspace.change(item, steps, 'metricName is removed', message);
      item.remove(steps);
    });
    follow(workspace, [scalingFieldPlacement], (item, { steps, message, fix }) => {
      const key = String(steps.at(-1));
      const trigger = steps.slice(0, 3);
      const to = fix.includes('beside metadata') ? [...trigger, key] : ['spec', key];
      if (item.pair(to)) return;
      workspace.change(item, steps, `${key} moves ${to.length > 2 ? 'beside metadata' : `to spec.${key}`}`, message);
      const value = item.value(steps);
      // metadata values are strings; the field is a number or a boolean
      if (typeof value === 'string' && key !== 'metricType' && /^(0|[1-9]\d{0,9}|true|false)$/.test(value))
        item.set(steps, JSON.parse(value));
      item.move(steps, to);
    });
  },
};

function replaceKey(workspace: Workspace, item: Item, { steps, message, value }: Found): void {
  const key = String(steps.at(-1));
  const metadata = steps.slice(0, -1);
  const trigger = metadata.slice(0, -1);
  const use = scalerOf(String(item.value([...trigger, 'type'])))?.params[key]?.removed?.use;
  if (use === 'metricType') {
    workspace.change(item, steps, `type becomes metricType: ${value}, beside metadata`, message);
    if (!item.pair([...trigger, 'metricType'])) item.set([...trigger, 'metricType'], item.at(steps), 'type');
    item.remove(steps);
  } else if (use === undefined) {
    workspace.change(item, steps, `${key} is removed`, message);
    item.remove(steps);
  } else if (key === 'subscriptionSize' || key === 'minMetricValue' || key === 'msgBacklog') {
    workspace.change(item, steps, `${key} becomes ${use}`, message);
    if (key === 'subscriptionSize' && !item.pair([...metadata, 'mode'])) item.set([...metadata, 'mode'], 'SubscriptionSize', key);
    if (item.pair([...metadata, use])) item.remove(steps);
    else item.rename(steps, use);
  } else {
    // the new key takes another form of value, or an authentication
    workspace.leave(item, steps, `write ${use} in place of ${key}`, message);
  }
}
