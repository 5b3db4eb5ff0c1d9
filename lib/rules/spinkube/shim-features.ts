import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { mapOf } from '../values';
import { APPS } from './apps';

/** Fields of a SpinApp that the shim carries out, and what becomes of them on an older one. */
const FEATURES = [
  { field: 'components', since: SINCE.spinShim.components, otherwise: 'all components of the app run' },
  { field: 'invocationLimits', since: SINCE.spinShim.invocationLimits, otherwise: 'invocations have no limit' },
] as const;

export const shimFeature: Rule = {
  id: 'spinkube/shim-feature',
  severity: 'warning',
  title: 'Fields that the Spin shim carries out are as old as the declared shim',
  rationale: 'The operator passes these fields to the shim in variables of the container, which an older shim does not read.',
  link: 'https://github.com/spinframework/containerd-shim-spin/blob/v0.24.0/CHANGELOG.md',
  kinds: APPS,
  check(object, { cluster, report }) {
    const spec = mapOf(object.spec);
    for (const { field, since, otherwise } of FEATURES) {
      if (spec[field] === undefined || spec[field] === null || atLeast(cluster, 'spinShim', since)) continue;
      report({
        path: `spec.${field}`,
        message: `${field} needs containerd-shim-spin ${since}, and the nodes have ${cluster.spinShim}: ${otherwise}`,
        fix: `install shim ${since} or newer, or leave ${field} out`,
      });
    }
  },
};
