import { shortened } from '../core/escape';
import type { Cluster } from './cluster';
import type { Finding } from './finding';
import { notRendered } from './kubernetes/not-rendered';
import { isFragment, isToolFile } from './kubernetes/served';
import type { Manifest } from './manifest';
import { Manifests } from './manifests';
import { holdsPlaceholder, isUpperCaseBlank, mayBeNamed, quotesPlaceholder } from './placeholder';
import { RULES } from './registry';
import type { Context, Problem, Rule } from './rule';
import { silenced } from './silence';
import { asStored } from './stored';
import { valueAt } from './values';

const NONE: readonly Rule[] = [];

/** Checks objects that are applied together; the findings come in the order of the objects. */
export function check(given: readonly Manifest[], cluster: Cluster, rules: readonly Rule[] = RULES): Finding[] {
  const objects = given.map((object) => asStored(object, cluster));
  const manifests = new Manifests(objects);
  const findings: Finding[] = [];
  const rulesOfKind = new Map<string, readonly Rule[]>();
  let rule: Rule;
  let found: Finding[] = [];
  let index = 0;
  const context = { manifests, cluster, report: (problem: Problem) => found.push(toFinding(rule, problem, objects[index], index)) };
  for (; index < objects.length; index++) {
    const object = objects[index];
    const kind = manifests.kinds[index];
    let concerned = rulesOfKind.get(kind);
    if (!concerned) {
      concerned = isToolFile(object) ? NONE : rules.filter(({ kinds }) => kinds.includes(kind) || kinds.includes('*'));
      rulesOfKind.set(kind, concerned);
    }
    if (isFragment(object)) continue;
    for (rule of concerned) rule.check(object, context);
    if (found.length === 0) continue;
    for (const finding of found) {
      if (silenced(object, finding.rule) || isCoveredByUpstreamRule(finding, found) || isMadeFromPlaceholder(finding, object, manifests))
        continue;
      findings.push(finding);
    }
    found = [];
  }
  return findings;
}

/** The problems that one rule reports of one object. */
export function problemsOf(rule: Rule, object: Manifest, { manifests, cluster }: Context): readonly Problem[] {
  const problems: Problem[] = [];
  rule.check(object, { manifests, cluster, report: (problem) => problems.push(problem) });
  return problems;
}

/** Whether a rule of an upstream, silenced or not, explains the same field more precisely than the schema. */
function isCoveredByUpstreamRule(finding: Finding, others: readonly Finding[]): boolean {
  return finding.rule.startsWith('schema/') && others.some(({ rule, path }) => !rule.startsWith('schema/') && path === finding.path);
}

/** Messages about what a map or list does not hold, whatever else stands in it. */
const ABSENCE = /\b(missing|required|needs|neither|has no|without)\b/;

/** Whether a finding is about a value that is not rendered yet, or about a name that such a value may turn out to be. */
function isMadeFromPlaceholder({ rule, path, message, fix, absent }: Finding, object: Manifest, manifests: Manifests): boolean {
  if (rule === notRendered.id) return false;
  if (quotesPlaceholder(message) || quotesPlaceholder(fix)) return true;
  const value = path === '' ? object.metadata.name : valueAt(object, path);
  if (isUpperCaseBlank(path, value)) return true;
  const isOfValue = typeof value === 'string' || !ABSENCE.test(message);
  return (isOfValue && holdsPlaceholder(value)) || (absent === true && mayBeNamed(manifests, value));
}

function toFinding(rule: Rule, problem: Problem, object: Manifest, index: number): Finding {
  const { apiVersion, kind, metadata } = object;
  return {
    rule: rule.id,
    severity: problem.severity ?? rule.severity,
    object: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name },
    index,
    path: problem.path,
    message: shortened(problem.message),
    fix: shortened(problem.fix),
    link: rule.link,
    ...(problem.absent && { absent: true }),
  };
}
