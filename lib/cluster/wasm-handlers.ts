/** A handler of Wasm in containerd: what the rules know of its shim. */
export interface WasmHandler {
  /** Default port of the shim. */
  readonly port?: number;
  /** Whether images contain only the module, without an entrypoint, so that the container needs a command. */
  readonly needsCommand?: boolean;
}

/**
 * The containerd shims of Wasm runtimes, by handler without version: `spin` for spin, spin-v2, wasmtime-spin and wasmtime-spin-v2. Users
 * pass them as a WasmRuntime (lib/pod/wasm-runtime.ts).
 */
export const WASM_HANDLERS: { readonly [runtime: string]: WasmHandler } = {
  spin: { port: 80, needsCommand: true },
  slight: { port: 3000, needsCommand: true },
  wws: { port: 3000 },
  lunatic: { port: 3000 },
  wasmtime: { port: 8080 },
  wasmedge: {},
  wasmer: {},
  wamr: {},
};
