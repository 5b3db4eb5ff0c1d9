import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, entries, show } from '../values';

/** Fields of a backend in v1beta1, with what they became. */
const BACKEND: { readonly [field: string]: (value: Value) => string } = {
  serviceName: (value) => `write service: { name: ${show(value)} }`,
  servicePort: (value) => `write service: { port: { ${typeof value === 'number' ? 'number' : 'name'}: ${show(value)} } }`,
};

export const ingressFields: Rule = {
  id: 'removed/ingress-fields',
  severity: 'error',
  title: 'An Ingress of networking.k8s.io/v1 has a pathType, and no backend of v1beta1',
  rationale: 'networking.k8s.io/v1 renamed the backend fields of v1beta1, and requires a pathType.',
  link: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122',
  kinds: ['networking.k8s.io/Ingress'],
  check({ apiVersion, spec }, { report }) {
    if (apiVersion !== 'networking.k8s.io/v1') return;
    oldBackend(spec?.defaultBackend, 'spec.defaultBackend', report);
    if (spec?.backend !== undefined) {
      report({ path: 'spec.backend', message: 'backend is called defaultBackend in networking.k8s.io/v1', fix: 'write defaultBackend' });
    }
    for (const [rule, rulePath] of elements(spec?.rules, 'spec.rules')) {
      for (const [path, at] of elements(rule?.http?.paths, `${rulePath}.http.paths`)) {
        oldBackend(path?.backend, `${at}.backend`, report);
        if (path !== null && typeof path === 'object' && path.pathType === undefined) {
          report({ path: `${at}.pathType`, message: 'pathType is missing', fix: 'write pathType: Prefix, or Exact' });
        }
      }
    }
  },
};

function oldBackend(backend: Value, path: string, report: Report): void {
  for (const [field, value, at] of entries(backend, path)) {
    if (!Object.hasOwn(BACKEND, field)) continue;
    report({
      path: at,
      message: `${field} (${show(value)}) is not a field of a backend in networking.k8s.io/v1`,
      fix: BACKEND[field](value),
    });
  }
}
