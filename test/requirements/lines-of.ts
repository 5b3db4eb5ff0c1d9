/** The requirements of manifests as lines, for tables of cases. */
import { parseAllDocuments } from 'yaml';
import { requirementsOf } from '../../lib/requirements/collect';
import { range, reasons, subject } from '../../lib/requirements/report';
import { type Requirement, RequirementKind } from '../../lib/requirements/requirement';
import type { Manifest } from '../../lib/rules/manifest';
import { clusterOf } from '../rules/corpus';

export function manifestsOf(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).map((document) => document.toJS());
}

export function requirements(yaml: string, declared: { [component: string]: string } = {}): Requirement[] {
  return requirementsOf(manifestsOf(yaml), clusterOf(declared));
}

/** Returns lines such as `component KEDA 2.21, 2.17 or newer: fallback.behavior in ScaledObject worker`, without the CRDs. */
export function linesOf(yaml: string, declared: { [component: string]: string } = {}): string[] {
  return requirements(yaml, declared)
    .filter(({ kind }) => kind !== RequirementKind.CRD)
    .map((requirement) => {
      const releases = range(requirement);
      const why = reasons(requirement);
      return `${requirement.kind} ${subject(requirement)}${releases ? `, ${releases}` : ''}${why ? `: ${why}` : ''}`;
    });
}
