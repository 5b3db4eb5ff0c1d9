import { type ApiObject, App, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IGitOps } from '../cluster/git-ops';
import { fail } from '../core/errors';
import { checkFlux, type FluxOptions, writeFlux } from './flux';
import { orderByWaves } from './sync-waves';

/** A difference between a manifest and its object that is no drift, in the form of an Argo CD Application's `spec.ignoreDifferences`. */
export interface IgnoredDifference {
  /** API group, empty for the core group. */
  readonly group: string;
  /** Kind. */
  readonly kind: string;
  /** JSON pointers to the fields. */
  readonly jsonPointers: string[];
}

/**
 * The tool that brings the manifests from a repository to the cluster, and how it is told the order that the dependencies give.
 */
export class GitOps implements IGitOps {
  /**
   * Argo CD: every object that this library makes gets a sync wave, derived from the dependencies between the objects, so that the two cannot disagree. What may not become
   * healthy while nothing asks for it, such as an Ingress without an address, a paused ScaledObject or a SpinApp at zero replicas, comes in the last wave, for whose health Argo CD does not
   * wait: a sync cannot hang on it.
   *
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  public static argoCd(): GitOps {
    return new GitOps(true);
  }

  /**
   * Flux: files beside the manifests with a Kustomization for each chart, ordered by the dependencies between the charts. Within a chart Flux has an order of its own.
   *
   * @throws for an app whose charts have no file each, and for a SpinExecutor in the chart of its apps, which Flux would validate before it applies the executor
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
   */
  public static flux(options: FluxOptions = {}): GitOps {
    return new GitOps(false, options);
  }

  /**
   * What scalers and controllers write on the objects of this library, as data for an Argo CD Application:
   * `spec: { ignoreDifferences: GitOps.ignoreDifferences() }`.
   *
   * The manifests of scaled apps have no replicas, so that a sync does not reset them; Argo CD still shows the field as drift where it once was in the manifest, or where a user has
   * added it.
   */
  public static ignoreDifferences(): IgnoredDifference[] {
    return [
      // KEDA and the autoscaler that it makes
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
      // the creator and the last modifier, which Knative's webhook writes
      {
        group: 'serving.knative.dev',
        kind: 'Service',
        jsonPointers: ['/metadata/annotations/serving.knative.dev~1creator', '/metadata/annotations/serving.knative.dev~1lastModifier'],
      },
    ];
  }

  private constructor(
    private readonly ordersByWaves: boolean,
    private readonly fluxOptions?: FluxOptions,
  ) {}

  /**
   * Begins when the platform is declared.
   *
   * @internal
   */
  public _start(scope: IConstruct): void {
    if (this.fluxOptions === undefined) return;
    checkFlux(scope, this.fluxOptions);
    if (App.of(scope).yamlOutputType !== YamlOutputType.FILE_PER_CHART)
      fail(scope, 'gitOps Flux has a Kustomization for each chart: leave yamlOutputType of the App at FILE_PER_CHART');
    writeFlux(scope, this.fluxOptions, this);
  }

  /**
   * Adds an object to those that are ordered.
   *
   * @internal
   */
  public _order(object: ApiObject): void {
    if (this.ordersByWaves) orderByWaves(object);
  }

  /**
   * Refuses two objects of one chart that the tool would not apply one after the other.
   *
   * @internal
   */
  public _checkOrder(first: ApiObject, second: ApiObject): void {
    if (this.fluxOptions !== undefined) refuseOneChart(first, second);
  }
}

/**
 * Flux lets the API server validate everything of a Kustomization before it applies the first object, and applies custom resources by kind: SpinApp before SpinAppExecutor. The
 * operator's webhook refuses a SpinApp whose executor is not there.
 *
 * @see https://github.com/fluxcd/pkg/blob/main/ssa/manager_apply.go
 */
function refuseOneChart(first: ApiObject, second: ApiObject): void {
  if (first.kind !== 'SpinAppExecutor' || second.kind !== 'SpinApp') return;
  fail(
    second,
    `SpinAppExecutor ${first.name} is in the chart of SpinApp ${second.name}, and Flux has the app validated before it applies the executor: ` +
      'make the SpinExecutor in another chart of the namespace, and let this chart depend on it with chart.addDependency()',
  );
}
