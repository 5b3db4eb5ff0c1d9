import { Construct, type IConstruct } from 'constructs';
import { checkKeys, checkNotEmpty, checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { toml } from '../core/toml';
import type { WasmRuntime } from '../pod/wasm-runtime';
import { addOutputFile } from '../synth/output-files';
import { checkNodeRuntime } from './runtime-classes';
import { checkRuntimeOptions, type RuntimeOptions } from './runtime-options';

/** The form of containerd's configuration. */
export enum ContainerdConfigVersion {
  /** `version = 2`, of containerd 1; containerd 2 reads it, too. */
  V2 = 2,
  /** `version = 3`, of containerd 2. */
  V3 = 3,
}

/** What is rendered of containerd's configuration. */
export interface ContainerdConfigOptions {
  /** Runtimes that containerd is to know, each by its handler. */
  readonly runtimes: WasmRuntime[];

  /**
   * Form of the configuration that the fragment is put into: the `version` at its top.
   *
   * @default ContainerdConfigVersion.V3
   */
  readonly version?: ContainerdConfigVersion;

  /**
   * Options of every runtime: texts, numbers, booleans, or lists of them. `{ SystemdCgroup: true }` lets the metrics of Wasm pods be read where the nodes use systemd's
   * cgroup driver.
   *
   * @default - none
   */
  readonly options?: { [name: string]: unknown };
}

/** Properties of a ContainerdConfig. */
export interface ContainerdConfigProps extends ContainerdConfigOptions {
  /**
   * Name of the file, in the folder of the manifests.
   *
   * @default - the construct id with .toml
   */
  readonly fileName?: string;
}

/** The plugin of containerd that Kubernetes talks to, in each form. */
const PLUGINS: { readonly [version in ContainerdConfigVersion]: string } = {
  [ContainerdConfigVersion.V2]: 'io.containerd.grpc.v1.cri',
  [ContainerdConfigVersion.V3]: 'io.containerd.cri.v1.runtime',
};

const KEYS = ['runtimes', 'version', 'options'];
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*\.toml$/;

/**
 * A file beside the manifests with what containerd's config.toml needs so that it knows Wasm runtimes: for nodes whose image you build, where no ShimInstall does it. Append it
 * to /etc/containerd/config.toml of the nodes that have the shims and restart containerd.
 *
 * It is written by `app.synth()`, after the manifests.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/cri/config.md
 */
export class ContainerdConfig extends Construct {
  /**
   * The fragment as text.
   *
   * @throws for runtimes of one handler, handlers that are no DNS label, and options that TOML does not know
   */
  public static render(options: ContainerdConfigOptions): string {
    return render(STANDALONE, options);
  }

  /** Name of the file. */
  public readonly fileName: string;

  /** What the file holds. */
  public readonly text: string;

  constructor(scope: Construct, id: string, props: ContainerdConfigProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    const { fileName = `${id}.toml`, ...options } = props;
    if (typeof fileName !== 'string' || !FILE.test(fileName))
      fail(this, `fileName (${show(fileName)}) must be the name of a file that ends in .toml, without a folder`);
    this.fileName = fileName;
    this.text = render(this, options);
    addOutputFile(this, fileName, this.text);
  }
}

/** Where no construct is at hand for an error to name. */
const STANDALONE = { node: { path: 'ContainerdConfig.render()' } } as IConstruct;

function render(scope: IConstruct, given: ContainerdConfigOptions): string {
  checkObject(scope, 'options', given ?? null);
  checkKeys(scope, '', given, KEYS);
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
  if (runtimes === undefined) fail(scope, 'runtimes is missing: pass some, such as [WasmRuntime.SPIN]');
  checkNotEmpty(scope, 'runtimes', runtimes, 'pass some, such as [WasmRuntime.SPIN]');
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
