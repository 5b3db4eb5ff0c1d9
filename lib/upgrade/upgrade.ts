import { ADVISORIES, hasDefect } from '../cluster/advisories';
import { compareVersions } from '../cluster/supported-versions';
import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import type { Finding } from '../rules/finding';
import { kindOf, type Manifest } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { silenced } from '../rules/silence';
import { CHANGES } from './changes';
import { MIGRATED } from './migrated';
import { type Leg, legsOf, minorsBetween, notesOf, titleOf, type Versions } from './order';
import type { Concern, Effect, Place, Step, UpgradeReport } from './report';

/** Returns the cluster that runs some versions of its components. */
export type ClusterOf = (versions: Versions) => Cluster;

/** The findings on a cluster by rule and place. */
type Findings = ReadonlyMap<string, Finding>;

/** Whether a rule reports a known defect of a release. */
function isDefect(rule: string, component: string, release: string): boolean {
  return ADVISORIES.some((advisory) => advisory.rule === rule && advisory.component === component && hasDefect(advisory, release));
}

/** Reports what an upgrade does to manifests, in the order of its steps. */
export function upgrade(manifests: readonly Manifest[], from: Versions, to: Versions, clusterOf: ClusterOf): UpgradeReport {
  return new Upgrade(manifests, from, to, clusterOf).report();
}

class Upgrade {
  private readonly found = new Map<string, Findings>();
  private readonly all: Manifests;
  private readonly last: Findings;

  constructor(
    private readonly manifests: readonly Manifest[],
    private readonly from: Versions,
    private readonly to: Versions,
    private readonly clusterOf: ClusterOf,
  ) {
    this.all = new Manifests(manifests);
    this.last = this.findings(to);
  }

  public report(): UpgradeReport {
    const first = this.findings(this.from);
    const current: { [component: string]: string } = { ...this.from };
    const steps = legsOf(this.from, this.to).map((leg) => {
      const step = this.step(leg, { ...current });
      current[leg.component] = step.to;
      return step;
    });
    const errorsBefore = [...first].filter(
      ([key, { severity }]) => severity === 'error' && this.last.get(key)?.severity === 'error',
    ).length;
    return { steps, errorsBefore, objects: this.manifests.length };
  }

  private step(leg: Leg, before: Versions): Step {
    const { component, from, through } = leg;
    const to = through[through.length - 1];
    const effects: Effect[][] = [[], [], [], []];
    let start = before;
    for (const release of through) {
      const end = { ...start, [component]: release };
      this.compare(component, start, end).forEach((list, index) => {
        effects[index].push(...list);
      });
      start = end;
    }
    const [breaks, warnings, defects, cures] = effects;
    const changes = this.changes(component, from, to);
    return {
      component,
      title: titleOf(component),
      from,
      to,
      through,
      notes: [...notesOf(leg), ...this.defects(component, to)],
      breaks,
      changes,
      warnings,
      defects,
      cures,
    };
  }

  /** The errors, warnings, defects and cures by which the findings of two clusters differ. */
  private compare(component: string, start: Versions, end: Versions): readonly [Effect[], Effect[], Effect[], Effect[]] {
    const before = this.findings(start);
    const after = this.findings(end);
    const breaks: Effect[] = [];
    const warnings: Effect[] = [];
    const defects: Effect[] = [];
    for (const [key, finding] of after) {
      if (before.get(key)?.severity === finding.severity) continue;
      const release = this.first(component, start, end, (findings) => findings.get(key)?.severity === finding.severity);
      const effect = this.effect(finding, release);
      if (finding.severity === 'error') breaks.push(effect);
      else (isDefect(finding.rule, component, end[component]) ? defects : warnings).push(effect);
    }
    const gone = [...before].filter(([key]) => !after.has(key));
    const cures = gone.map(([key, finding]) =>
      this.effect(
        finding,
        this.first(component, start, end, (findings) => !findings.has(key)),
      ),
    );
    return [breaks, warnings, defects, cures];
  }

  /** The first release that differs from the one before the upgrade: people look for its changelog, also where the upgrade passes over it. */
  private first(component: string, start: Versions, end: Versions, differs: (findings: Findings) => boolean): string {
    const minors = minorsBetween(start[component], end[component]).slice(0, -1);
    return minors.find((minor) => differs(this.findings({ ...start, [component]: minor }))) ?? end[component];
  }

  /** The known defects of a release that no manifest shows, where it has objects of a kind that meets them. */
  private defects(component: string, release: string): string[] {
    return ADVISORIES.filter(({ component: of, kinds, ...range }) => {
      return of === component && hasDefect(range, release) && kinds?.some((kind) => this.all.ofKind(kind).length > 0);
    }).map(({ title, remedy, link }) => `known defect: ${title}: ${remedy}: ${link}`);
  }

  private effect({ rule, object, index, path, message, fix, link }: Finding, release: string): Effect {
    return { rule, release, object, index, path, message, fix, link, migrate: MIGRATED.includes(rule) };
  }

  private changes(component: string, from: string, to: string): Concern[] {
    const passed = CHANGES.filter((change) => {
      return change.component === component && compareVersions(from, change.release) < 0 && compareVersions(to, change.release) >= 0;
    });
    const context = { manifests: this.all, cluster: this.clusterOf(this.to) };
    return passed.flatMap(({ id, release, what, remedy, link, kinds, fields }) => {
      const places: Place[] = [];
      this.manifests.forEach((object, index) => {
        if (!kinds.includes(kindOf(object)) || silenced(object, id)) return;
        for (const path of fields(object, context)) places.push({ object: referenceOf(object), index, path });
      });
      return places.length > 0 ? [{ id, release, what, remedy, link, places }] : [];
    });
  }

  /** The findings on a cluster by rule and place. */
  private findings(versions: Versions): Findings {
    const cluster = JSON.stringify(versions);
    let found = this.found.get(cluster);
    if (!found) {
      found = new Map(check(this.manifests, this.clusterOf(versions)).map((finding) => [keyOf(finding), finding]));
      this.found.set(cluster, found);
    }
    return found;
  }
}

function keyOf({ rule, index, path }: Pick<Effect, 'rule' | 'index' | 'path'>): string {
  return `${rule} ${index} ${path}`;
}

function referenceOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest) {
  return { apiVersion, kind, namespace, name };
}
