import type { Cluster } from './cluster';
import type { Finding } from './finding';
import { kindOf, type Manifest } from './manifest';
import { Manifests } from './manifests';
import { RULES } from './registry';
import type { Problem, Rule } from './rule';
import { silenced } from './silence';

/** Everything the rules say of objects that are applied together, in the order of the objects. */
export function check(objects: readonly Manifest[], cluster: Cluster, rules: readonly Rule[] = RULES): Finding[] {
  return checkEach(new Manifests(objects), cluster, rules);
}

/** The same of objects that stand among others. */
export function checkEach(manifests: Manifests, cluster: Cluster, rules: readonly Rule[] = RULES): Finding[] {
  const context = { manifests, cluster };
  const byKind = new Map<string, Rule[]>();
  const findings: Finding[] = [];
  manifests.all.forEach((object, index) => {
    const kind = kindOf(object);
    let concerned = byKind.get(kind);
    if (!concerned) {
      concerned = rules.filter(({ kinds }) => kinds.includes(kind) || kinds.includes('*'));
      byKind.set(kind, concerned);
    }
    const ofObject: Finding[] = [];
    for (const rule of concerned) {
      for (const problem of rule.check(object, context)) ofObject.push(toFinding(rule, problem, object, index));
    }
    if (ofObject.length === 0) return;
    // what is silenced still keeps the schema from saying the same
    findings.push(...ofObject.filter((finding) => !silenced(object, finding.rule) && !saidBetter(finding, ofObject)));
  });
  return findings;
}

/** Whether a finding of the schema repeats what a rule of an upstream says of the same field in better words. */
function saidBetter(finding: Finding, others: readonly Finding[]): boolean {
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
