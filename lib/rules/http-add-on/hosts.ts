import { advisoryOf, hasDefect } from '../../cluster/advisories';
import { SINCE } from '../../cluster/releases';
import { atLeast, type Cluster, releaseOn } from '../cluster';
import type { Manifest, Value } from '../manifest';
import type { Problem, Rule } from '../rule';
import { elements, listOf, mapOf, show } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, ISSUES, SOURCE } from './upstream';

/** Every list of hosts that a route holds, with its path. */
function hostLists({ kind, spec }: Manifest): readonly (readonly [hosts: Value, path: string])[] {
  const found: (readonly [hosts: Value, path: string])[] = [];
  if (kind === 'HTTPScaledObject') found.push([mapOf(spec).hosts, 'spec.hosts']);
  else for (const [rule, path] of elements(mapOf(spec).rules, 'spec.rules')) found.push([mapOf(rule).hosts, `${path}.hosts`]);
  return found;
}

export const hostList: Rule = {
  id: 'http-add-on/host-list',
  severity: 'error',
  title: 'hosts is a list',
  rationale: 'The CRD declares hosts as a list of strings.',
  link: `${ISSUES}/1005`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { report }) {
    for (const [hosts, path] of hostLists(object)) {
      if (typeof hosts !== 'string') continue;
      report({ path, message: `hosts (${show(hosts)}) is a string, and must be a list`, fix: `write hosts: [${show(hosts)}]` });
    }
  },
};

export const host: Rule = {
  id: 'http-add-on/host',
  severity: 'error',
  title: 'Hosts are lower-case names without scheme, port and path, wildcards stand alone or in front',
  rationale: 'The interceptor compares the Host header, without port and path, with the hosts of the routes.',
  link: `${SOURCE}/pkg/routing/key.go`,
  accepted: 'the add-on has no webhook; the interceptor compares hosts literally, and no request carries such a one',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { cluster, report }) {
    for (const [hosts, path] of hostLists(object)) {
      for (const [value, at] of elements(hosts, path)) {
        if (typeof value !== 'string') continue;
        const problem = problemOf(value, cluster);
        if (problem) report({ path: at, ...problem });
      }
    }
  },
};

function problemOf(value: string, cluster: Cluster): Omit<Problem, 'path'> | undefined {
  const seen = `host (${show(value)})`;
  const bare = value
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d*$/, '')
    .toLowerCase();
  const fix = `write ${show(bare)}`;
  if (value.includes('://')) return { message: `${seen} has a scheme, and no request names one in its Host header`, fix };
  if (value.includes('/')) {
    return {
      message: `${seen} holds a path, which is not matched as one`,
      fix: `${fix}, and the path as a path prefix`,
      severity: 'warning',
    };
  }
  if (/\s/.test(value)) return { message: `${seen} holds white space, and matches no request`, fix: 'write a host name' };
  if (/^[^:]+:\d+$/.test(value)) {
    const wildcard = bare.includes('*') ? wildcardProblem(bare, seen, cluster) : undefined;
    // every release cuts the port off the hosts of a route as off those of a request
    return wildcard ?? { message: `${seen} has a port, which is dropped: it matches every port`, fix, severity: 'warning' };
  }
  if (value.includes('*')) return wildcardProblem(value, seen, cluster);
  if (value !== value.toLowerCase()) {
    return { message: `${seen} has upper-case letters, is compared as it stands, and clients send lower case`, fix, severity: 'warning' };
  }
  return undefined;
}

function wildcardProblem(value: string, seen: string, cluster: Cluster): Omit<Problem, 'path'> | undefined {
  if (value !== '*' && !/^\*(\.[^*.]+)+$/.test(value)) {
    return {
      message: `${seen} has a wildcard that is not its whole first label, and matches no request`,
      fix: 'write "*.example.com" or "*"',
    };
  }
  if (!atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.wildcards)) {
    return {
      message: `${seen} is taken literally by an HTTP add-on before 0.12, and the cluster runs ${cluster.httpAddOn}`,
      fix: 'write every host by its name, or declare httpAddOn 0.12',
    };
  }
  return value === '*' ? crashes(seen, cluster) : undefined;
}

/** An add-on of 0.12 before its second patch lets a catch-all take the probes of its own pods. */
function crashes(seen: string, cluster: Cluster): Omit<Problem, 'path'> | undefined {
  if (!hasDefect(advisoryOf(hostMissing.id)!, releaseOn(cluster, 'httpAddOn'))) return undefined;
  return {
    message: `${seen} takes every request, with HTTP add-on 0.12.0 and 0.12.1 also the probes of the interceptor, which then never gets ready`,
    fix: 'write the hosts by name, or run 0.12.2',
    severity: 'warning',
  };
}

export const hostMissing: Rule = {
  id: 'http-add-on/host-missing',
  severity: 'error',
  title: 'A route names its hosts, and says so where it takes every host',
  rationale: 'A route without hosts matches no request, or every request, depending on the release.',
  link: `${ISSUES}/1447`,
  kinds: [HTTP_SCALED_OBJECT],
  check({ spec }, { cluster, report }) {
    const { host, hosts, pathPrefixes, headers } = mapOf(spec);
    if (host !== undefined || typeof hosts === 'string' || listOf(hosts).length > 0) return;
    const path = 'spec.hosts';
    const fix = 'write hosts: [app.example.com]';
    const crash = crashes('a route without hosts', cluster);
    if (!atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.noHosts)) {
      report({ path, message: `hosts is missing, and HTTP add-on ${cluster.httpAddOn} answers every request with 404`, fix });
    } else if (crash) {
      report({ path, ...crash, fix });
    } else if (listOf(pathPrefixes).length + listOf(headers).length === 0) {
      report({
        path,
        message: 'hosts is missing: the route takes every request of the cluster that no other route takes',
        fix: `${fix}, or hosts: ["*"] where that is meant`,
        severity: 'warning',
      });
    }
  },
};
