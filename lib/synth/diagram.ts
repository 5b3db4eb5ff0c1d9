import type { IConstruct } from 'constructs';
import type { Applied } from '../diagram/collect';
import type { Graph } from '../diagram/graph';

/**
 * A diagram of an app: who talks to whom, and who scales whom, from the clients to the stores, with namespaces as groups. What the
 * objects refer to without creating it, and what does not work, is dashed. It is drawn from the rendered manifests, including patches and
 * the objects of other libraries.
 *
 * @example
 * console.log(Diagram.of(app).toMermaid());
 */
export class Diagram {
  /**
   * Draws all objects below a construct: an app, or a chart that is applied on its own.
   *
   * It renders the objects, in time linear in their number.
   */
  public static of(scope: IConstruct): Diagram {
    const { byPlatform } = require('./by-platform') as typeof import('./by-platform');
    const rendered = [...byPlatform(scope)];
    return new Diagram(
      rendered.map(([cluster, { manifests }], index) => ({
        cluster,
        manifests,
        title: rendered.length > 1 ? `cluster ${index + 1}` : undefined,
      })),
    );
  }

  /**
   * Draws plain manifests.
   *
   * @internal
   */
  public static _of(sets: readonly Applied[]): Diagram {
    return new Diagram(sets);
  }

  private readonly graph: Graph;

  private constructor(sets: readonly Applied[]) {
    this.graph = (require('../diagram/collect') as typeof import('../diagram/collect')).graphOf(sets);
  }

  /** Renders the diagram as a flowchart of Mermaid, for Markdown on GitHub, GitLab and others. */
  public toMermaid(): string {
    return (require('../diagram/mermaid') as typeof import('../diagram/mermaid')).mermaid(this.graph);
  }

  /** Renders the diagram as an SVG image, with a title and a description for screen readers. */
  public toSvg(): string {
    return (require('../diagram/svg') as typeof import('../diagram/svg')).svg(this.graph);
  }
}
