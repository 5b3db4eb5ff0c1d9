import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { checkLabel } from '../core/checks';
import { derived, entryOf } from '../core/derived';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { checkRuntime } from '../pod/wasm-pod';
import { WasmRuntime } from '../pod/wasm-runtime';

/** Fails unless the value is a WasmRuntime whose handler is valid in containerd's configuration and a RuntimeClass. */
export function checkNodeRuntime(scope: IConstruct, runtime: WasmRuntime): void {
  checkRuntime(scope, runtime);
  if (!(runtime instanceof WasmRuntime)) fail(scope, `runtime (${show(runtime)}) must be a WasmRuntime, such as WasmRuntime.SPIN`);
  checkLabel(scope, 'runtime.handler', runtime.handler);
}

/** The construct that creates a RuntimeClass, in case of a ShimInstall by way of the runtime-class-manager. */
interface Owner {
  readonly path: string;
  readonly by: 'WasmRuntimeClass' | 'ShimInstall';
  readonly runtime: WasmRuntime;
}

interface Owners {
  /** By name of the class. */
  readonly classes: Map<string, Owner>;
  /** By containerd's runtime type. */
  readonly types: Map<string, Owner[]>;
}

const clustersOf = derived((_root: IConstruct) => new Map<Platform, Owners>());

/** Returns the owners of the RuntimeClasses of a construct's cluster. */
function ownersOf(scope: IConstruct): Owners {
  return entryOf(clustersOf(scope.node.root), Platform.of(scope), (): Owners => ({ classes: new Map(), types: new Map() }));
}

/**
 * Claims a RuntimeClass for one owner; fails for a handler other than that of the Shim which installs the runtime.
 *
 * The runtime-class-manager does not change an existing RuntimeClass. If its handler differs from the Shim's, containerd does not know
 * the runtime, and pods do not start: `no runtime for "spin" is configured`.
 *
 * @see https://github.com/spinframework/runtime-class-manager/blob/v0.2.0/internal/controller/shim_controller.go
 */
export function ownRuntimeClass(scope: IConstruct, by: Owner['by'], runtime: WasmRuntime): void {
  const { classes, types } = ownersOf(scope);
  const name = runtime.runtimeClassName;
  const owner: Owner = { path: scope.node.path, by, runtime };
  const first = classes.get(name);
  if (first) fail(scope, `RuntimeClass ${name} is already created by ${first.by} [${first.path}]: ${remedy(first, owner)}`);
  const others = types.get(runtime.runtimeType) ?? [];
  const other = others.find((one) => one.runtime.handler !== runtime.handler && (one.by === 'ShimInstall' || by === 'ShimInstall'));
  if (other) {
    const [shim, runtimeClass] = by === 'ShimInstall' ? [owner, other] : [other, owner];
    fail(
      scope,
      `handler (${show(runtimeClass.runtime.handler)}) of RuntimeClass ${runtimeClass.runtime.runtimeClassName} is not the runtime that ` +
        `[${shim.path}] installs, ${show(shim.runtime.handler)}: remove the ${runtimeClass.by} and pass ShimInstall.runtime to the apps`,
    );
  }
  classes.set(name, owner);
  types.set(runtime.runtimeType, [...others, owner]);
}

function remedy(first: Owner, second: Owner): string {
  if (first.by === second.by) return 'pass its runtime to the apps, or change the runtimeClassName of one of the two';
  return 'a Shim creates its RuntimeClass itself, so remove the WasmRuntimeClass and pass ShimInstall.runtime to the apps';
}
