import { FIELD_VERSIONS } from '../../cluster/field-versions';
import { atLeast } from '../cluster';
import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { resolve, show } from '../values';

const VERSIONS = FIELD_VERSIONS.filter(({ component }) => component === 'keda');
const KINDS = [...new Set(VERSIONS.flatMap(({ kinds }) => kinds))];

/** Fields that an older release does not have. */
export const fieldVersion: Rule = {
  id: 'keda/field-version',
  severity: 'error',
  title: 'Fields of KEDA are among those of the release on the cluster',
  link: 'https://github.com/kedacore/keda/blob/v2.20.2/CHANGELOG.md',
  kinds: KINDS,
  check(object, { cluster, report }) {
    const said = new Set<string>();
    for (const { kinds, field, since, value } of VERSIONS) {
      if (!since || !kinds.includes(kindOf(object)) || atLeast(cluster, 'keda', since)) continue;
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
