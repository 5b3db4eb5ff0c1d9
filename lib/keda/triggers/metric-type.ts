/**
 * Type by which the target of a trigger is compared with its metric.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export enum MetricType {
  /** Average per replica: the metric is divided by the number of replicas. */
  AVERAGE_VALUE = 'AverageValue',
  /** Total of all replicas. */
  VALUE = 'Value',
  /** Percentage of the resource requests of the pods. Only for cpu and memory. */
  UTILIZATION = 'Utilization',
}
