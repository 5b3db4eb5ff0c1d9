import { Construct, type IConstruct } from 'constructs';
import { checkNotEmpty } from '../core/checks';
import { callOf, fail } from '../core/errors';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { toml } from '../core/toml';
import type { WasmRuntime } from '../pod/wasm-runtime';
import { scopeOf } from '../synth/new-construct';
import { addOutputFile } from '../synth/output-files';
import { checkNodeRuntime } from './runtime-classes';
import { checkRuntimeOptions, type RuntimeOptions } from './runtime-options';

/** The version of containerd's configuration format. */
export enum ContainerdConfigVersion {
  /** `version = 2`, of containerd 1; containerd 2 also reads it. */
  V2 = 2,
  /** `version = 3`, of containerd 2. */
  V3 = 3,
}

/** Options of a fragment of containerd's configuration. */
export interface ContainerdConfigOptions {
  /** Runtimes to configure, each by its handler. */
  readonly runtimes: WasmRuntime[];

  /**
   * Version of the configuration to which the fragment is appended: the `version` in its first line.
   *
   * @default ContainerdConfigVersion.V3
   */
  readonly version?: ContainerdConfigVersion;

  /**
   * Options of all runtimes: strings, numbers, booleans, or lists of them. Metrics of Wasm pods require `{ SystemdCgroup: true }` on nodes
   * with the systemd cgroup driver.
   *
   * @default - none
   */
  readonly options?: { [name: string]: unknown };
}

/** Properties of a ContainerdConfig. */
export interface ContainerdConfigProps extends ContainerdConfigOptions {
  /**
   * Name of the file in the output directory.
   *
   * @default - the construct id with .toml
   */
  readonly fileName?: string;
}

/** The CRI plugin of containerd by version of the configuration. */
const PLUGINS: { readonly [version in ContainerdConfigVersion]: string } = {
  [ContainerdConfigVersion.V2]: 'io.containerd.grpc.v1.cri',
  [ContainerdConfigVersion.V3]: 'io.containerd.cri.v1.runtime',
};

const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*\.toml$/;

/**
 * A fragment of containerd's config.toml that configures Wasm runtimes, for nodes whose image you build yourself instead of using a
 * ShimInstall. Append it to /etc/containerd/config.toml of the nodes with the shims and restart containerd.
 *
 * The file is written by `app.synth()`, beside the manifests.
 *
 * @example
 * new ContainerdConfig(chart, 'node-image', { runtimes: [WasmRuntime.WASMTIME, WasmRuntime.SLIGHT], options: { SystemdCgroup: true } });
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/cri/config.md
 */
export class ContainerdConfig extends Construct {
  /**
   * Renders the fragment.
   *
   * @throws for runtimes with the same handler, handlers that are not a DNS label, and options that TOML cannot represent
   */
  public static render(options: ContainerdConfigOptions): string {
    return render(callOf('ContainerdConfig.render()'), options);
  }

  /** Name of the file. */
  public readonly fileName: string;

  /** Content of the file. */
  public readonly text: string;

  constructor(scope: Construct, id: string, props: ContainerdConfigProps) {
    super(scopeOf('ContainerdConfig', scope, id, { needsChart: false }), id);
    checkProps(this, '', 'ContainerdConfigProps', props);
    const { fileName = `${id}.toml`, ...options } = props;
    if (typeof fileName !== 'string' || !FILE.test(fileName))
      fail(this, `fileName (${show(fileName)}) must be a file name with the extension .toml, without a folder`);
    this.fileName = fileName;
    this.text = render(this, options);
    addOutputFile(this, fileName, this.text);
  }
}

function render(scope: IConstruct, given: ContainerdConfigOptions): string {
  checkProps(scope, '', 'ContainerdConfigOptions', given);
  const { runtimes, version = ContainerdConfigVersion.V3, options } = given;
  check(scope, runtimes, version, options);
  const tables = runtimes.map(({ handler, runtimeType }) => [handler, { runtime_type: runtimeType, options: tableOf(options) }]);
  const plugins = { [PLUGINS[version]]: { containerd: { runtimes: Object.fromEntries(tables) } } };
  return (
    `# For a configuration of containerd whose first line is version = ${version}: append it to /etc/containerd/config.toml and restart containerd\n\n` +
    `${toml().stringify({ plugins }).trim()}\n`
  );
}

function check(scope: IConstruct, runtimes: WasmRuntime[], version: ContainerdConfigVersion, options: RuntimeOptions | undefined): void {
  if (version !== ContainerdConfigVersion.V2 && version !== ContainerdConfigVersion.V3)
    fail(scope, `version (${show(version)}) must be 2 or 3: write ContainerdConfigVersion.V3`);
  if (runtimes === undefined) fail(scope, 'runtimes is missing: pass at least one, such as [WasmRuntime.SPIN]');
  checkNotEmpty(scope, 'runtimes', runtimes, 'pass at least one, such as [WasmRuntime.SPIN]', () => 'WasmRuntime.SPIN');
  checkRuntimeOptions(scope, options);
  const handlers = new Set<string>();
  for (const runtime of runtimes) {
    checkNodeRuntime(scope, runtime);
    const { handler } = runtime;
    if (handlers.has(handler))
      fail(scope, `runtimes has handler ${show(handler)} twice: remove one, or give it another with withHandler()`);
    handlers.add(handler);
  }
}

function tableOf(options: RuntimeOptions | undefined): RuntimeOptions | undefined {
  return options && Object.keys(options).length > 0 ? options : undefined;
}
