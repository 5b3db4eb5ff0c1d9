import { fieldVersionsOf } from '../../cluster/releases';
import { compareVersions, SUPPORTED } from '../../cluster/supported-versions';
import { atLeast } from '../cluster';
import { kindOf, type Value } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show, textOf } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './upstream';

/** What to write instead of a field that is gone, by its value. */
const INSTEAD: { readonly [path: string]: (value: Value) => string } = {
  'spec.host': (host) => `write hosts: [${textOf(host) ?? 'app.example.com'}]`,
  'spec.scaleTargetRef.deployment': (name) => `write apiVersion: apps/v1, kind: Deployment and name: ${textOf(name) ?? 'app'}`,
};

export const fieldsByVersion: Rule = {
  id: 'http-add-on/fields-by-version',
  severity: 'error',
  title: 'Only fields that the declared add-on knows: host and deployment are gone, others came later',
  rationale: 'The CRD of a release lacks fields that came later or were removed, and the API server drops them.',
  link: `${SOURCE}/CHANGELOG.md`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { cluster, report }) {
    for (const { field: steps, since, until } of fieldVersionsOf(kindOf(object))) {
      let value: Value = object.spec;
      for (const step of steps) value = mapOf(value)[step];
      if (value === undefined) continue;
      const field = steps[steps.length - 1];
      const path = ['spec', ...steps].join('.');
      const seen = typeof value === 'string' ? `${field} (${show(value)})` : field;
      if (until && atLeast(cluster, 'httpAddOn', until)) {
        report({
          path,
          message: `${seen} was removed in HTTP add-on ${until}, and is not read`,
          fix: INSTEAD[path]?.(value) ?? 'leave it out',
        });
      } else if (since && !atLeast(cluster, 'httpAddOn', since)) {
        report({
          path,
          message: `${seen} is known to the HTTP add-on from ${since}, and the cluster runs ${cluster.httpAddOn}`,
          fix: field === 'portName' ? 'write the number of the Service port as port' : leaveOut(since),
        });
      }
    }
  },
};

/** A release that is not supported yet is not offered. */
function leaveOut(since: string): string {
  return compareVersions(since, SUPPORTED.httpAddOn.max) > 0 ? 'leave it out' : `leave it out, or declare httpAddOn ${since}`;
}
