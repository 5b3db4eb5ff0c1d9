import { scalerOf } from '../../keda/scalers/scaler-of';
import type { Severity } from '../finding';
import { kindOf, type Manifest, type Value } from '../manifest';
import type { Rule } from '../rule';
import { at } from '../values';
import { scaledOf } from './scaled';
import { SCALED_JOB, SCALED_OBJECT } from './upstream';

const SHARED = ['pollingInterval', 'minReplicaCount', 'maxReplicaCount', 'triggers'];
const SPEC_FIELDS: { readonly [kind: string]: readonly string[] } = {
  [SCALED_OBJECT]: [...SHARED, 'scaleTargetRef', 'idleReplicaCount', 'cooldownPeriod', 'initialCooldownPeriod', 'fallback', 'advanced'],
  [SCALED_JOB]: [...SHARED, 'jobTargetRef', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit', 'rollout', 'scalingStrategy'],
};
const TRIGGER_FIELDS = ['metricType', 'useCachedMetrics', 'authenticationRef'];
/** Types that pass every key on to a scaler of the user's own. */
const PASSES_ALL = ['external', 'external-push'];

export const scalingFieldPlacement: Rule = {
  id: 'keda/scaling-field-placement',
  severity: 'error',
  title: 'The fields of a scaler stand under spec, and those of a trigger beside its metadata',
  rationale: 'KEDA reads each field at one place, and passes over unknown keys elsewhere.',
  link: 'https://github.com/kedacore/keda-docs/issues/302',
  accepted: "the metadata of a trigger takes any key; KEDA's operator does not look for the field there, and it never takes effect",
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { report }) {
    const fields = SPEC_FIELDS[kindOf(object)];
    for (const key of Object.keys(object.metadata)) {
      if (!fields.includes(key)) continue;
      report({
        path: `metadata.${key}`,
        message: `${key} is in the metadata of the object, where KEDA does not read it`,
        fix: `write it as spec.${key}`,
      });
    }
    for (const { metadata, path, type } of scaledOf(object).triggers) {
      if (type && PASSES_ALL.includes(type)) continue;
      const known = (type && scalerOf(type)?.params) || {};
      for (const key of Object.keys(metadata)) {
        if (Object.hasOwn(known, key)) continue;
        const where = `${path}.metadata.${key}`;
        if (fields.includes(key)) {
          report({
            path: where,
            message: `${key} is in the metadata of a trigger, where KEDA does not read it`,
            fix: `write it as spec.${key}`,
            severity: severityOf(key, metadata[key]),
          });
        } else if (TRIGGER_FIELDS.includes(key)) {
          report({
            path: where,
            message: `${key} is in the metadata of a trigger, where KEDA does not read it`,
            fix: `write it beside metadata, as ${at(path, key)}`,
            severity: severityOf(key, metadata[key]),
          });
        }
      }
    }
  },
};

/** What KEDA takes where a field is not written. */
const DEFAULTS: { readonly [field: string]: string } = {
  metricType: 'AverageValue',
  useCachedMetrics: 'false',
  pollingInterval: '30',
  cooldownPeriod: '300',
  minReplicaCount: '0',
  maxReplicaCount: '100',
};

/** How much a misplaced field weighs: with the value that KEDA takes anyway nothing is lost. */
function severityOf(key: string, value: Value): Severity | undefined {
  return Object.hasOwn(DEFAULTS, key) && (DEFAULTS[key] === value || DEFAULTS[key] === JSON.stringify(value)) ? 'warning' : undefined;
}

/** Whether a key of a trigger's metadata is a field that stands elsewhere. */
export function isMisplaced(object: Manifest, key: string): boolean {
  return SPEC_FIELDS[kindOf(object)]?.includes(key) || TRIGGER_FIELDS.includes(key);
}
