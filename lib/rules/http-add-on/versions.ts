import { SINCE, scalesRoutes } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { show } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './upstream';

/** The only version in which each kind is served, and the first add-on that does. */
const SERVED: { readonly [kind: string]: { readonly apiVersion: string; readonly since?: string } } = {
  HTTPScaledObject: { apiVersion: 'http.keda.sh/v1alpha1' },
  InterceptorRoute: { apiVersion: 'http.keda.sh/v1beta1', since: SINCE.httpAddOn.routes },
};

export const apiVersion: Rule = {
  id: 'http-add-on/api-version',
  severity: 'error',
  title: 'HTTPScaledObject is v1alpha1, InterceptorRoute is v1beta1 and needs add-on 0.14',
  rationale: 'The CRDs of the add-on serve each kind in one version.',
  link: `${SOURCE}/CHANGELOG.md`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check({ apiVersion, kind }, { cluster, report }) {
    const served = SERVED[kind];
    if (served.since && !atLeast(cluster, 'httpAddOn', served.since)) {
      report({
        path: 'kind',
        message: `kind (${show(kind)}) is served by the HTTP add-on from ${served.since}, and the cluster runs ${cluster.httpAddOn}`,
        fix: `write an HTTPScaledObject (http.keda.sh/v1alpha1), or declare httpAddOn ${served.since}`,
      });
    } else if (apiVersion !== served.apiVersion) {
      report({
        path: 'apiVersion',
        message: `apiVersion (${show(apiVersion)}) does not serve ${kind}`,
        fix: `write apiVersion: ${served.apiVersion}`,
      });
    }
  },
};

export const deprecatedKind: Rule = {
  id: 'http-add-on/deprecated-kind',
  severity: 'warning',
  title: 'HTTPScaledObject is deprecated since add-on 0.14',
  rationale: 'The add-on replaces the HTTPScaledObject by InterceptorRoute and ScaledObject.',
  link: `${SOURCE}/CHANGELOG.md`,
  kinds: [HTTP_SCALED_OBJECT],
  check(_, { cluster, report }) {
    // with an older KEDA nothing scales a route
    if (!scalesRoutes(cluster)) return;
    report({
      path: 'kind',
      message: 'kind ("HTTPScaledObject") is deprecated since HTTP add-on 0.14, and announced to be removed',
      fix: 'write an InterceptorRoute (http.keda.sh/v1beta1) and a ScaledObject with an external-push trigger',
    });
  },
};
