import { type FieldVersion, fieldVersionsOf, versionedKinds } from '../../cluster/releases';
import { derived } from '../../core/derived';
import { atLeast, type Cluster } from '../cluster';
import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { resolve, show } from '../values';
import { RELEASES } from './upstream';

/** The fields that a release of KEDA lacks, by kind. */
const missingFields = derived(
  (cluster: Cluster): ReadonlyMap<string, readonly FieldVersion[]> =>
    new Map(KINDS.map((kind) => [kind, fieldVersionsOf(kind).filter(({ since }) => since && !atLeast(cluster, 'keda', since))])),
);

const KINDS = versionedKinds('keda');

export const fieldVersion: Rule = {
  id: 'keda/field-version',
  severity: 'error',
  title: 'Fields of KEDA are among those of the release on the cluster',
  rationale: 'The CRD of an older release lacks the field, and the API server drops it or refuses the object.',
  link: RELEASES,
  kinds: KINDS,
  check(object, { cluster, report }) {
    const missing = missingFields(cluster).get(kindOf(object)) ?? [];
    if (missing.length === 0) return;
    const said = new Set<string>();
    for (const { field, since, value } of missing) {
      for (const [found, path] of resolve(object.spec, 'spec', field)) {
        if (said.has(path) || (value !== undefined && found !== value)) continue;
        said.add(path);
        report({
          path,
          message: `${value === undefined ? path.split('.').at(-1) : `${field.at(-1)} (${show(value)})`} needs KEDA ${since}, and the cluster has ${cluster.keda}`,
          fix: `leave it out, or upgrade KEDA to ${since}`,
        });
      }
    }
  },
};
