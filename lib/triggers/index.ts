export { MetricType } from './metric-type';
export * from './scalers';
export type { TriggerOptions } from './trigger-options';
export { Trigger } from './trigger';
export type { ITriggerAuth } from './trigger-auth-reference';
