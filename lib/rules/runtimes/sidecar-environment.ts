import { podTemplateOf, WORKLOADS } from '../kubernetes/pod-template';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, listOf, mapOf } from '../values';
import { wasmRuntimeOf } from './classes';

export const sidecarEnvironment: Rule = {
  id: 'runtimes/sidecar-environment',
  severity: 'note',
  title: 'A container beside a Wasm app reads no environment variables, unless it is a Wasm container as well',
  rationale:
    'The shims of runwasi start an image that is not Wasm with the environment of their own process, that of containerd on the node.',
  link: 'https://github.com/containerd/runwasi/tree/main/crates/containerd-shim-wasm',
  kinds: WORKLOADS,
  check(manifest, context) {
    const { spec: pod, path } = podTemplateOf(manifest);
    if (wasmRuntimeOf(pod?.runtimeClassName, context) === undefined) return;
    const containers = elements(pod.containers, `${path}.containers`);
    const app = containers.find(([container]) => isModule(container)) ?? containers[0];
    for (const [container, where] of [...elements(pod.initContainers, `${path}.initContainers`), ...containers]) {
      const { env, envFrom } = mapOf(container);
      if (where === app?.[1] || isModule(container) || listOf(env).length + listOf(envFrom).length === 0) continue;
      context.report({
        path: `${where}.${listOf(env).length > 0 ? 'env' : 'envFrom'}`,
        message: 'the variables are not set if the image is not Wasm: the shim starts it with the environment of containerd',
        fix: 'pass arguments or files, or run the container in a pod of its own',
      });
    }
  },
};

/** Whether the command is that of images that hold only a module. */
function isModule(container: Value): boolean {
  return listOf(mapOf(container).command)[0] === '/';
}
