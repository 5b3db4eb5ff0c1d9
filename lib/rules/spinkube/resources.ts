import type { Rule } from '../rule';
import { entries, mapOf, show } from '../values';
import { APPS, OPERATOR } from './apps';
import { parseQuantity } from './quantity';

/** Amounts that are the same in other units differ by less. */
const EXACT = 1 + 1e-9;

export const resources: Rule = {
  id: 'spinkube/resources',
  severity: 'error',
  title: 'A SpinApp requests at most its limits',
  rationale: 'The operator writes the resources into the container of its Deployment, which the API server checks.',
  link: `${OPERATOR}/internal/controller/spinapp_controller.go`,
  accepted: 'the CRD does not compare them; the API server refuses the Deployment that the operator makes of them, and no pod starts',
  kinds: APPS,
  check({ spec }, { report }) {
    const { requests, limits } = mapOf(mapOf(spec).resources);
    for (const [name, request, path] of entries(requests, 'spec.resources.requests')) {
      const limit = mapOf(limits)[name];
      const [least, most] = [parseQuantity(request), parseQuantity(limit)];
      if (least === undefined || most === undefined || least <= most * EXACT) continue;
      report({
        path,
        message: `request of ${name} (${show(request)}) is more than its limit (${show(limit)})`,
        fix: 'lower the request, or raise the limit',
      });
    }
  },
};
