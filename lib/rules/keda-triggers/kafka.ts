import { measuresPods } from '../../keda/scalers/trigger-types';
import { scaledOf, type TriggerPart } from '../keda/scaled';
import { KEDA_SOURCE, SCALED_OBJECT } from '../keda/upstream';
import type { Rule } from '../rule';
import { trimmedOf } from '../values';
import { isTrue } from './value-forms';

const KAFKA = ['kafka', 'apache-kafka'];

export const kafkaOffset: Rule = {
  id: 'keda-triggers/kafka-offset',
  severity: 'warning',
  title: 'An app at zero replicas is also started by messages of a partition without a committed offset',
  rationale:
    'With scaleToZeroOnInvalidOffset a partition has no lag until its consumers commit an offset, which they cannot do at zero replicas. By default ' +
    'Kafka also deletes the offsets of a group that has been empty for a week.',
  link: `${KEDA_SOURCE}/pkg/scalers/kafka_scaler.go#L702`,
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { scalesToZero, triggers } = scaledOf(object);
    // another trigger may start the app
    if (!scalesToZero || !triggers.every((part) => ignoresUncommitted(part) || measuresPods(part.type ?? ''))) return;
    for (const { path } of triggers.filter(ignoresUncommitted)) {
      report({
        path: `${path}.metadata.scaleToZeroOnInvalidOffset`,
        message: 'messages of a partition without a committed offset do not start the app, and at zero replicas nothing commits one',
        fix: 'leave it out and write offsetResetPolicy: earliest, as in the consumer: an empty topic then has no lag',
      });
    }
  },
};

function ignoresUncommitted({ type, metadata }: TriggerPart): boolean {
  return KAFKA.includes(type ?? '') && isTrue(trimmedOf(metadata.scaleToZeroOnInvalidOffset) ?? '');
}
