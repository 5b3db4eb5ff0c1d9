import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A GitOps tool that applies the manifests to the cluster: `GitOps.argoCd()` or `GitOps.flux()`. */
export interface IGitOps {
  /**
   * Called when a platform with this tool is declared.
   *
   * @internal
   */
  _start(scope: IConstruct): void;

  /**
   * Called for every object that this library creates.
   *
   * @internal
   */
  _order(object: ApiObject): void;

  /**
   * Called when an object must be applied before another one of the same chart.
   *
   * @internal
   */
  _checkOrder(first: ApiObject, second: ApiObject): void;
}
