import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ShimProps } from '../../imports/runtime.spinkube.dev';
import { SHIM } from '../cluster/kinds';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { checkAnnotations, checkLabel, checkLabels, checkNotEmpty, checkObjects } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import type { WasmRuntime } from '../pod/wasm-runtime';
import { createClusterObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';
import { provide, runtimeClassKey } from '../synth/order';
import { checkNodeRuntime, ownRuntimeClass } from './runtime-classes';
import { checkRuntimeOptions, tomlValue } from './runtime-options';
import { checkLocation, checkPlatforms, type ShimPlatform } from './shim-platform';

/** Properties of a ShimInstall. */
export interface ShimInstallProps {
  /** Runtime whose shim is installed; the manager creates a RuntimeClass with its runtimeClassName. */
  readonly runtime: WasmRuntime;

  /**
   * Archives with the shim, one for each architecture of the nodes. Needs runtime-class-manager 0.2 or newer.
   *
   * @default - none: pass location
   */
  readonly platforms?: ShimPlatform[];

  /**
   * URL of the archive, if all nodes have the same architecture. It is not verified by a checksum: prefer platforms.
   *
   * @default - none: pass platforms
   */
  readonly location?: string;

  /**
   * Name of the Shim: the name of the binary in the archive without `containerd-shim-`. It becomes a label of the nodes and, with
   * runtime-class-manager 0.2, the handler of the runtime.
   *
   * @default - derived from the runtime's type, such as spin-v2 from io.containerd.spin.v2
   */
  readonly name?: string;

  /**
   * Labels of the nodes that get the shim. The RuntimeClass schedules pods to them only.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Options of the runtime in containerd's configuration: strings, numbers, booleans, or lists of them. Metrics of Wasm pods require
   * `{ SystemdCgroup: true }` on nodes with the systemd cgroup driver. Options are only written when the shim is installed on a node.
   *
   * @default - none
   */
  readonly options?: { [name: string]: unknown };

  /**
   * Labels of the Shim.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Shim.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** Maximum length of the RuntimeClass's name, to which the manager truncates it for a label. */
const CLASS_NAME_MAX = 63;

/**
 * Installs a containerd shim on the nodes and creates its RuntimeClass by SpinKube's runtime-class-manager.
 *
 * The handler is the name of the runtime in containerd's configuration that the manager writes (`spin-v2`), unlike that of a shim which
 * is installed manually (`spin`): pass `.runtime` to the apps, and do not create a WasmRuntimeClass. The rollout strategy is `recreate`,
 * the only one that the manager supports.
 *
 * @example
 * const spin = new ShimInstall(chart, 'spin', {
 *   runtime: WasmRuntime.SPIN,
 *   nodeSelector: { spin: 'true' },
 *   platforms: [{ arch: ShimArch.AMD64, location: 'https://example.com/containerd-shim-spin-v2.tar.gz', sha256: 'a'.repeat(64) }],
 * });
 * new SpinExecutor(chart, 'executor', { runtime: spin.runtime });
 *
 * @see https://github.com/spinframework/runtime-class-manager/blob/v0.2.0/api/v1alpha1/shim_types.go
 */
export class ShimInstall extends Construct {
  /** Name of the Shim, which is also a label of nodes with the shim: `<name>=provisioned`. */
  public readonly name: string;

  /** The runtime with the installed handler, for the apps. */
  public readonly runtime: WasmRuntime;

  /** The Shim. */
  public readonly shim: ApiObject;

  constructor(scope: Construct, id: string, props: ShimInstallProps) {
    super(scopeOf('ShimInstall', scope, id), id);
    checkProps(this, '', 'ShimInstallProps', props);
    checkNodeRuntime(this, props.runtime);
    this.name = this.nameOf(props);
    this.check(props);
    this.runtime = props.runtime.withHandler(this.handlerOf(props.runtime));
    ownRuntimeClass(this, 'ShimInstall', this.runtime);
    this.shim = this.createShim(props);
    provide(this.shim, runtimeClassKey(this.runtime.runtimeClassName));
  }

  private nameOf({ name, runtime }: ShimInstallProps): string {
    const chosen = name ?? runtime._shimName();
    if (chosen === undefined)
      fail(
        this,
        `name is missing, and cannot be derived from the runtime's type (${show(runtime.runtimeType)}): ` +
          'pass the name of the binary in the archive without containerd-shim-',
      );
    // a dot would separate the name of the table in containerd's configuration
    checkLabel(this, 'name', chosen);
    return chosen;
  }

  private check({ runtime, platforms, location, options, ...props }: ShimInstallProps): void {
    const { runtimeClassName } = runtime;
    if (runtimeClassName.length > CLASS_NAME_MAX)
      fail(
        this,
        `runtime.runtimeClassName (${show(runtimeClassName)}) must have at most ${CLASS_NAME_MAX} characters, to which the manager truncates it: pass a shorter name`,
      );
    if (platforms === undefined && location === undefined)
      fail(this, 'platforms is missing: pass the archive of each architecture with arch, location and sha256');
    if (platforms !== undefined && location !== undefined)
      fail(this, 'location is ignored together with platforms: leave one of the two out');
    Platform.of(this)._require(this, 'runtimeClassManager', SINCE.runtimeClassManager.platforms, 'platforms', platforms);
    checkNotEmpty(this, 'platforms', platforms, 'pass the archive of each architecture');
    checkObjects(this, 'platforms', platforms);
    checkPlatforms(this, platforms ?? []);
    if (location !== undefined) checkLocation(this, 'location', location);
    checkRuntimeOptions(this, options);
    checkLabels(this, 'nodeSelector', props.nodeSelector);
    checkLabels(this, 'labels', props.labels);
    checkAnnotations(this, 'annotations', props.annotations);
  }

  /** Returns the handler: the name of the Shim from 0.2, before that of the binary in the archive (internal/shim/shim.go). */
  private handlerOf(runtime: WasmRuntime): string {
    return Platform.of(this)._atLeast('runtimeClassManager', SINCE.runtimeClassManager.platforms)
      ? this.name
      : (runtime._shimName() ?? this.name);
  }

  private createShim({ platforms, location, nodeSelector, options, labels, annotations }: ShimInstallProps): ApiObject {
    // the type is required up to 0.1, and ignored from 0.2
    const single = location === undefined ? {} : { type: 'anonymousHttp', anonHttp: { location } };
    const entries = Object.entries(options ?? {});
    const manifest = manifestOf<ShimProps>(SHIM, {
      metadata: { name: this.name, labels, annotations },
      spec: {
        nodeSelector,
        fetchStrategy: { ...single, platforms: platforms?.map(renderPlatform) },
        containerdRuntimeOptions:
          entries.length > 0 ? Object.fromEntries(entries.map(([name, value]) => [name, tomlValue(value)])) : undefined,
        runtimeClass: { name: this.runtime.runtimeClassName, handler: this.runtime.handler },
        rolloutStrategy: { type: 'recreate' },
      },
    });
    return createClusterObject(this, 'Shim', manifest);
  }
}

function renderPlatform({ arch, location, sha256 }: ShimPlatform) {
  return { os: 'linux', arch, location, sha256 };
}
