/** The Wasm runtimes that containerd has shims for, as handlers and RuntimeClasses name them. */

/** What is known of a runtime. */
export interface KnownRuntime {
  /** Port that it listens on when it is not told otherwise. */
  readonly port?: number;
  /** Whether images carry nothing but the module, so that the container must name a command. */
  readonly needsCommand?: boolean;
}

/** By the handler without version: `spin` for spin, spin-v2, wasmtime-spin and wasmtime-spin-v2. */
export const WASM_RUNTIMES: { readonly [runtime: string]: KnownRuntime } = {
  spin: { port: 80, needsCommand: true },
  slight: { port: 3000, needsCommand: true },
  wws: { port: 3000 },
  lunatic: { port: 3000 },
  wasmtime: {},
  wasmedge: {},
  wasmer: {},
  wamr: {},
};
