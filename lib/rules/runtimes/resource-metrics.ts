import { DEFAULT_EXECUTOR, DEFAULT_EXECUTOR_CLASS } from '../../cluster/spinkube';
import { targetOf } from '../keda/target-reference';
import { HPA } from '../keda/targets';
import { SCALED_OBJECT } from '../keda/upstream';
import { podTemplateOf } from '../kubernetes/pod-template';
import { type Manifest, namespaceOf } from '../manifest';
import type { Context, Rule } from '../rule';
import { executorOf, findApp } from '../spinkube/apps';
import { elements, show } from '../values';
import { classesOf, wasmRuntimeOf } from './classes';

export const resourceMetrics: Rule = {
  id: 'runtimes/resource-metrics',
  severity: 'warning',
  title: 'cpu and memory of Wasm pods are measured only with SystemdCgroup, where nodes use the systemd cgroup driver',
  rationale:
    'The kubelet reads cpu and memory of a pod from its cgroup, where the shim must have put it; with the driver cgroupfs on cgroup v1, the cpu of ' +
    'Wasm pods reads 0.',
  link: 'https://github.com/spinframework/containerd-shim-spin/issues/180',
  kinds: [SCALED_OBJECT, HPA],
  check(scaler, context) {
    const measured = [...measuredBy(scaler)];
    if (measured.length === 0) return;
    const className = classOfTarget(scaler, context);
    if (!wasmRuntimeOf(className, context) || hasSystemdCgroup(className, context)) return;
    for (const [resource, path] of measured) {
      context.report({
        path,
        message: `${resource} of pods of RuntimeClass ${show(className)} is measured only where the runtime's options have SystemdCgroup = true`,
        fix: 'set SystemdCgroup: "true" in containerdRuntimeOptions of the Shim, or scale on events or requests',
      });
    }
  },
};

function measuredBy({ spec }: Manifest): readonly (readonly [resource: string, path: string])[] {
  const found: (readonly [resource: string, path: string])[] = [];
  for (const [trigger, path] of elements(spec?.triggers, 'spec.triggers')) {
    if (trigger?.type === 'cpu' || trigger?.type === 'memory') found.push([trigger.type, `${path}.type`]);
  }
  for (const [metric, path] of elements(spec?.metrics, 'spec.metrics')) {
    const field = metric?.type === 'Resource' ? 'resource' : metric?.type === 'ContainerResource' ? 'containerResource' : undefined;
    const name = field && metric[field]?.name;
    if (name === 'cpu' || name === 'memory') found.push([name, `${path}.${field}.name`]);
  }
  if (typeof spec?.targetCPUUtilizationPercentage === 'number') found.push(['cpu', 'spec.targetCPUUtilizationPercentage']);
  return found;
}

/** The RuntimeClass of the pods that a scaler scales, where the manifests show it. */
function classOfTarget(scaler: Manifest, { manifests }: Context): unknown {
  const target = targetOf(scaler);
  if (!target) return undefined;
  const workload = manifests.find(target.groupKind, namespaceOf(scaler), target.name);
  const own = workload && podTemplateOf(workload).spec?.runtimeClassName;
  if (own !== undefined) return own;
  const app = target.groupKind === 'apps/Deployment' ? findApp(manifests, namespaceOf(scaler), target.name) : undefined;
  if (!app) return undefined;
  const runBy = executorOf(manifests, app);
  if (runBy) return runBy.spec?.deploymentConfig?.runtimeClassName;
  return app.spec?.executor === DEFAULT_EXECUTOR ? DEFAULT_EXECUTOR_CLASS : undefined;
}

function hasSystemdCgroup(className: unknown, { manifests }: Context): boolean {
  const shim = classesOf(manifests).shims.get(className as string);
  return shim?.spec?.containerdRuntimeOptions?.SystemdCgroup === 'true';
}
