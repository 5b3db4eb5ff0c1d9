import { measuresPods } from '../../keda/scalers/trigger-types';
import type { Cluster } from '../cluster';
import { addressOf, isExternalScaler } from '../http-add-on/address';
import type { Rule } from '../rule';
import { isMap, show, textOf } from '../values';
import { scaledOf, type TriggerPart } from './scaled';
import { SCALED_OBJECT } from './upstream';

/** Triggers that read nothing but the cluster itself and the clock. */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['cron', 'kubernetes-workload', 'kubernetes-resource']);

export const triggerOutage: Rule = {
  id: 'keda/trigger-outage',
  severity: 'note',
  title: 'A scaler of triggers with different sources has a fallback for the time in which one of them cannot be read',
  rationale: 'KEDA builds all triggers of a scaler or none, and does not scale to zero while one of them fails.',
  link: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scaling/scalers_builder.go',
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { spec, triggers, modifiers, scalesToZero } = scaledOf(object);
    // a formula needs all of its triggers, whatever else is written
    if (isMap(spec.fallback) || modifiers) return;
    // above zero the HPA scales on the triggers that it can read
    if (!scalesToZero) return;
    const read = triggers.filter(({ type }) => type && !measuresPods(type));
    const remote = read.find((trigger) => hasSource(trigger, cluster));
    // triggers of one type most often have one source, and fail together
    if (!remote || read.every(({ type }) => type === remote.type)) return;
    report({
      path: `${remote.path}.type`,
      message: `while the source of this ${show(remote.type)} trigger is away, the app does not scale to zero, and no trigger wakes it if KEDA reads the scaler for the first time then`,
      fix: 'write fallback, which sets the replicas meanwhile, or give the work of this trigger a workload and a scaler of its own',
    });
  },
};

/** Whether a trigger reads a source of its own, other than the external scaler of the HTTP add-on. */
function hasSource({ type, metadata }: TriggerPart, cluster: Cluster): boolean {
  if (!type || WITHOUT_SOURCE.has(type)) return false;
  return !isExternalScaler(addressOf(textOf(metadata.scalerAddress), cluster), cluster);
}
