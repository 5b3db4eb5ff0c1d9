import { POD_KINDS, podTemplateOf } from '../kubernetes/pod-template';
import type { Rule } from '../rule';
import { EXECUTORS } from '../spinkube/apps';
import { show } from '../values';
import { classesOf, installedAs, MANAGER, RUNTIME_CLASS, runtimeNameOf, runtimeOfHandler } from './classes';

export const runtimeClassDefined: Rule = {
  id: 'runtimes/runtime-class-defined',
  severity: 'warning',
  title: 'A runtimeClassName is defined, where the manifests define some',
  rationale: 'The API server refuses a pod whose RuntimeClass does not exist.',
  link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  kinds: [...POD_KINDS, ...EXECUTORS],
  check(manifest, { manifests, report }) {
    const { objects, shims } = classesOf(manifests);
    // manifests that define none leave it to the cluster
    if (objects.size + shims.size === 0) return;
    const isExecutor = manifest.kind === 'SpinAppExecutor';
    const pod = podTemplateOf(manifest);
    const path = isExecutor ? 'spec.deploymentConfig' : pod.path;
    const name = (isExecutor ? manifest.spec?.deploymentConfig : pod.spec)?.runtimeClassName;
    if (typeof name !== 'string' || name === '' || objects.has(name) || shims.has(name)) return;
    const known = [...new Set([...objects.keys(), ...shims.keys()])].slice(0, 5).join(', ');
    report({
      path: `${path}.runtimeClassName`,
      message: `RuntimeClass ${show(name)} is not among these manifests, which define ${known}`,
      fix: 'correct the name, if it is not on the cluster',
      absent: true,
    });
  },
};

export const runtimeClassHandler: Rule = {
  id: 'runtimes/runtime-class-handler',
  severity: 'error',
  title: 'The handler of a RuntimeClass is the runtime that its Shim installs',
  rationale: 'The kubelet passes the handler to containerd, which looks for a runtime of that name in its configuration.',
  link: `${MANAGER}/internal/shim/shim.go`,
  accepted: 'the API server does not know the runtimes of the nodes; containerd finds none of the name, and no pod starts',
  kinds: [RUNTIME_CLASS],
  check({ handler, metadata }, context) {
    if (typeof handler !== 'string' || handler === '') return;
    const { cluster, manifests } = context;
    const own = classesOf(manifests).shims.get(metadata.name);
    const installed = own && runtimeNameOf(own, cluster);
    if (own && installed !== undefined && installed !== handler) {
      context.report({
        path: 'handler',
        message: `handler (${show(handler)}) is not ${show(installed)}, the runtime that Shim ${show(own.metadata.name)} installs for this class`,
        fix: `write ${installed}, or remove the RuntimeClass: the Shim makes it`,
      });
    }
    if (own) return;
    const runtime = runtimeOfHandler(handler);
    const names = runtime === undefined ? undefined : installedAs(runtime, context);
    const [similar] = names ?? [];
    if (similar === undefined || names?.has(handler)) return;
    context.report({
      path: 'handler',
      message: `handler (${show(handler)}) is not the runtime that the Shim among these manifests installs, ${show(similar)}`,
      fix: `write ${similar}, if nothing else installs ${handler}`,
      severity: 'warning',
    });
  },
};

export const scheduling: Rule = {
  id: 'runtimes/scheduling',
  severity: 'warning',
  title: 'The RuntimeClass of a Wasm runtime selects the nodes that have it',
  rationale: 'The scheduler places pods on any node unless their RuntimeClass selects those that have the shim.',
  link: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  kinds: [RUNTIME_CLASS],
  check({ handler, metadata, scheduling: given }, { manifests, report }) {
    const selector = given?.nodeSelector;
    if (!runtimeOfHandler(handler) || (selector && Object.keys(selector).length > 0)) return;
    const shim = classesOf(manifests).shims.get(metadata.name);
    // a Shim without selector installs on every node
    if (shim && !shim.spec?.nodeSelector) return;
    report({
      path: 'scheduling.nodeSelector',
      message: `scheduling.nodeSelector is missing, so that pods land on nodes that have no runtime ${show(handler)}`,
      fix: 'write the label of the nodes that have the shim, unless all have it',
    });
  },
};
