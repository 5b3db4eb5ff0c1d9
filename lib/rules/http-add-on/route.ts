import { namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, ORPHAN, SOURCE } from './upstream';

export const routeRules: Rule = {
  id: 'http-add-on/route-rules',
  severity: 'error',
  title: 'An InterceptorRoute has rules',
  rationale: 'The interceptor builds its routing table from the rules alone.',
  link: `${SOURCE}/pkg/routing/tablememory.go#L43`,
  accepted:
    'the CRD allows it, and the controller calls it ready; the interceptor enters only rules into its table, so that no request is routed',
  kinds: [INTERCEPTOR_ROUTE],
  check({ spec }, { report }) {
    const { rules, hosts, pathPrefixes, headers, scaleTargetRef } = mapOf(spec);
    const isList = Array.isArray(rules);
    if (isList ? rules.length > 0 : rules !== undefined && rules !== null) return;
    // What stands a level too high is said by the rule on misplaced fields.
    if ([hosts, pathPrefixes, headers, scaleTargetRef].some((field) => field !== undefined)) return;
    report({
      path: 'spec.rules',
      message: `rules is ${isList ? 'empty' : 'missing'}: the route is accepted, gets ready and takes no request`,
      fix: 'write rules with the hosts of the app, or rules: [{ hosts: ["*"] }] for any host',
    });
  },
};

export const shadowedRoute: Rule = {
  id: 'http-add-on/shadowed-route',
  severity: 'warning',
  title: 'An HTTPScaledObject beside an InterceptorRoute of its name routes nothing',
  rationale: 'The interceptor prefers the InterceptorRoute of a name and namespace to the HTTPScaledObject.',
  link: `${SOURCE}/pkg/routing/table.go#L78-L84`,
  kinds: [HTTP_SCALED_OBJECT],
  check(object, { manifests, report }) {
    const { name, namespace, annotations } = object.metadata;
    const route = manifests.find(INTERCEPTOR_ROUTE, namespaceOf(object), name);
    if (!route || route.metadata.namespace !== namespace || mapOf(annotations)[ORPHAN] === 'true') return;
    report({
      path: 'metadata.name',
      message: `name (${show(name)}) is also that of an InterceptorRoute in this namespace, which takes the requests of both`,
      fix: `remove the HTTPScaledObject; while migrating annotate it ${ORPHAN}: "true"`,
    });
  },
};
