import type { Cluster } from './cluster';
import type { Finding } from './finding';
import type { Manifest } from './manifest';
import { Manifests } from './manifests';
import { RULES } from './registry';
import type { Context, Problem, Rule } from './rule';
import { silenced } from './silence';
import { asStored } from './stored';

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
      concerned = rules.filter(({ kinds }) => kinds.includes(kind) || kinds.includes('*'));
      rulesOfKind.set(kind, concerned);
    }
    for (rule of concerned) rule.check(object, context);
    if (found.length === 0) continue;
    for (const finding of found) if (!silenced(object, finding.rule) && !isCoveredByUpstreamRule(finding, found)) findings.push(finding);
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

function toFinding(rule: Rule, problem: Problem, object: Manifest, index: number): Finding {
  const { apiVersion, kind, metadata } = object;
  return {
    rule: rule.id,
    severity: problem.severity ?? rule.severity,
    object: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name },
    index,
    path: problem.path,
    message: problem.message,
    fix: problem.fix,
    link: rule.link,
  };
}
