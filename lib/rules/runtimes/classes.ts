import { SINCE } from '../../cluster/releases';
import { WASM_HANDLERS } from '../../cluster/wasm-handlers';
import { derived, entryOf } from '../../core/derived';
import { atLeast, type Cluster } from '../cluster';
import type { Manifest } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context } from '../rule';
import { elements } from '../values';

export const RUNTIME_CLASS = 'node.k8s.io/RuntimeClass';
export const SHIM = 'runtime.spinkube.dev/Shim';

/** Source of runtime-class-manager at the release that the rules were read from. */
export const MANAGER = 'https://github.com/spinframework/runtime-class-manager/blob/v0.2.0';

/** The RuntimeClasses that the manifests define, by name: as an object, or by the Shim that makes one. */
interface Classes {
  readonly objects: ReadonlyMap<string, Manifest>;
  readonly shims: ReadonlyMap<string, Manifest>;
}

/** The RuntimeClasses among the manifests. */
export const classesOf = derived((manifests: Manifests): Classes => {
  // both kinds have no namespace, whatever one of them says
  const objects = new Map(manifests.ofKind(RUNTIME_CLASS).map((object) => [object.metadata.name, object]));
  const named = manifests.ofKind(SHIM).filter(({ spec }) => typeof spec?.runtimeClass?.name === 'string');
  return { objects, shims: new Map(named.map((shim) => [shim.spec.runtimeClass.name as string, shim])) };
});

/** The binary that an archive of a release holds, as its name says: `spin-v2` of containerd-shim-spin-v2-linux-x86_64.tar.gz. */
export function archived(shim: Manifest): string | undefined {
  const { anonHttp, platforms } = shim.spec?.fetchStrategy ?? {};
  for (const [source] of [...elements(platforms, ''), [anonHttp]]) {
    const file: string = typeof source?.location === 'string' ? source.location.slice(source.location.lastIndexOf('/') + 1) : '';
    const match = /containerd-shim-([a-z0-9]+-v\d+)-linux-/.exec(file);
    if (match) return match[1];
  }
  return undefined;
}

/** The name under which containerd knows the runtime that a Shim installs, where it is plain. */
export function runtimeNameOf(shim: Manifest, cluster: Cluster): string | undefined {
  return atLeast(cluster, 'runtimeClassManager', SINCE.runtimeClassManager.platforms) ? shim.metadata.name : archived(shim);
}

const installed = derived((manifests: Manifests) =>
  derived((cluster: Cluster) => {
    const names = new Map<string, Set<string>>();
    for (const shim of manifests.ofKind(SHIM)) {
      const name = runtimeNameOf(shim, cluster);
      const runtime = runtimeOfHandler(name);
      if (name !== undefined && runtime !== undefined) entryOf(names, runtime, () => new Set<string>()).add(name);
    }
    return names;
  }),
);

/** The names under which the Shims among the manifests install a Wasm runtime, such as `spin-v2` for `spin`. */
export function installedAs(runtime: string, { cluster, manifests }: Context): ReadonlySet<string> {
  return installed(manifests)(cluster).get(runtime) ?? new Set();
}

/** The Wasm runtime, such as `spin`, that a RuntimeClass selects; undefined for any other class. */
export function wasmRuntimeOf(className: unknown, { manifests, cluster }: Context): string | undefined {
  if (typeof className !== 'string' || className === '') return undefined;
  const { objects, shims } = classesOf(manifests);
  const object = objects.get(className);
  const shim = shims.get(className);
  return runtimeOfHandler(object ? object.handler : shim ? runtimeNameOf(shim, cluster) : className);
}

/** The Wasm runtime of a handler: `spin` of spin, spin-v2 and wasmtime-spin-v2, and `wasmtime` of runwasi's wasm. */
export function runtimeOfHandler(handler: unknown): string | undefined {
  if (typeof handler !== 'string') return undefined;
  const plain = handler.replace(/-v\d+$/, '').replace(/^wasmtime-/, '');
  const runtime = plain === 'wasm' ? 'wasmtime' : plain;
  return Object.hasOwn(WASM_HANDLERS, runtime) ? runtime : undefined;
}
