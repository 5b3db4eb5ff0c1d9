import { advisoryOf, affected, hasDefect } from '../../cluster/advisories';
import { SUPPORTED } from '../../cluster/supported-versions';
import { derived } from '../../core/derived';
import { type Cluster, releaseOn } from '../cluster';
import type { Severity } from '../finding';
import type { Manifest } from '../manifest';
import type { Context, Rule } from '../rule';

/** A field by which a manifest meets a defect. */
export interface Place {
  readonly path: string;
  /** The value seen there: `minReplicaCount (0) stands beside a fallback`. */
  readonly seen: string;
}

/** A rule for the manifests that meet a known defect. */
interface Meeting {
  readonly kinds: readonly string[];
  /** Error where the object never works with an affected release; a warning otherwise. */
  readonly severity?: Severity;
  /** Why the API server accepts what never works. */
  readonly accepted?: string;
  /** The places of an object that meet the defect. */
  places(object: Manifest, context: Context): Iterable<Place>;
}

/** Returns the rule that reports manifests which meet a known defect of the declared release. */
export function advisoryRule(id: string, { kinds, severity = 'warning', accepted, places }: Meeting): Rule {
  const advisory = advisoryOf(id)!;
  const { component, title, effect, remedy, link, fixed } = advisory;
  const project = SUPPORTED[component].title;
  const defectOf = derived((cluster: Cluster) => hasDefect(advisory, releaseOn(cluster, component)));
  return {
    id,
    severity,
    title: `${title}: ${affected(advisory)}`,
    rationale: `In ${affected(advisory)}, ${effect}`,
    link,
    accepted,
    kinds,
    check(object, context) {
      const meets = defectOf(context.cluster);
      if (!meets) return;
      const release = releaseOn(context.cluster, component);
      const declared = meets === 'maybe' ? `the platform declares ${release} without a patch` : `the cluster runs ${release}`;
      for (const { path, seen } of places(object, context)) {
        context.report({
          path,
          message: `${seen}: ${effect} (${affected(advisory)}; ${declared})`,
          fix: fixed === undefined ? remedy : `${remedy}, or run ${project} ${fixed}`,
          severity: meets === 'maybe' ? 'warning' : undefined,
        });
      }
    },
  };
}
