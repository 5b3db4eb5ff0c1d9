import { FLAG_SINCE } from '../../cluster/knative';
import { type FieldVersion, fieldVersionsOf, SINCE } from '../../cluster/releases';
import { derived } from '../../core/derived';
import { atLeast, type Cluster } from '../cluster';
import type { Rule } from '../rule';
import { resolve } from '../values';
import { flagUses } from './flag-uses';
import { PROBING_FLAG } from './flags';
import { SERVICE, SERVING, TEMPLATED } from './template';

/** The fields that a release of Knative lacks; a Service and a Configuration have the same. */
const missingFields = derived((cluster: Cluster): readonly FieldVersion[] =>
  fieldVersionsOf(SERVICE).filter(({ since }) => since && !atLeast(cluster, 'knative', since)),
);

export const fieldVersion: Rule = {
  id: 'knative/field-version',
  severity: 'error',
  title: 'Fields of the pod are among those that the release of Knative takes',
  rationale: 'The CRD and the webhook of an older release do not know the field, and refuse the object.',
  link: `${SERVING}/serving/fieldmask.go`,
  kinds: TEMPLATED,
  check(manifest, { cluster, report }) {
    const missing = missingFields(cluster);
    if (missing.length === 0) return;
    const needs = (path: string, subject: string, since: string) =>
      report({
        path,
        message: `${subject} needs Knative ${since}, and the cluster has ${cluster.knative}`,
        fix: `leave it out, or upgrade Knative to ${since}`,
      });
    for (const { field, since } of missing) {
      for (const [found, path] of resolve(manifest.spec, 'spec', field)) {
        const name = field.at(-1) as string;
        // true is refused by every release
        if (name !== 'privileged' || found === false) needs(path, name === 'privileged' ? 'privileged (false)' : name, since as string);
      }
    }
    if (atLeast(cluster, 'knative', SINCE.knative.sidecarProbes)) return;
    for (const { flag, path } of flagUses(manifest, () => false)) {
      const name = path.slice(path.lastIndexOf('.') + 1);
      if (flag === PROBING_FLAG && name !== 'startupProbe') needs(path, `${name} of a container beside the app`, FLAG_SINCE[PROBING_FLAG]);
    }
  },
};
