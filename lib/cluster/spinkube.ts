/** Limits and names of SpinKube's spin-operator that constructs and rules share. */

/** The API group of SpinApp since operator 0.4, and the one before; no release serves both. */
export const CURRENT_GROUP = 'core.spinkube.dev';
export const FORMER_GROUP = 'core.spinoperator.dev';

/** Returns the label that selects the pods of a SpinApp in an API group. */
export function appNameLabel(group: string): string {
  return `${group}/app-name`;
}

/** Maximum length of a SpinApp's name: of the pods' label `core.spinkube.dev/app.<name>.status` 63 characters may follow the slash. */
export const MAX_NAME = 52;

/** Returns whether a name is valid for a Spin variable. */
export function isSpinVariable(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

/** Returns the name that the operator passes a variable by, after SPIN_VARIABLE_. Names are case-insensitive. */
export function spinVariable(name: string): string {
  return name.toUpperCase();
}

/** Returns the memory setting of the pod that the memory of an invocation exceeds: its limit, or its request if it has no limit. */
export function exceededMemory(memory: number, limit: number | undefined, request: number | undefined): 'limits' | 'requests' | undefined {
  const bound = limit ?? request;
  if (bound === undefined || !(memory > bound)) return undefined;
  return limit === undefined ? 'requests' : 'limits';
}

/** The least memory of an invocation: a page of Wasm memory, in bytes. */
export const MIN_INVOCATION_MEMORY = 64 * 1024;

/** The volume of the runtime configuration that the operator adds to every pod, its key in the Secret, and the path where it mounts it. */
export const CONFIG_VOLUME = 'spin-runtime-config';
export const CONFIG_KEY = 'runtime-config.toml';
export const CONFIG_PATH = `/${CONFIG_KEY}`;

/** The volume of the CA certificates that the operator adds where the executor has some, its key in the Secret, and its path. */
export const CA_VOLUME = 'spin-ca';
export const CA_KEY = 'ca-certificates.crt';
export const CA_PATH = `/etc/ssl/certs/${CA_KEY}`;

/** The executor of SpinKube's default installation, and its RuntimeClass. */
export const DEFAULT_EXECUTOR = 'containerd-shim-spin';
export const DEFAULT_EXECUTOR_CLASS = 'wasmtime-spin-v2';
