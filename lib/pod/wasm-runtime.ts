import { WASM_HANDLERS } from '../cluster/wasm-handlers';
import { callOf } from '../core/errors';
import { checkProps } from '../core/props';
/** Names of a Wasm runtime on the cluster, and requirements of its images. */
export interface WasmRuntimeProps {
  /** Name of the RuntimeClass. */
  readonly runtimeClassName: string;

  /**
   * Handler of the RuntimeClass: the name of the runtime in containerd's configuration.
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
   * Default port of the runtime's apps.
   *
   * @default - none: pass `port` to the app
   */
  readonly port?: number;

  /**
   * Port on which the runtime serves HTTP components if no variable says otherwise. It is the default port of an HttpScaledWasm, and not that
   * of a WasmApp, which may be a worker without a port.
   *
   * @default - none
   */
  readonly httpPort?: number;

  /**
   * Default command. Images that contain only a Wasm module have no entrypoint, and the kubelet rejects containers without entrypoint
   * and command.
   *
   * @default - none, the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Environment variable for the listen address of the runtime, `0.0.0.0:<port>`. It is written for every port but `httpPort`.
   *
   * @default - none; the runtime has a fixed port, or the app opens the port itself
   */
  readonly listenAddressVariable?: string;

  /**
   * Whether the runtime writes to the root of the container's filesystem, which only root may. Its pods then run as the image's user,
   * and meet the Baseline instead of the Restricted Pod Security Standard.
   *
   * @default false
   */
  readonly needsRoot?: boolean;
}

/**
 * A Wasm runtime of containerd, and the RuntimeClass that selects it.
 *
 * The names of the RuntimeClasses are those of the runtimes' deployment files. For a cluster with other names use
 * `WasmRuntime.SLIGHT.withRuntimeClassName('wasmtime-slight-v1')`.
 *
 * @example
 * const slight = WasmRuntime.SLIGHT.withRuntimeClassName('wasmtime-slight-v1');
 * const own = WasmRuntime.of({ runtimeClassName: 'wasm', handler: 'wasm', port: 8080 });
 */
export class WasmRuntime {
  // the handler of each has an entry in cluster/wasm-handlers.ts, which the rules read

  /**
   * Spin, by containerd-shim-spin. The shim writes /spin.json, /.cache and /.spin, so that it must run as root. Spin's default port is
   * 80, which only a privileged process may open before containerd 2: it is configured to listen on 8080.
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
  public static readonly SLIGHT = WasmRuntime.of({
    runtimeClassName: 'wasmtime-slight',
    handler: 'slight',
    port: WASM_HANDLERS.slight.port,
    command: ['/'],
  });

  /**
   * Wasm Workers Server, by the shim of deislabs/containerd-wasm-shims.
   *
   * @see https://github.com/deislabs/containerd-wasm-shims
   */
  public static readonly WWS = WasmRuntime.of({
    runtimeClassName: 'wasmtime-wws',
    handler: 'wws',
    port: WASM_HANDLERS.wws.port,
    command: ['/'],
  });

  /**
   * Lunatic, by the shim of deislabs/containerd-wasm-shims.
   *
   * @see https://github.com/deislabs/containerd-wasm-shims
   */
  public static readonly LUNATIC = WasmRuntime.of({
    runtimeClassName: 'wasmtime-lunatic',
    handler: 'lunatic',
    port: WASM_HANDLERS.lunatic.port,
  });

  /**
   * wasmtime, by runwasi. Its proxy serves components of `wasi:http` on port 8080, or where WASMTIME_HTTP_PROXY_SOCKET_ADDR says; a command of
   * WASI opens its own port.
   *
   * @see https://github.com/containerd/runwasi
   */
  public static readonly WASMTIME = WasmRuntime.of({
    runtimeClassName: 'wasmtime',
    httpPort: WASM_HANDLERS.wasmtime.port,
    listenAddressVariable: 'WASMTIME_HTTP_PROXY_SOCKET_ADDR',
  });

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

  /** Another runtime. */
  public static of(props: WasmRuntimeProps): WasmRuntime {
    checkProps(callOf('WasmRuntime.of()'), 'props', 'WasmRuntimeProps', props);
    return new WasmRuntime(props);
  }

  /** Name of the RuntimeClass. */
  public readonly runtimeClassName: string;

  /** Handler of the RuntimeClass. */
  public readonly handler: string;

  /** containerd's runtime type. */
  public readonly runtimeType: string;

  /** Default port, if any. */
  public readonly port?: number;

  /** Port on which the runtime serves HTTP components, if any. */
  public readonly httpPort?: number;

  /** Default command, if any. */
  public readonly command?: string[];

  /** Environment variable for the listen address, if any. */
  public readonly listenAddressVariable?: string;

  /** Whether the runtime writes to the root of the container's filesystem. */
  public readonly needsRoot?: boolean;

  private constructor(props: WasmRuntimeProps) {
    this.runtimeClassName = props.runtimeClassName;
    this.handler = props.handler ?? props.runtimeClassName;
    this.runtimeType = props.runtimeType ?? `io.containerd.${this.handler}.v1`;
    this.port = props.port;
    this.httpPort = props.httpPort;
    this.command = props.command;
    this.listenAddressVariable = props.listenAddressVariable;
    this.needsRoot = props.needsRoot;
  }

  /** Returns the same runtime with another name of its RuntimeClass. */
  public withRuntimeClassName(runtimeClassName: string): WasmRuntime {
    return new WasmRuntime({ ...this, runtimeClassName });
  }

  /** Returns the same runtime with another name in containerd's configuration. */
  public withHandler(handler: string): WasmRuntime {
    return new WasmRuntime({ ...this, handler });
  }

  /**
   * Returns the name of the shim's binary without `containerd-shim-`, such as `spin-v2` for `io.containerd.spin.v2`.
   *
   * @returns undefined for a runtimeType of another form, such as a path
   * @internal
   */
  public _shimName(): string | undefined {
    const match = /^io\.containerd\.([a-z0-9-]+)\.(v\d+)$/.exec(this.runtimeType);
    return match ? `${match[1]}-${match[2]}` : undefined;
  }
}
