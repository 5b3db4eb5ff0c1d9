/** Facts about a Wasm runtime that rules depend on. */
export interface KnownRuntime {
  /** Default port. */
  readonly port?: number;
  /** Whether images contain only the module, without an entrypoint, so that the container needs a command. */
  readonly needsCommand?: boolean;
}

/** The Wasm runtimes with a containerd shim, by handler without version: `spin` for spin, spin-v2, wasmtime-spin and wasmtime-spin-v2. */
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
