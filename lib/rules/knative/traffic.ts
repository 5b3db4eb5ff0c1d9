import { isDns1035Label } from '../../core/dns-names';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, show } from '../values';
import { ROUTE, SERVICE, SERVING } from './template';

const PATH = 'spec.traffic';

export const traffic: Rule = {
  id: 'knative/traffic',
  severity: 'error',
  title: 'Traffic sums to 100, its tags are distinct, each target is one revision or the latest',
  rationale: 'The Route controller splits all requests among the targets, in percent.',
  link: `${SERVING}/serving/v1/route_validation.go`,
  kinds: [SERVICE, ROUTE],
  check({ kind, spec }, { report }) {
    const targets = elements(spec?.traffic, PATH);
    // a Service without traffic sends all to its latest revision, a Route has none of its own
    if (targets.length === 0 && (kind === 'Service' || (spec?.traffic !== undefined && !Array.isArray(spec.traffic)))) return;
    const percents = targets.map(([target]) => target?.percent ?? 0);
    if (percents.every((percent) => typeof percent === 'number')) {
      const sum = percents.reduce((total, percent) => total + percent, 0);
      if (sum !== 100) report({ path: PATH, message: `the percents sum to ${sum}, not 100`, fix: 'correct the percents' });
    }
    const tags = new Set<string>();
    for (const [target, path] of targets) {
      if (target === null || typeof target !== 'object') continue;
      ofTarget(target, path, kind, report);
      ofTag(target.tag, `${path}.tag`, tags, report);
    }
  },
};

function ofTarget(target: Value, path: string, kind: string, report: Report): void {
  const { configurationName, latestRevision, percent, revisionName } = target;
  if (typeof percent === 'number' && (percent < 0 || percent > 100)) {
    report({ path: `${path}.percent`, message: `percent (${percent}) is not from 0 to 100`, fix: 'correct it' });
  }
  if (typeof latestRevision === 'boolean' && latestRevision === Boolean(revisionName)) {
    const message = latestRevision
      ? `latestRevision (true) stands beside revisionName (${show(revisionName)})`
      : 'latestRevision (false) has no revisionName';
    report({
      path: `${path}.latestRevision`,
      message,
      fix: latestRevision ? 'leave one of the two out' : 'name the revision, or leave it out',
    });
  }
  if (kind === 'Service' && configurationName) {
    const message = `configurationName (${show(configurationName)}) is refused in a Service, whose configuration is its own`;
    report({ path: `${path}.configurationName`, message, fix: 'leave it out' });
  } else if (revisionName && configurationName) {
    report({ path: `${path}.configurationName`, message: 'configurationName stands beside revisionName', fix: 'leave one of the two out' });
  } else if (kind === 'Route' && !revisionName && !configurationName) {
    report({ path, message: 'the target names no configuration and no revision', fix: 'add configurationName' });
  }
  if (isText(target.url))
    report({ path: `${path}.url`, message: `url (${show(target.url)}) is written by Knative, and refused here`, fix: 'leave it out' });
}

function ofTag(tag: Value, path: string, seen: Set<string>, report: Report): void {
  if (!isText(tag)) return;
  if (!isDns1035Label(tag))
    report({ path, message: `tag (${show(tag)}) is not a DNS-1035 label`, fix: 'write lower case letters, digits and "-"' });
  if (seen.has(tag)) report({ path, message: `tag (${show(tag)}) stands twice`, fix: 'rename one of them' });
  seen.add(tag);
}

function isText(value: Value): value is string {
  return typeof value === 'string' && value !== '';
}
