import { SINCE } from './releases';

/**
 * Trigger types that the shim runs, with the first release where it is younger than the oldest supported one; others are plugins of the
 * Spin CLI.
 *
 * @see https://github.com/spinframework/containerd-shim-spin/blob/v0.24.0/containerd-shim-spin/src/trigger.rs
 */
export const SHIM_TRIGGERS: { readonly [type: string]: { readonly since?: string } } = {
  http: {},
  redis: {},
  mqtt: { since: SINCE.spinShim.mqtt },
  sqs: {},
  command: {},
};
