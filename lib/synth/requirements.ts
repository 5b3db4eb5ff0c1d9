import type { IConstruct } from 'constructs';
import type { Requirement } from '../requirements/requirement';
import type { Cluster } from '../rules/cluster';
import type { Manifest } from '../rules/manifest';

/** What is needed of one cluster: that of one declaration of a Platform. */
export interface ClusterRequirements {
  /** Declared minor versions by component, such as `keda`. */
  readonly versions: { readonly [component: string]: string };

  /** What is needed, in the order in which a cluster is made ready. */
  readonly requirements: Requirement[];
}

/**
 * What the cluster must have for an app to work: operators with their oldest versions, kinds, settings, runtimes on nodes, and the objects that the app names and does
 * not bring itself. It reads the manifests as they are written, so that it knows of patches and of objects that other libraries made.
 *
 * ```ts
 * console.log(Requirements.of(app).toText());
 * ```
 */
export class Requirements {
  /**
   * Collects the requirements of everything below a construct: an app, or a chart that is applied alone.
   *
   * The objects are rendered. The time it takes grows with their number.
   */
  public static of(scope: IConstruct): Requirements {
    const { byPlatform } = require('./by-platform') as typeof import('./by-platform');
    const clusters = new Map<string, Declared>();
    for (const [platform, { manifests }] of byPlatform(scope)) {
      // the same declaration twice is the same cluster
      const key = JSON.stringify(platform);
      const declared = clusters.get(key) ?? { cluster: platform, manifests: [] };
      clusters.set(key, declared);
      for (const manifest of manifests) declared.manifests.push(manifest);
    }
    return new Requirements([...clusters.values()]);
  }

  /**
   * Those of plain manifests.
   *
   * @internal
   */
  public static _of(manifests: readonly Manifest[], cluster: Cluster): Requirements {
    return new Requirements([{ cluster, manifests: [...manifests] }]);
  }

  /** What is needed of each cluster; an app whose charts declare no platform of their own has one. */
  public readonly clusters: ClusterRequirements[];

  /** What is needed of all of them. */
  public readonly all: Requirement[];

  private readonly declared: readonly Cluster[];

  private constructor(declared: readonly Declared[]) {
    const { requirementsOf } = require('../requirements/collect') as typeof import('../requirements/collect');
    const { versionsOf } = require('../requirements/report') as typeof import('../requirements/report');
    this.declared = declared.map(({ cluster }) => cluster);
    this.clusters = declared.map(({ cluster, manifests }) => ({
      versions: versionsOf(cluster),
      requirements: requirementsOf(manifests, cluster),
    }));
    this.all = this.clusters.flatMap(({ requirements }) => requirements);
  }

  /** For readers at a terminal: each requirement with the objects that need it and the commands that install it. */
  public toText(): string {
    return (require('../requirements/text') as typeof import('../requirements/text')).text(this.reports());
  }

  /** For a page: tables, and the commands in one block. */
  public toMarkdown(): string {
    return (require('../requirements/markdown') as typeof import('../requirements/markdown')).markdown(this.reports());
  }

  /** For programs: plain data, `{ clusters: [{ versions, requirements }] }`. */
  // biome-ignore lint/suspicious/noExplicitAny: as ApiObject.toJson()
  public toJson(): any {
    return { clusters: this.clusters };
  }

  private reports() {
    return this.clusters.map(({ requirements }, index) => ({ cluster: this.declared[index], requirements }));
  }
}

interface Declared {
  readonly cluster: Cluster;
  readonly manifests: Manifest[];
}
