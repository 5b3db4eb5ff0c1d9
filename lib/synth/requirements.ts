import type { IConstruct } from 'constructs';
import type { Requirement } from '../requirements/requirement';
import type { Cluster } from '../rules/cluster';
import type { Manifest } from '../rules/manifest';

/** The requirements of one cluster, as declared by a Platform. */
export interface ClusterRequirements {
  /** Declared minor versions by component, such as `keda`. */
  readonly versions: { readonly [component: string]: string };

  /** The requirements, in the order of installation. */
  readonly requirements: Requirement[];
}

/**
 * The requirements of an app on its cluster: operators with their minimum versions, kinds, settings, runtimes on nodes, and objects that
 * the app refers to without creating them. They are collected from the rendered manifests, including patches and the objects of other
 * libraries.
 *
 * @example
 * console.log(Requirements.of(app).toText());
 */
export class Requirements {
  /**
   * Collects the requirements of all objects below a construct: an app, or a chart that is applied on its own.
   *
   * It renders the objects, in time linear in their number.
   */
  public static of(scope: IConstruct): Requirements {
    const { byPlatform } = require('./by-platform') as typeof import('./by-platform');
    const clusters = new Map<string, Declared>();
    for (const [platform, { manifests }] of byPlatform(scope)) {
      // equal declarations are the same cluster
      const key = JSON.stringify(platform);
      const declared = clusters.get(key) ?? { cluster: platform, manifests: [] };
      clusters.set(key, declared);
      for (const manifest of manifests) declared.manifests.push(manifest);
    }
    return new Requirements([...clusters.values()]);
  }

  /**
   * Collects the requirements of plain manifests.
   *
   * @internal
   */
  public static _of(manifests: readonly Manifest[], cluster: Cluster): Requirements {
    return new Requirements([{ cluster, manifests: [...manifests] }]);
  }

  /** Requirements by cluster; one unless charts of the app declare a platform of their own. */
  public readonly clusters: ClusterRequirements[];

  /** Requirements of all clusters. */
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

  /** Renders the requirements for a terminal, each with the objects that need it and the commands that install it. */
  public toText(): string {
    return (require('../requirements/text') as typeof import('../requirements/text')).text(this.reports());
  }

  /** Renders the requirements as Markdown: tables, and the commands in one block. */
  public toMarkdown(): string {
    return (require('../requirements/markdown') as typeof import('../requirements/markdown')).markdown(this.reports());
  }

  /** Returns the requirements as plain data, `{ clusters: [{ versions, requirements }] }`. */
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
