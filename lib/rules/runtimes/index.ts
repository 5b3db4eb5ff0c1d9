import type { Rule } from '../rule';
import { capabilities } from './capabilities';
import { resourceMetrics } from './resource-metrics';
import { runtimeClassDefined, runtimeClassHandler, scheduling } from './runtime-class';
import { shimHandler, shimName, shimOptions, shimRollout } from './shim';
import { shimSource } from './shim-source';
import { sidecarEnvironment } from './sidecar-environment';
import { command, lowPort } from './wasm-pod';

/** RuntimeClasses, Shims, and the pods that use them. */
export const RUNTIMES_RULES: readonly Rule[] = [
  runtimeClassDefined,
  runtimeClassHandler,
  scheduling,
  shimRollout,
  shimName,
  shimHandler,
  shimSource,
  shimOptions,
  resourceMetrics,
  command,
  lowPort,
  capabilities,
  sidecarEnvironment,
];
