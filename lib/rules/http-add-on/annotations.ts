import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { at, entries, show } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, ORPHAN, SKIP, SOURCE } from './upstream';

const PREFIX = 'httpscaledobject.keda.sh/';
/** What says no on purpose. */
const OFF = ['', 'false', '0', 'no', 'off'];

export const annotations: Rule = {
  id: 'http-add-on/annotations',
  severity: 'warning',
  title: 'Annotations of the operator stand on an HTTPScaledObject, are spelt as it reads them, and are "true"',
  rationale: 'The operator compares the annotations of an HTTPScaledObject literally.',
  link: `${SOURCE}/operator/controllers/http/app.go#L18-L22`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check({ kind, metadata }, { cluster, report }) {
    for (const [key, value] of entries(metadata.annotations, 'metadata.annotations')) {
      if (!key.toLowerCase().startsWith(PREFIX)) continue;
      const path = at('metadata.annotations', key);
      if (kind === 'InterceptorRoute') {
        report({
          path,
          message: `${key} is not read on an InterceptorRoute, for which no ScaledObject is made anyway`,
          fix: 'leave it out',
        });
      } else if (key !== SKIP && key !== ORPHAN) {
        report({
          path,
          message: `${key} is not an annotation that the operator reads`,
          fix: `write ${key.includes('rphan') ? ORPHAN : SKIP}: "true"`,
        });
      } else if (key === ORPHAN && !atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.orphanAnnotation)) {
        report({
          path,
          message: `${key} is read by the HTTP add-on from 0.14, and the cluster runs ${cluster.httpAddOn}`,
          fix: 'leave it out, or declare httpAddOn 0.14',
        });
      } else if (typeof value === 'string' && value !== 'true' && !OFF.includes(value.toLowerCase())) {
        report({ path, message: `${key} (${show(value)}) counts only as the literal text "true"`, fix: 'write "true"' });
      }
    }
  },
};
