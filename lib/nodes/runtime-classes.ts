import type { IConstruct } from 'constructs';
import { checkLabel } from '../core/checks';
import { fail } from '../core/errors';
import { memoized } from '../core/memoized';
import { show } from '../core/show';
import { checkRuntime } from '../pod/wasm-pod';
import { WasmRuntime } from '../pod/wasm-runtime';

/** Fails unless it is a runtime that containerd and a RuntimeClass can name. */
export function checkNodeRuntime(scope: IConstruct, runtime: WasmRuntime): void {
  checkRuntime(scope, runtime);
  if (!(runtime instanceof WasmRuntime)) fail(scope, `runtime (${show(runtime)}) must be a WasmRuntime, such as WasmRuntime.SPIN`);
  checkLabel(scope, 'runtime.handler', runtime.handler);
}

/** What makes a RuntimeClass: a WasmRuntimeClass itself, or the runtime-class-manager from what a ShimInstall says. */
interface Owner {
  readonly path: string;
  readonly by: 'WasmRuntimeClass' | 'ShimInstall';
  readonly runtime: WasmRuntime;
}

interface Owners {
  /** By the name of the class. */
  readonly classes: Map<string, Owner>;
  /** By containerd's runtime type: the first that was made, and the first Shim. */
  readonly types: Map<string, Owner[]>;
}

const ownersOf = memoized((_root: IConstruct): Owners => ({ classes: new Map(), types: new Map() }));

/**
 * Keeps a RuntimeClass for one owner, and one handler for what a Shim installs.
 *
 * The runtime-class-manager leaves a RuntimeClass that is there already as it is. One of another handler than the Shim's selects a runtime that
 * containerd does not know, and its pods wait with `no runtime for "spin" is configured`.
 *
 * @see https://github.com/spinframework/runtime-class-manager/blob/v0.2.0/internal/controller/shim_controller.go
 */
export function ownRuntimeClass(scope: IConstruct, by: Owner['by'], runtime: WasmRuntime): void {
  const { classes, types } = ownersOf(scope.node.root);
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
        `[${shim.path}] installs, ${show(shim.runtime.handler)}: remove the ${runtimeClass.by} and pass the runtime of the ShimInstall to the apps`,
    );
  }
  classes.set(name, owner);
  types.set(runtime.runtimeType, [...others, owner]);
}

function remedy(first: Owner, second: Owner): string {
  if (first.by === second.by) return 'pass the runtime of that one to the apps, or give one of the two another runtimeClassName';
  return 'a Shim makes its RuntimeClass itself, so remove the WasmRuntimeClass and pass the runtime of the ShimInstall to the apps';
}
