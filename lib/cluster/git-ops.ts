import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The tool that brings the manifests from a repository to the cluster: `GitOps.argoCd()` or `GitOps.flux()`. */
export interface IGitOps {
  /**
   * Called when the platform is declared.
   *
   * @internal
   */
  _start(scope: IConstruct): void;

  /**
   * Called for every object that this library makes.
   *
   * @internal
   */
  _order(object: ApiObject): void;

  /**
   * Called where one object must come before another of its chart.
   *
   * @internal
   */
  _checkOrder(first: ApiObject, second: ApiObject): void;
}
