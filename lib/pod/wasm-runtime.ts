/** What a Wasm runtime is called on the cluster and what its images expect. */
export interface WasmRuntimeProps {
  /** Name of the RuntimeClass that pods name in `runtimeClassName`. */
  readonly runtimeClassName: string;

  /**
   * Handler of the RuntimeClass: the name under which containerd's configuration knows the shim.
   *
   * @default - the runtimeClassName
   */
  readonly handler?: string;

  /**
   * containerd's runtime type, such as `io.containerd.spin.v2`.
   *
   * @default io.containerd.<handler>.v1
   */
  readonly runtimeType?: string;

  /**
   * Port that apps of this runtime listen on when they are not told otherwise.
   *
   * @default - none, the app decides: pass `port` to the app
   */
  readonly port?: number;

  /**
   * Command that is written when the app names none. Images whose only content is a Wasm module carry no entrypoint, and a
   * container without one is refused by the kubelet.
   *
   * @default - none, the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Environment variable by which the runtime takes its listen address as `0.0.0.0:<port>`.
   *
   * @default - none, the runtime listens on its fixed port or the app decides
   */
  readonly listenAddressVariable?: string;

  /**
   * Whether the runtime writes into the root of the container's filesystem, which only root may. Its pods are then not told to run as
   * another user, and meet the Baseline instead of the Restricted Pod Security Standard.
   *
   * @default false
   */
  readonly needsRoot?: boolean;
}

/**
 * A Wasm runtime of containerd, and the RuntimeClass that selects it.
 *
 * The RuntimeClass names are those of the runtimes' own deployment files; a cluster is free to use others:
 * `WasmRuntime.SLIGHT.withRuntimeClassName('wasmtime-slight-v1')`.
 */
export class WasmRuntime {
  /**
   * Spin, by containerd-shim-spin. The shim writes /spin.json, /.cache and /.spin, so that it cannot run as another user than root. Spin
   * listens on port 80 by default, which takes a capability that is dropped here: it is told to listen on 8080.
   *
   * @see https://github.com/spinframework/containerd-shim-spin
   */
  public static readonly SPIN = WasmRuntime.of({
    runtimeClassName: 'wasmtime-spin-v2',
    handler: 'spin',
    runtimeType: 'io.containerd.spin.v2',
    port: 8080,
    command: ['/'],
    listenAddressVariable: 'SPIN_HTTP_LISTEN_ADDR',
    needsRoot: true,
  });

  /**
   * SpiderLightning (slight), by the shim of deislabs/containerd-wasm-shims, archived since 2024.
   *
   * @see https://github.com/deislabs/containerd-wasm-shims
   */
  public static readonly SLIGHT = WasmRuntime.of({ runtimeClassName: 'wasmtime-slight', handler: 'slight', port: 3000, command: ['/'] });

  /**
   * Wasm Workers Server, by the shim of deislabs/containerd-wasm-shims.
   *
   * @see https://github.com/deislabs/containerd-wasm-shims
   */
  public static readonly WWS = WasmRuntime.of({ runtimeClassName: 'wasmtime-wws', handler: 'wws', port: 3000, command: ['/'] });

  /**
   * Lunatic, by the shim of deislabs/containerd-wasm-shims.
   *
   * @see https://github.com/deislabs/containerd-wasm-shims
   */
  public static readonly LUNATIC = WasmRuntime.of({ runtimeClassName: 'wasmtime-lunatic', handler: 'lunatic', port: 3000 });

  /**
   * wasmtime, by runwasi.
   *
   * @see https://github.com/containerd/runwasi
   */
  public static readonly WASMTIME = WasmRuntime.of({ runtimeClassName: 'wasmtime' });

  /**
   * WasmEdge, by runwasi.
   *
   * @see https://github.com/containerd/runwasi
   */
  public static readonly WASMEDGE = WasmRuntime.of({ runtimeClassName: 'wasmedge' });

  /**
   * Wasmer, by runwasi.
   *
   * @see https://github.com/containerd/runwasi
   */
  public static readonly WASMER = WasmRuntime.of({ runtimeClassName: 'wasmer' });

  /**
   * WebAssembly Micro Runtime, by runwasi.
   *
   * @see https://github.com/containerd/runwasi
   */
  public static readonly WAMR = WasmRuntime.of({ runtimeClassName: 'wamr' });

  /** A runtime that has no constant here. */
  public static of(props: WasmRuntimeProps): WasmRuntime {
    return new WasmRuntime(props);
  }

  /** Name of the RuntimeClass. */
  public readonly runtimeClassName: string;

  /** Handler of the RuntimeClass. */
  public readonly handler: string;

  /** containerd's runtime type. */
  public readonly runtimeType: string;

  /** Port that apps listen on by default, if the runtime has one. */
  public readonly port?: number;

  /** Command for images without an entrypoint, if they need one. */
  public readonly command?: string[];

  /** Environment variable that takes the listen address, if the runtime has one. */
  public readonly listenAddressVariable?: string;

  /** Whether the runtime writes into the root of the container's filesystem. */
  public readonly needsRoot?: boolean;

  private constructor(props: WasmRuntimeProps) {
    this.runtimeClassName = props.runtimeClassName;
    this.handler = props.handler ?? props.runtimeClassName;
    this.runtimeType = props.runtimeType ?? `io.containerd.${this.handler}.v1`;
    this.port = props.port;
    this.command = props.command;
    this.listenAddressVariable = props.listenAddressVariable;
    this.needsRoot = props.needsRoot;
  }

  /** The same runtime where the cluster calls its RuntimeClass otherwise. */
  public withRuntimeClassName(runtimeClassName: string): WasmRuntime {
    return new WasmRuntime({ ...this, runtimeClassName });
  }

  /** The same runtime where containerd's configuration calls it otherwise. */
  public withHandler(handler: string): WasmRuntime {
    return new WasmRuntime({ ...this, handler });
  }

  /**
   * What follows `containerd-shim-` in the name of the shim's binary, such as `spin-v2` of `io.containerd.spin.v2`.
   *
   * @returns undefined for a runtimeType of another form, such as a path
   * @internal
   */
  public _shimName(): string | undefined {
    const match = /^io\.containerd\.([a-z0-9-]+)\.(v\d+)$/.exec(this.runtimeType);
    return match ? `${match[1]}-${match[2]}` : undefined;
  }
}
