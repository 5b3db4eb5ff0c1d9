import type { Rule } from '../rule';
import { wasmRuntimeOf } from '../runtimes/classes';
import { show } from '../values';
import { POD, podOf, SERVING_SOURCE, TEMPLATED } from './template';

export const wasmRuntimeClass: Rule = {
  id: 'knative/wasm-runtime-class',
  severity: 'warning',
  title: 'A revision has no RuntimeClass of a Wasm shim',
  rationale:
    "Every container of the pod runs under the RuntimeClass, Knative's queue-proxy too; the shims of runwasi do not pass it its environment, and " +
    'it exits.',
  link: `${SERVING_SOURCE}/pkg/queue/sharedmain/main.go`,
  kinds: TEMPLATED,
  check(manifest, context) {
    const name = podOf(manifest)?.runtimeClassName;
    const runtime = wasmRuntimeOf(name, context);
    if (runtime === undefined) return;
    context.report({
      path: `${POD}.runtimeClassName`,
      message: `RuntimeClass ${show(name)} runs Knative's queue-proxy under the ${runtime} shim as well, which starts it without its environment`,
      fix: 'leave it out and run the module in an ordinary container, as WAGI does, or scale the app with the KEDA HTTP add-on',
    });
  },
};
