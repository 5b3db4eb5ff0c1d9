import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import type { Finding } from '../rules/finding';
import { oneScaler } from '../rules/keda/one-scaler';
import { duplicateObject } from '../rules/kubernetes/duplicate-object';
import { notRendered } from '../rules/kubernetes/not-rendered';
import { kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import type { Rule } from '../rules/rule';
import { mapOf, show } from '../rules/values';
import type { Position, Source } from './read';
import { changed } from './render';
import type { ObjectSet } from './sets';
import { inNamespace } from './transform';

/** A finding with its position in a file. */
export interface Located extends Finding {
  readonly position: Position;
}

/** How sets are checked. */
export interface CheckOptions {
  readonly rules: readonly Rule[];
  /** The namespace of objects that name none. */
  readonly namespace?: string;
  /** Whether what is missing may be elsewhere in every case. */
  readonly isPartial?: boolean;
}

/**
 * Checks each set on its own. What several sets find at the same place is one finding, such as an error of a base under two overlays; what
 * is not rendered yet is said once per file. The findings come file by file.
 */
export function checkSets(sets: readonly ObjectSet[], cluster: Cluster, { rules, namespace, isPartial }: CheckOptions): Located[] {
  const found: Located[] = [];
  const seen = new Set<string>();
  const unrendered = new Set<string>();
  for (const set of sets) {
    const sources =
      namespace === undefined ? set.sources : set.sources.map((each) => changed(each, inNamespace(each.manifest, namespace, false)));
    const own = new Set<string>();
    const manifests = sources.map(({ manifest }) => manifest);
    for (const finding of check(manifests, cluster, rules)) {
      if (finding.absent && (isPartial || set.isPartial)) continue;
      const position = sources[finding.index].position(finding.path);
      if (finding.rule === notRendered.id) {
        if (unrendered.has(position.file)) continue;
        unrendered.add(position.file);
      }
      const place = `${finding.rule} ${position.file}:${position.line}:${position.column} ${finding.path}`;
      if (seen.has(place)) continue;
      if (sets.length > 1) own.add(place);
      found.push({ ...finding, position, severity: set.isLoose && isVariant(finding, sources) ? 'warning' : finding.severity });
    }
    for (const place of own) seen.add(place);
  }
  return sets.length > 1 ? byFile(found) : found;
}

/** What an object shares with the one that a rule compares it with: its identity, or the target that both scale. */
const SHARED: { readonly [rule: string]: (manifest: Manifest) => string } = {
  [duplicateObject.id]: (manifest) => `${kindOf(manifest)} ${namespaceOf(manifest)} ${manifest.metadata.name}`,
  [oneScaler.id]: ({ spec }) => show(mapOf(mapOf(spec).scaleTargetRef).name),
};

/** Whether what an object clashes with is in another file only, which may be a variant of it: one or the other is applied. */
function isVariant({ rule, index }: Finding, sources: readonly Source[]): boolean {
  const shared = SHARED[rule];
  if (!shared) return false;
  const own = sources[index];
  return !sources.some((other) => other !== own && other.file === own.file && shared(other.manifest) === shared(own.manifest));
}

function byFile(findings: readonly Located[]): Located[] {
  const files = new Map<string, Located[]>();
  for (const finding of findings) {
    const { file } = finding.position;
    const group = files.get(file);
    if (group) group.push(finding);
    else files.set(file, [finding]);
  }
  return [...files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => group);
}
