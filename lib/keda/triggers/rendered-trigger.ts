/** A trigger as rendered in a ScaledObject. */
export interface RenderedTrigger {
  /** Type of the scaler. */
  readonly type: string;
  /** Parameters of the scaler, as KEDA reads them. */
  readonly metadata: { [key: string]: string };
  /** Name by which the formula of the scaling modifiers refers to the trigger. */
  readonly name?: string;
  /** AverageValue, Value or Utilization. */
  readonly metricType?: string;
  /** Whether metrics are served from the last polling. */
  readonly useCachedMetrics?: boolean;
  /** The authentication. */
  readonly authenticationRef?: { readonly name: string; readonly kind?: string };
}
