import { compareVersions, SUPPORTED } from '../../versions';
import { atLeast } from '../cluster';
import { show } from '../fields';
import type { Manifest, Value } from '../manifest';
import type { Problem, Rule, RuleContext } from '../rule';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './api';
import { record, text } from './values';

/** A field that some of the supported add-ons do not know. */
interface Field {
  /** Way to the field below `spec`. */
  readonly at: readonly string[];
  /** First add-on that knows it; every one where it is absent. */
  readonly since?: string;
  /** First add-on that does not know it any more. */
  readonly until?: string;
  /** What to write instead, where that depends on the value. */
  readonly instead?: (value: Value) => string;
}

const FIELDS: { readonly [kind: string]: readonly Field[] } = {
  HTTPScaledObject: [
    { at: ['host'], until: '0.7', instead: (host) => `write hosts: [${text(host) ?? 'app.example.com'}]` },
    {
      at: ['scaleTargetRef', 'deployment'],
      until: '0.9',
      instead: (name) => `write apiVersion: apps/v1, kind: Deployment and name: ${text(name) ?? 'app'}`,
    },
    { at: ['scaleTargetRef', 'portName'], since: '0.9' },
    { at: ['initialCooldownPeriod'], since: '0.10' },
    { at: ['timeouts'], since: '0.11' },
    { at: ['coldStartTimeoutFailoverRef'], since: '0.11' },
    { at: ['headers'], since: '0.12' },
  ],
  InterceptorRoute: [
    { at: ['coldStart', 'placeholder'], since: '0.15' },
    { at: ['coldStart', 'maxPendingRequests'], since: '0.16' },
    { at: ['coldStart', 'overflow'], since: '0.16' },
    { at: ['staticRoutes'], since: '0.16' },
  ],
};

export const fieldsByVersion: Rule = {
  id: 'http-add-on/fields-by-version',
  severity: 'error',
  title: 'only fields that the declared add-on knows: host and deployment are gone, others came later',
  link: `${SOURCE}/CHANGELOG.md`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  *check({ kind, spec }: Manifest, { cluster }: RuleContext): Iterable<Problem> {
    for (const { at, since, until, instead } of FIELDS[kind]) {
      const field = at[at.length - 1];
      const value = record(at.slice(0, -1).reduce<Value>((parent, key) => record(parent)[key], spec))[field];
      if (value === undefined) continue;
      const path = ['spec', ...at].join('.');
      const seen = typeof value === 'string' ? `${field} (${show(value)})` : field;
      if (until && atLeast(cluster, 'httpAddOn', until)) {
        yield { path, message: `${seen} was removed in HTTP add-on ${until}, and is not read`, fix: instead?.(value) ?? 'leave it out' };
      } else if (since && !atLeast(cluster, 'httpAddOn', since)) {
        yield {
          path,
          message: `${seen} is known to the HTTP add-on from ${since}, and the cluster runs ${cluster.httpAddOn}`,
          fix: field === 'portName' ? 'write the number of the Service port as port' : leaveOut(since),
        };
      }
    }
  },
};

/** A release that is not supported yet is not offered. */
function leaveOut(since: string): string {
  return compareVersions(since, SUPPORTED.httpAddOn.max) > 0 ? 'leave it out' : `leave it out, or declare httpAddOn ${since}`;
}
