import { SINCE } from '../../cluster/releases';
import { isProbeHeader } from '../../core/probe-header';
import { atLeast } from '../cluster';
import type { Manifest, Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, mapOf, show } from '../values';
import { APPS, OPERATOR } from './apps';

/** The checks of an app with their paths. */
function checksOf({ spec }: Manifest): readonly (readonly [name: string, check: Value, path: string])[] {
  const found: (readonly [name: string, check: Value, path: string])[] = [];
  for (const name of ['readiness', 'liveness']) {
    const check = spec?.checks?.[name];
    if (check !== null && typeof check === 'object') found.push([name, check, `spec.checks.${name}`]);
  }
  return found;
}

export const healthCheck: Rule = {
  id: 'spinkube/health-check',
  severity: 'error',
  title: 'Checks are HTTP, with headers and numbers that Kubernetes takes',
  rationale: 'The operator makes probes with httpGet on the port of the app, and Kubernetes checks their headers and numbers.',
  link: `${OPERATOR}/internal/controller/deployment.go`,
  accepted:
    'the CRD takes any; the operator makes no probe without httpGet, and the API server refuses a Deployment with such headers or numbers',
  kinds: APPS,
  check(app, { report }) {
    for (const [kind, check, path] of checksOf(app)) {
      if (!check.httpGet)
        report({ path: `${path}.httpGet`, message: 'the check has no httpGet, the only way to ask a SpinApp', fix: 'write httpGet.path' });
      for (const [header, at] of elements(mapOf(check.httpGet).httpHeaders, `${path}.httpGet.httpHeaders`)) {
        const { name } = mapOf(header);
        if (typeof name !== 'string' || isProbeHeader(name)) continue;
        const message = `name (${show(name)}) is not the name of a header that a probe may have`;
        report({ path: `${at}.name`, message, fix: 'write letters, digits and hyphens' });
      }
      const { successThreshold } = check;
      if (kind === 'liveness' && typeof successThreshold === 'number' && successThreshold !== 1) {
        report({
          path: `${path}.successThreshold`,
          message: `successThreshold (${successThreshold}) of a liveness check is not 1`,
          fix: 'leave it out',
        });
      }
      for (const field of ['timeoutSeconds', 'periodSeconds', 'failureThreshold', 'successThreshold', 'initialDelaySeconds']) {
        if (typeof check[field] === 'number' && check[field] < 0) {
          report({ path: `${path}.${field}`, message: `${field} (${show(check[field])}) is negative`, fix: 'leave it out' });
        }
      }
    }
  },
};

export const checkHeaders: Rule = {
  id: 'spinkube/check-headers',
  severity: 'error',
  title: 'A check names its httpHeaders, be it none',
  rationale: "The operator's webhook writes the whole app back, with null for a list that is left out, which the CRD refuses.",
  link: `${OPERATOR}/api/v1alpha1/spinapp_types.go`,
  kinds: APPS,
  check(app, { report }) {
    for (const [, check, path] of checksOf(app)) {
      const { httpGet } = check;
      if (httpGet === null || typeof httpGet !== 'object' || Array.isArray(httpGet.httpHeaders)) continue;
      if (httpGet.httpHeaders !== undefined && httpGet.httpHeaders !== null) continue; // said by the schema
      report({
        path: `${path}.httpGet.httpHeaders`,
        message: "the check leaves httpHeaders out, which the operator's webhook fills with null, and its CRD refuses",
        fix: 'write httpHeaders: []',
      });
    }
  },
};

export const checkDelay: Rule = {
  id: 'spinkube/check-delay',
  severity: 'warning',
  title: 'Before operator 0.5 an initialDelaySeconds of 0 becomes 10',
  rationale: "Before 0.5 the operator's webhook drops a field that is zero, and the API server puts its default there.",
  link: 'https://github.com/kubernetes-sigs/controller-runtime/blob/v0.19.1/pkg/webhook/admission/defaulter_custom.go',
  kinds: APPS,
  check(app, { cluster, report }) {
    if (atLeast(cluster, 'spinOperator', SINCE.spinOperator.zeroDelay)) return;
    for (const [, check, path] of checksOf(app)) {
      if (check.initialDelaySeconds !== 0) continue;
      report({
        path: `${path}.initialDelaySeconds`,
        message: `initialDelaySeconds (0) is dropped by spin-operator ${cluster.spinOperator}, and becomes 10: each start waits so long`,
        fix: 'write 1',
      });
    }
  },
};
