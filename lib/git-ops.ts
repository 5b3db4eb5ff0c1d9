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
 * The tool that brings the manifests from a repository to the cluster, where it has to be told the order.
 *
 * Flux takes no order from the objects, and needs nothing here.
 */
export class GitOps {
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
    /**
     * Whether objects are ordered by sync waves.
     *
     * @internal
     */
    public readonly _ordersByWaves: boolean,
  ) {}
}
