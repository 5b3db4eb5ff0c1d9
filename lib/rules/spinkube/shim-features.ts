import { SINCE } from '../../cluster/releases';
import { shimNeeds } from '../../cluster/spin-backends';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { elements, mapOf, textOf } from '../values';
import { APPS, deploymentConfigOf } from './apps';
import { backendsOf } from './backends';

/** Fields of a SpinApp that the shim carries out, and what becomes of them on an older one. */
const FEATURES = [
  { field: 'components', since: SINCE.spinShim.components, otherwise: 'all components of the app run' },
  { field: 'invocationLimits', since: SINCE.spinShim.invocationLimits, otherwise: 'invocations have no limit' },
] as const;

export const shimFeature: Rule = {
  id: 'spinkube/shim-feature',
  severity: 'warning',
  title: 'Fields and stores that the Spin shim carries out are as old as the declared shim',
  rationale:
    'The operator passes fields to the shim in variables of the container, which an older shim does not read, and the runtime configuration to the Spin in it, which knows fewer types and options.',
  link: 'https://github.com/spinframework/containerd-shim-spin/blob/v0.24.0/CHANGELOG.md',
  kinds: APPS,
  check(object, { cluster, manifests, report }) {
    // an image of Spin stands in for the shim
    if (deploymentConfigOf(manifests, object).spinImage) return;
    const spec = mapOf(object.spec);
    const shim = cluster.spinShim;
    for (const { field, since, otherwise } of FEATURES) {
      if (spec[field] === undefined || spec[field] === null || atLeast(cluster, 'spinShim', since)) continue;
      report({
        path: `spec.${field}`,
        message: `${field} needs containerd-shim-spin ${since}, and the nodes have ${shim}: ${otherwise}`,
        fix: `install shim ${since} or newer, or leave ${field} out`,
      });
    }
    for (const { type, backend, options, path } of backendsOf(spec)) {
      if (!backend) continue;
      const given = elements(options, `${path}.options`);
      const values = new Map(given.map(([option]) => [textOf(mapOf(option).name) ?? '', mapOf(option).value]));
      for (const { part, option, since, otherwise, remedy } of shimNeeds(shim, type, backend, values)) {
        const at = given.find(([one]) => option !== undefined && mapOf(one).name === option)?.[1];
        report({
          path: at === undefined ? `${path}.type` : `${at}.name`,
          message: `${part} needs containerd-shim-spin ${since}, and the nodes have ${shim}: ${otherwise}`,
          fix: `install shim ${since} or newer, or ${remedy}`,
        });
      }
    }
  },
};
