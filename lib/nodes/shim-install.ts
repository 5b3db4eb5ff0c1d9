import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Shim,
  ShimSpecFetchStrategyPlatformsArch,
  ShimSpecFetchStrategyPlatformsOs,
  ShimSpecRolloutStrategyType,
} from '../../imports/runtime.spinkube.dev';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { checkAnnotations, checkLabel, checkLabels, checkNotEmpty, checkObject, checkObjects } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { WasmRuntime } from '../pod/wasm-runtime';
import { createClusterObject } from '../synth/objects';
import { provide, runtimeClassKey } from '../synth/order';
import { checkNodeRuntime, ownRuntimeClass } from './runtime-classes';
import { checkRuntimeOptions, tomlValue } from './runtime-options';
import { checkLocation, checkPlatforms, ShimArch, type ShimPlatform } from './shim-platform';

/** Properties of a ShimInstall. */
export interface ShimInstallProps {
  /** Runtime whose shim is installed; its runtimeClassName is that of the RuntimeClass which the manager makes. */
  readonly runtime: WasmRuntime;

  /**
   * Where the shim comes from, for each architecture among the nodes. Needs runtime-class-manager 0.2 or newer.
   *
   * @default - none: pass location
   */
  readonly platforms?: ShimPlatform[];

  /**
   * Address of the archive, where all nodes have one architecture. It has no checksum: prefer platforms.
   *
   * @default - none: pass platforms
   */
  readonly location?: string;

  /**
   * Name of the Shim: what follows `containerd-shim-` in the name of the binary in the archive. It becomes a label of the nodes and, with runtime-class-manager 0.2, the name
   * of the runtime.
   *
   * @default - from the runtime's type, such as spin-v2 of io.containerd.spin.v2
   */
  readonly name?: string;

  /**
   * Labels of the nodes that get the shim. The RuntimeClass keeps pods to them.
   *
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Options of the runtime in containerd's configuration: texts, numbers, booleans, or lists of them. `{ SystemdCgroup: true }` lets the metrics of Wasm pods be read where
   * the nodes use systemd's cgroup driver. They are written once, when the shim is installed on a node.
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

/** The manager labels the RuntimeClass with its own name, cut to this. */
const CLASS_NAME_MAX = 63;

/**
 * Has SpinKube's runtime-class-manager install a containerd shim on the nodes and make its RuntimeClass.
 *
 * The handler is the name under which the manager writes the runtime into containerd's configuration (`spin-v2`), and not the one of a shim installed by hand (`spin`): pass
 * `.runtime` to the apps, and make no WasmRuntimeClass beside it. The rollout is `recreate`, since the manager has no other yet.
 *
 * @see https://github.com/spinframework/runtime-class-manager/blob/v0.2.0/api/v1alpha1/shim_types.go
 */
export class ShimInstall extends Construct {
  /** Name of the Shim, which nodes carry as a label when it is installed: `<name>=provisioned`. */
  public readonly name: string;

  /** The runtime as it is installed, for the apps. */
  public readonly runtime: WasmRuntime;

  /** The Shim. */
  public readonly shim: ApiObject;

  constructor(scope: Construct, id: string, props: ShimInstallProps) {
    super(scope, id);
    checkObject(this, 'props', props ?? null);
    checkNodeRuntime(this, props.runtime);
    this.name = this.nameOf(props);
    this.check(props);
    this.runtime = props.runtime.withHandler(this.installedAs(props.runtime));
    ownRuntimeClass(this, 'ShimInstall', this.runtime);
    this.shim = this.createShim(props);
    provide(this.shim, runtimeClassKey(this.runtime.runtimeClassName));
  }

  private nameOf({ name, runtime }: ShimInstallProps): string {
    const chosen = name ?? runtime._shimName();
    if (chosen === undefined)
      fail(
        this,
        `name is missing, and the runtime's type (${show(runtime.runtimeType)}) does not tell it: pass what follows containerd-shim- in the archive`,
      );
    // a dot would split the table of containerd's configuration
    checkLabel(this, 'name', chosen);
    return chosen;
  }

  private check({ runtime, platforms, location, options, ...props }: ShimInstallProps): void {
    const { runtimeClassName } = runtime;
    if (runtimeClassName.length > CLASS_NAME_MAX)
      fail(
        this,
        `runtime.runtimeClassName (${show(runtimeClassName)}) must have at most ${CLASS_NAME_MAX} characters, to which the manager cuts it`,
      );
    if (platforms === undefined && location === undefined)
      fail(this, 'platforms is missing: pass the archive of each architecture with arch, location and sha256');
    if (platforms !== undefined && location !== undefined)
      fail(this, 'location stands beside platforms, which alone would be used: leave one of the two out');
    Platform.of(this)._require(this, 'runtimeClassManager', SINCE.runtimeClassManager.platforms, 'platforms', platforms);
    checkNotEmpty(this, 'platforms', platforms, 'write the archive of each architecture');
    checkObjects(this, 'platforms', platforms);
    checkPlatforms(this, platforms ?? []);
    if (location !== undefined) checkLocation(this, 'location', location);
    checkRuntimeOptions(this, options);
    checkLabels(this, 'nodeSelector', props.nodeSelector);
    checkLabels(this, 'labels', props.labels);
    checkAnnotations(this, 'annotations', props.annotations);
  }

  /** Since 0.2 the installer gives the binary the name of the Shim; before, it keeps the archive's (internal/shim/shim.go). */
  private installedAs(runtime: WasmRuntime): string {
    return Platform.of(this)._atLeast('runtimeClassManager', SINCE.runtimeClassManager.platforms)
      ? this.name
      : (runtime._shimName() ?? this.name);
  }

  private createShim({ platforms, location, nodeSelector, options, labels, annotations }: ShimInstallProps): ApiObject {
    // the type is required up to 0.1, and ignored since
    const single = location === undefined ? {} : { type: 'anonymousHttp', anonHttp: { location } };
    const entries = Object.entries(options ?? {});
    const manifest = Shim.manifest({
      metadata: { name: this.name, labels, annotations },
      spec: {
        nodeSelector,
        fetchStrategy: { ...single, platforms: platforms?.map(renderPlatform) },
        containerdRuntimeOptions:
          entries.length > 0 ? Object.fromEntries(entries.map(([name, value]) => [name, tomlValue(value)])) : undefined,
        runtimeClass: { name: this.runtime.runtimeClassName, handler: this.runtime.handler },
        rolloutStrategy: { type: ShimSpecRolloutStrategyType.RECREATE },
      },
    });
    return createClusterObject(this, 'Shim', manifest);
  }
}

function renderPlatform({ arch, location, sha256 }: ShimPlatform) {
  const { AMD64, ARM64 } = ShimSpecFetchStrategyPlatformsArch;
  return { os: ShimSpecFetchStrategyPlatformsOs.LINUX, arch: arch === ShimArch.ARM64 ? ARM64 : AMD64, location, sha256 };
}
