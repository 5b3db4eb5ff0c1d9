/** Numbers and names of SpinKube's operator that the constructs and the rules both hold a manifest against. */

/** The group that serves SpinApp since operator 0.4, and the one before: no release serves both. */
export const CURRENT_GROUP = 'core.spinkube.dev';
export const FORMER_GROUP = 'core.spinoperator.dev';

/** The label by which the pods of a SpinApp are selected, of an operator of that group. */
export function appNameLabel(group: string): string {
  return `${group}/app-name`;
}

/** Longest name of a SpinApp: the operator labels pods `core.spinkube.dev/app.<name>.status`, and the part behind the slash may have 63. */
export const MAX_NAME = 52;

/** Whether Spin can have a variable of that name. */
export function isSpinVariable(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

/** The name under which the operator passes a variable on, behind SPIN_VARIABLE_: names that differ in case alone are one variable. */
export function spinVariable(name: string): string {
  return name.toUpperCase();
}

/** The memory of the pod that an invocation's memory exceeds: its limit, or its request where it has no limit. */
export function exceededMemory(memory: number, limit: number | undefined, request: number | undefined): 'limits' | 'requests' | undefined {
  const bound = limit ?? request;
  if (bound === undefined || !(memory > bound)) return undefined;
  return limit === undefined ? 'requests' : 'limits';
}

/** Types of trigger that the shim runs (containerd-shim-spin v0.24, src/trigger.rs); others are plugins of the Spin CLI. */
export const SHIM_TRIGGERS: readonly string[] = ['http', 'redis', 'mqtt', 'sqs', 'command'];

/** The executor that SpinKube's own installation makes, and the RuntimeClass that it names. */
export const DEFAULT_EXECUTOR = 'containerd-shim-spin';
export const DEFAULT_EXECUTOR_CLASS = 'wasmtime-spin-v2';
