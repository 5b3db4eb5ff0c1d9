/**
 * How the target of a trigger is meant.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export enum MetricType {
  /** Per replica: the metric is divided by the number of replicas. */
  AVERAGE_VALUE = 'AverageValue',
  /** For all replicas together. */
  VALUE = 'Value',
  /** Percent of what the pods request. Only cpu and memory have it. */
  UTILIZATION = 'Utilization',
}
