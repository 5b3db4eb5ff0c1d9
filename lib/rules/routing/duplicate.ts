import { derived } from '../../core/derived';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from '../http-add-on/upstream';
import { type Manifest, namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { show } from '../values';
import { NO_HEADERS, type RouteRule, rulesOf } from './route-rules';
import { routesOf } from './routes';

export const duplicateRoute: Rule = {
  id: 'routing/duplicate-route',
  severity: 'warning',
  title: 'No two routes have the same host, path and headers',
  rationale: 'The interceptor keeps one route for a host, path and headers, the oldest.',
  link: `${SOURCE}/pkg/routing/tablememory.go#L121-L160`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { manifests, report }) {
    const routes = routesOf(manifests);
    for (const { hosts, paths, headers } of rulesOf(object)) {
      for (const { value: host, at } of hosts) {
        const rules = routes.naming(host);
        if (!isShared(rules) && !isOther(rules[0]?.route, object)) continue;
        const taken = paths.find((path) => isOther(routes.first(host, path, headers)?.route, object));
        if (taken === undefined) continue;
        const other = routes.first(host, taken, headers)!.route;
        const what = `host (${show(host)})${taken ? ` with path /${taken}` : ''}${headers === NO_HEADERS ? '' : ' and the same headers'}`;
        report({
          path: at,
          message: `${what} is also routed by ${other.kind} ${other.metadata.namespace ? `${other.metadata.namespace}/` : ''}${other.metadata.name}: the older of the two takes every request`,
          fix: 'give one of the two another host, path prefix or header',
        });
      }
    }
  },
};

/** Whether routes of several names are in a list of rules. */
const isShared = derived((rules: readonly RouteRule[]) => rules.some(({ route }) => isOther(route, rules[0].route)));

/** An HTTPScaledObject beside an InterceptorRoute of its name is a migration under way. */
function isOther(first: Manifest | undefined, object: Manifest): boolean {
  if (!first || first === object) return false;
  return first.metadata.name !== object.metadata.name || namespaceOf(first) !== namespaceOf(object);
}
