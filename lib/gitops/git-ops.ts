import { type ApiObject, App, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IGitOps } from '../cluster/git-ops';
import { fail } from '../core/errors';
import { checkFlux, type FluxOptions, writeFlux } from './flux';
import { orderByWaves } from './sync-waves';

/** An expected difference between a manifest and its object, as an entry of an Argo CD Application's `spec.ignoreDifferences`. */
export interface IgnoredDifference {
  /** API group, empty for the core group. */
  readonly group: string;
  /** Kind. */
  readonly kind: string;
  /** JSON pointers to the fields. */
  readonly jsonPointers: string[];
}

/**
 * A GitOps tool that applies the manifests, and to which the order of the objects is passed on.
 *
 * @example
 * Platform.target(app, { gitOps: GitOps.flux({ sourceName: 'fleet', path: './dist' }) });
 */
export class GitOps implements IGitOps {
  /**
   * Argo CD: every object of this library gets a sync wave, derived from the dependencies between the objects. Objects that may
   * stay unhealthy, such as an Ingress without an address, a paused ScaledObject or a SpinApp at zero replicas, are in the last
   * wave. Argo CD does not wait for the health of that wave, so they cannot block a sync.
   *
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  public static argoCd(): GitOps {
    return new GitOps(true);
  }

  /**
   * Flux: writes a Kustomization for each chart, ordered by the dependencies between the charts. Flux orders the objects within a
   * chart itself.
   *
   * @throws for an app that does not write one file per chart, and for a SpinExecutor in the chart of its apps, which Flux
   * validates before it applies the executor
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
   */
  public static flux(options: FluxOptions = {}): GitOps {
    return new GitOps(false, options);
  }

  /**
   * Returns the fields that autoscalers and controllers write on the objects of this library, for an Argo CD Application:
   * `spec: { ignoreDifferences: GitOps.ignoreDifferences() }`.
   *
   * The manifests of scaled apps have no replicas, so a sync does not reset them; Argo CD still reports drift of the field if it
   * was in the manifest before, or if a user has added it.
   */
  public static ignoreDifferences(): IgnoredDifference[] {
    return [
      // written by KEDA and the Horizontal Pod Autoscaler that it creates
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
      // written by Knative's webhook
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
   * Validates the options and adds the output files, when the platform is declared.
   *
   * @internal
   */
  public _start(scope: IConstruct): void {
    if (this.fluxOptions === undefined) return;
    checkFlux(scope, this.fluxOptions);
    if (App.of(scope).yamlOutputType !== YamlOutputType.FILE_PER_CHART)
      fail(scope, 'gitOps Flux needs a file per chart: leave yamlOutputType of the App at FILE_PER_CHART');
    writeFlux(scope, this.fluxOptions, this);
  }

  /**
   * Orders an object after its dependencies.
   *
   * @internal
   */
  public _order(object: ApiObject): void {
    if (this.ordersByWaves) orderByWaves(object);
  }

  /**
   * Fails for two objects of one chart that the tool does not apply in this order.
   *
   * @internal
   */
  public _checkOrder(first: ApiObject, second: ApiObject): void {
    if (this.fluxOptions !== undefined) checkCharts(first, second);
  }
}

/**
 * Fails for a SpinAppExecutor in the chart of its SpinApp. Flux validates all objects of a Kustomization before it applies the
 * first one, and applies custom resources by kind, SpinApp before SpinAppExecutor; the operator's webhook rejects a SpinApp whose
 * executor does not exist.
 *
 * @see https://github.com/fluxcd/pkg/blob/main/ssa/manager_apply.go
 */
function checkCharts(first: ApiObject, second: ApiObject): void {
  if (first.kind !== 'SpinAppExecutor' || second.kind !== 'SpinApp') return;
  fail(
    second,
    `SpinAppExecutor ${first.name} is in the chart of SpinApp ${second.name}, which Flux validates before it applies the executor: ` +
      'create the SpinExecutor in another chart of the namespace, and make this chart depend on it with chart.addDependency()',
  );
}
