import { WASM_HANDLERS } from '../../cluster/wasm-handlers';
import { podTemplateOf, WORKLOADS } from '../kubernetes/pod-template';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, listOf, mapOf, show } from '../values';
import { wasmRuntimeOf } from './classes';

const LISTEN = 'SPIN_HTTP_LISTEN_ADDR';
const FIRST_FREE_PORT = 1024;
const SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

export const command: Rule = {
  id: 'runtimes/command',
  severity: 'warning',
  title: 'The container of a Spin or slight app has a command',
  rationale: 'An image that holds nothing but a module has no entrypoint, and the kubelet needs a command to start the container.',
  link: 'https://github.com/spinframework/containerd-shim-spin/blob/main/deployments/workloads/workload.yaml',
  kinds: WORKLOADS,
  check(manifest, context) {
    const { spec: pod, path } = podTemplateOf(manifest);
    const runtime = wasmRuntimeOf(pod?.runtimeClassName, context);
    if (runtime === undefined || !WASM_HANDLERS[runtime].needsCommand) return;
    const containers = elements(pod.containers, `${path}.containers`);
    // beside a Wasm container there may be ordinary ones, whose images say what to run
    if (containers.length === 0 || containers.some(([container]) => saysWhat(container))) return;
    context.report({
      path: containers.length === 1 ? `${containers[0][1]}.command` : `${path}.containers`,
      message: `${containers.length === 1 ? 'command is missing' : 'no container has a command'}, and images of ${runtime} apps name none`,
      fix: 'write command: ["/"], unless the image has an entrypoint',
    });
  },
};

function saysWhat(container: Value): boolean {
  return container?.command?.length > 0 || container?.args?.length > 0;
}

export const lowPort: Rule = {
  id: 'runtimes/low-port',
  severity: 'warning',
  title: 'A Spin app that is not root listens above port 1023',
  rationale: 'Before containerd 2 a process that is not root may not bind a port below 1024.',
  link: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  kinds: WORKLOADS,
  check(manifest, context) {
    const { spec: pod, path } = podTemplateOf(manifest);
    if (wasmRuntimeOf(pod?.runtimeClassName, context) !== 'spin' || allowsLowPorts(pod)) return;
    const containers = elements(pod.containers, `${path}.containers`);
    for (const [container, where] of containers) {
      const variable = elements(container?.env, `${where}.env`).find(([given]) => given?.name === LISTEN);
      // of several containers only one that is told where to listen is surely the app
      if (!variable && containers.length > 1) continue;
      const port = variable ? portOf(variable[0]) : WASM_HANDLERS.spin.port;
      if (port === undefined || port >= FIRST_FREE_PORT || !isNotRoot(pod, container) || mayBind(container)) continue;
      context.report({
        path: variable ? `${variable[1]}.value` : `${where}.env`,
        message: `Spin listens on port ${port}${variable ? '' : ', its default'}, which a user other than root may not open before containerd 2`,
        fix: `write ${variable ? '' : `${LISTEN}: `}${show('0.0.0.0:8080')}, and the port in ports and the Service`,
      });
    }
  },
};

function portOf(variable: Value): number | undefined {
  const match = typeof variable.value === 'string' && /:(\d{1,5})$/.exec(variable.value);
  return match ? Number(match[1]) : undefined;
}

function allowsLowPorts(pod: Value): boolean {
  return elements(pod?.securityContext?.sysctls, '').some(([sysctl]) => sysctl?.name === SYSCTL);
}

/** Whether the container has the capability for it, which runwasi's shims give to a user other than root, too. */
function mayBind(container: Value): boolean {
  const { add } = mapOf(mapOf(container?.securityContext).capabilities);
  return listOf(add).some((capability) => capability === 'ALL' || capability === 'NET_BIND_SERVICE');
}

/** Whether the container runs as another user than root: its own settings go before those of the pod. */
function isNotRoot(pod: Value, container: Value): boolean {
  const own = container?.securityContext;
  const user = own?.runAsUser ?? pod.securityContext?.runAsUser;
  if (typeof user === 'number') return user > 0;
  return (own?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) === true;
}
