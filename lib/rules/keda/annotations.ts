import { nearest } from '../../core/suggest';
import { atLeast } from '../cluster';
import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { entries, show } from '../values';
import { SCALED_JOB, SCALED_OBJECT, TYPES } from './upstream';

const PREFIX = 'autoscaling.keda.sh/';
/** What Go reads as a boolean. */
const BOOLEANS = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];
/** The annotations that KEDA reads, with the first release that does where that is newer than 2.14. */
const KNOWN: { readonly [kind: string]: { readonly [annotation: string]: string | undefined } } = {
  [SCALED_OBJECT]: {
    paused: undefined,
    'paused-replicas': undefined,
    'paused-scale-in': '2.18',
    'paused-scale-out': '2.18',
    'force-activation': '2.18',
  },
  [SCALED_JOB]: { paused: undefined },
};

export const pausedAnnotation: Rule = {
  id: 'keda/paused-annotation',
  severity: 'warning',
  title: 'Annotations that pause a scaler are "true" or "false", and a number of replicas is a number',
  rationale: 'KEDA parses the annotations when it reconciles, and takes an unreadable boolean for true.',
  link: `${TYPES}#L265`,
  accepted: "annotations are not validated; KEDA's operator cannot read the number, and does not scale",
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { report }) {
    const known = KNOWN[kindOf(object)];
    for (const [key, value, path] of entries(object.metadata.annotations, 'metadata.annotations')) {
      if (!key.startsWith(PREFIX) || typeof value !== 'string') continue;
      const name = key.slice(PREFIX.length);
      if (!Object.hasOwn(known, name)) continue;
      if (name === 'paused-replicas') {
        if (/^[+-]?\d{1,10}$/.test(value) && Math.abs(Number(value)) < 2 ** 31) continue;
        report({
          path,
          message: `${key} (${show(value)}) is not a whole number`,
          fix: 'write the number of replicas, such as "0"',
          severity: 'error',
        });
      } else if (!BOOLEANS.includes(value)) {
        report({
          path,
          message: `${key} (${show(value)}) counts as "true", since KEDA reads it as no boolean`,
          fix: 'write "true", or remove the annotation',
        });
      }
    }
  },
};

export const annotationKey: Rule = {
  id: 'keda/annotation-key',
  severity: 'warning',
  title: 'Annotations autoscaling.keda.sh/... are among those that the KEDA release reads',
  rationale: 'KEDA passes over annotations that it does not know, so that a misspelt one has no effect.',
  link: TYPES,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { cluster, report }) {
    const known = KNOWN[kindOf(object)];
    for (const [key, , path] of entries(object.metadata.annotations, 'metadata.annotations')) {
      if (!key.startsWith(PREFIX)) continue;
      const name = key.slice(PREFIX.length);
      if (!Object.hasOwn(known, name)) {
        const meant = name.length < 100 ? nearest(name, Object.keys(known)) : undefined;
        report({
          path,
          message: `${key} is not an annotation that KEDA reads on a ${object.kind}`,
          fix: meant ? `did you mean ${PREFIX}${meant}?` : 'remove it',
        });
      } else if (known[name] && !atLeast(cluster, 'keda', known[name])) {
        report({
          path,
          message: `${key} does nothing before KEDA ${known[name]}, and the cluster has ${cluster.keda}`,
          fix: 'remove it, or upgrade KEDA',
        });
      }
    }
  },
};
