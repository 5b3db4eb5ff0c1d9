import { SCALED_NAME_MAX } from '../../cluster/keda';
import { KEDA_MAX_REPLICAS, replicaBreach } from '../../cluster/replica-bounds';
import { WEBHOOK } from '../keda/upstream';
import type { Rule } from '../rule';
import { mapOf, numberOf, show, textOf } from '../values';
import { HTTP_SCALED_OBJECT, isSkipped, makesScaledObject, SKIP, SOURCE } from './upstream';

const RENDERED = `${SOURCE}/pkg/k8s/scaledobject.go#L33-L68`;

export const replicaBounds: Rule = {
  id: 'http-add-on/replica-bounds',
  severity: 'error',
  title: 'replicas.min is at most replicas.max, and at most 100 where no max is given',
  rationale: 'The operator copies both numbers into the ScaledObject that it makes, whose bounds KEDA checks.',
  link: WEBHOOK,
  kinds: [HTTP_SCALED_OBJECT],
  check(object, { report }) {
    const { min, max } = mapOf(mapOf(object.spec).replicas);
    if (isSkipped(object)) return;
    // a value of another type is left to the schema
    const isReadable = max === undefined || numberOf(max) !== undefined;
    const breach = replicaBreach(isReadable ? numberOf(min) : undefined, numberOf(max));
    if (numberOf(min) !== undefined && min < 0) {
      report({ path: 'spec.replicas.min', message: `min (${show(min)}) is below 0`, fix: 'write 0 or more' });
    } else if (breach === 'max') {
      report({
        path: 'spec.replicas.max',
        message: `max (${show(max)}) is below 1, the least that an autoscaler takes`,
        fix: 'write 1 or more',
      });
    } else if (breach === 'min') {
      report({
        path: 'spec.replicas.min',
        message: `min (${show(min)}) is above max (${show(max ?? KEDA_MAX_REPLICAS)}${max === undefined ? ', the default' : ''})`,
        fix: 'raise max or lower min',
      });
    }
  },
};

export const nameLength: Rule = {
  id: 'http-add-on/name-length',
  severity: 'error',
  title: `The name of an HTTPScaledObject has at most ${SCALED_NAME_MAX} characters`,
  rationale: 'KEDA names the HPA keda-hpa-<name>, and the name of an HPA has at most 63 characters.',
  link: 'https://github.com/kedacore/keda/issues/6998',
  kinds: [HTTP_SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { name } = object.metadata;
    if (typeof name !== 'string' || name.length <= SCALED_NAME_MAX || !makesScaledObject(object, cluster)) return;
    report({
      path: 'metadata.name',
      message: `name (${name.length} characters) has more than ${SCALED_NAME_MAX}: the autoscaler keda-hpa-${name.slice(0, 16)}... is refused`,
      fix: `write a name of at most ${SCALED_NAME_MAX} characters`,
    });
  },
};

export const targetName: Rule = {
  id: 'http-add-on/target-name',
  severity: 'error',
  title: 'An HTTPScaledObject names the workload it scales',
  rationale: 'The operator copies the reference into the ScaledObject that it makes.',
  link: RENDERED,
  kinds: [HTTP_SCALED_OBJECT],
  check(object, { cluster, report }) {
    const { scaleTargetRef } = mapOf(object.spec);
    const { name, deployment } = mapOf(scaleTargetRef);
    const named = textOf(name) !== undefined || deployment !== undefined || (name !== undefined && typeof name !== 'string');
    if (named || mapOf(scaleTargetRef) !== scaleTargetRef || !makesScaledObject(object, cluster)) return;
    report({
      path: 'spec.scaleTargetRef.name',
      message: `name is ${name === '' ? 'empty' : 'missing'}: the operator makes a ScaledObject that scales nothing`,
      fix: `write the name of the Deployment, or annotate the object ${SKIP}: "true"`,
    });
  },
};

/** What an HTTPScaledObject hands on to the ScaledObject that the operator makes of it. */
const HANDED_ON = ['replicas', 'scaledownPeriod', 'initialCooldownPeriod'];

export const skippedFields: Rule = {
  id: 'http-add-on/skipped-fields',
  severity: 'warning',
  title: 'Replicas and periods have no effect where the operator makes no ScaledObject',
  rationale: 'Replicas and periods reach KEDA only through the ScaledObject that the operator makes.',
  link: RENDERED,
  kinds: [HTTP_SCALED_OBJECT],
  check(object, { report }) {
    if (!isSkipped(object)) return;
    for (const field of HANDED_ON) {
      const value = mapOf(object.spec)[field];
      if (value === undefined) continue;
      report({
        path: `spec.${field}`,
        message: `${field} (${show(value)}) has no effect, since ${SKIP} is "true"`,
        fix: 'write it into your ScaledObject and leave it out here',
      });
    }
  },
};
