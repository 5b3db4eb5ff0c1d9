import { podTemplateOf, WORKLOADS } from '../kubernetes/pod-template';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, listOf, mapOf, show } from '../values';
import { wasmRuntimeOf } from './classes';

export const capabilities: Rule = {
  id: 'runtimes/capabilities',
  severity: 'warning',
  title: 'A container of a Wasm shim that drops all capabilities adds one, since none are dropped otherwise',
  rationale:
    'containerd omits capability sets that are empty, and libcontainer, by which the shims of runwasi create containers, leaves the sets of the ' +
    'process as they are where the spec omits them.',
  link: 'https://github.com/youki-dev/youki/blob/main/crates/libcontainer/src/capabilities.rs',
  kinds: WORKLOADS,
  check(manifest, context) {
    const { spec: pod, path } = podTemplateOf(manifest);
    const runtime = wasmRuntimeOf(pod?.runtimeClassName, context);
    if (runtime === undefined) return;
    for (const list of ['initContainers', 'containers']) {
      for (const [container, where] of elements(pod[list], `${path}.${list}`)) {
        if (!dropsAllAlone(container)) continue;
        context.report({
          path: `${where}.securityContext.capabilities`,
          message: `drop (${show(['ALL'])}) without add leaves every capability to the process under the shims of runwasi, as of ${runtime}`,
          fix: 'write add: ["NET_BIND_SERVICE"], which the Restricted standard allows: only that one is left then',
        });
      }
    }
  },
};

function dropsAllAlone(container: Value): boolean {
  const { add, drop } = mapOf(mapOf(mapOf(container).securityContext).capabilities);
  return listOf(drop).includes('ALL') && listOf(add).length === 0;
}
