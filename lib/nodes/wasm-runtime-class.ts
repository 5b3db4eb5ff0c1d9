import type { ApiObject, Size } from 'cdk8s';
import type { Cpu, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { RUNTIME_CLASS } from '../cluster/kinds';
import { checkAnnotations, checkLabels } from '../core/checks';
import { checkProps } from '../core/props';
import { checkResources, renderResources } from '../pod/pod-parts';
import { checkTolerations, renderTolerations } from '../pod/tolerations';
import type { WasmRuntime } from '../pod/wasm-runtime';
import { createClusterObject } from '../synth/create-object';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';
import { provide, runtimeClassKey } from '../synth/order';
import { checkNodeRuntime, ownRuntimeClass } from './runtime-classes';

/** Resources of a pod in addition to its containers, which the scheduler adds to their requests. */
export interface RuntimeOverhead {
  /**
   * CPU.
   *
   * @default - none
   */
  readonly cpu?: Cpu;

  /**
   * Memory.
   *
   * @default - none
   */
  readonly memory?: Size;
}

/** Properties of a WasmRuntimeClass. */
export interface WasmRuntimeClassProps {
  /** Runtime that the class selects; its handler must be the name of the runtime in containerd's configuration on the nodes. */
  readonly runtime: WasmRuntime;

  /**
   * Labels of the nodes that have the shim, to which pods of the class are scheduled.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Tolerations of the pods of the class, for taints of those nodes.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * Resources of a pod in addition to its containers: a shim runs outside of the pod's cgroup and takes 5 to 14 MB, so that 16Mi of memory fit.
   *
   * @default - none
   */
  readonly overhead?: RuntimeOverhead;

  /**
   * Labels of the RuntimeClass.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the RuntimeClass.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/**
 * The RuntimeClass of a Wasm runtime whose shim is already installed on the nodes. If the runtime-class-manager installs the shim, use
 * ShimInstall only, which also creates the RuntimeClass.
 *
 * The handler of a RuntimeClass is immutable: delete the RuntimeClass to change it.
 *
 * @example
 * const wasmtime = new WasmRuntimeClass(chart, 'wasmtime', { runtime: WasmRuntime.WASMTIME, nodeSelector: { wasm: 'true' } });
 * new WasmApp(chart, 'hello', { image: 'ghcr.io/my-org/hello:v1', runtime: wasmtime.runtime, replicas: 1 });
 *
 * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
 */
export class WasmRuntimeClass extends Construct {
  /** The runtime, for the apps. */
  public readonly runtime: WasmRuntime;

  /** The RuntimeClass. */
  public readonly runtimeClass: ApiObject;

  constructor(scope: Construct, id: string, props: WasmRuntimeClassProps) {
    super(scopeOf('WasmRuntimeClass', scope, id), id);
    checkProps(this, '', 'WasmRuntimeClassProps', props);
    const { runtime, nodeSelector, tolerations, overhead, labels, annotations } = props;
    checkNodeRuntime(this, runtime);
    checkLabels(this, 'nodeSelector', nodeSelector);
    checkTolerations(this, 'tolerations', tolerations);
    checkLabels(this, 'labels', labels);
    checkAnnotations(this, 'annotations', annotations);
    this.runtime = runtime;
    ownRuntimeClass(this, 'WasmRuntimeClass', runtime);
    const manifest = manifestOf<k8s.KubeRuntimeClassProps>(RUNTIME_CLASS, {
      metadata: { name: runtime.runtimeClassName, labels, annotations },
      handler: runtime.handler,
      overhead: this.renderOverhead(overhead),
      scheduling: (nodeSelector || tolerations) && {
        nodeSelector,
        tolerations: renderTolerations(tolerations),
      },
    });
    this.runtimeClass = createClusterObject(this, 'RuntimeClass', manifest);
    provide(this.runtimeClass, runtimeClassKey(runtime.runtimeClassName));
  }

  private renderOverhead(overhead: RuntimeOverhead | undefined): Wire<k8s.Overhead> | undefined {
    if (overhead === undefined) return undefined;
    const { cpu, memory } = overhead;
    const requests = { ...(cpu && { cpu: { request: cpu } }), ...(memory && { memory: { request: memory } }) };
    checkResources(this, 'overhead', requests);
    const podFixed = renderResources(requests).requests;
    return podFixed && { podFixed };
  }
}
