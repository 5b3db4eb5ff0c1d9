import { Size } from 'cdk8s';
import type { ContainerResources, Cpu, k8s } from 'cdk8s-plus-28';

/** User of Wasm pods: Wasm images have none, and `runAsNonRoot` needs a numeric one; 65532 is nonroot in distroless images. */
const NON_ROOT_USER = 65532;

/** Security context of a pod by the Restricted Pod Security Standard. */
export const RESTRICTED_POD: k8s.PodSecurityContext = Object.freeze({
  runAsNonRoot: true,
  runAsUser: NON_ROOT_USER,
  // without a group the process is in group 0
  runAsGroup: NON_ROOT_USER,
  seccompProfile: { type: 'RuntimeDefault' },
});

/** Security context of a pod whose runtime needs root: the Restricted standard without the user. */
export const ROOT_POD: k8s.PodSecurityContext = Object.freeze({ seccompProfile: RESTRICTED_POD.seccompProfile });

/** Security context of a container by the Restricted Pod Security Standard, in a pod with RESTRICTED_POD. */
export const RESTRICTED_CONTAINER: k8s.SecurityContext = Object.freeze({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
});

/**
 * Security context of a container that a Wasm shim starts. The shims of runwasi create containers with libcontainer, which skips capability
 * sets that the OCI spec omits, and containerd omits sets that are empty: with `drop: [ALL]` alone the process keeps every capability. One
 * added capability makes the sets non-empty, so that the others are dropped; the Restricted standard allows this one.
 *
 * @see https://github.com/youki-dev/youki/blob/main/crates/libcontainer/src/capabilities.rs
 */
export const RESTRICTED_WASM_CONTAINER: k8s.SecurityContext = Object.freeze({
  allowPrivilegeEscalation: false,
  capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
});

/**
 * The same of a Linux container in a pod with ROOT_POD, where only the runtime needs root. Images whose entrypoint changes from root to a user
 * of their own, such as that of redis, fail as root without capabilities.
 */
export const NON_ROOT_CONTAINER: k8s.SecurityContext = Object.freeze({
  ...RESTRICTED_WASM_CONTAINER,
  runAsUser: NON_ROOT_USER,
  runAsGroup: NON_ROOT_USER,
});

const WASM_CPU = { amount: '100m' } as Cpu;
const WASM_MEMORY = Size.mebibytes(64);

/**
 * Default resources of a Wasm container. There is no CPU limit: one of 100m throttles the start of the shim and of the module, and made every
 * cold start 225 to 290 ms slower on a real node (docs/pods.md).
 */
export const WASM_RESOURCES: ContainerResources = {
  cpu: { request: WASM_CPU },
  memory: { request: WASM_MEMORY, limit: WASM_MEMORY },
};

/** Default resources without limits, for a container that compiles Wasm modules. */
export const WASM_REQUESTS: ContainerResources = { cpu: { request: WASM_CPU }, memory: { request: WASM_MEMORY } };

/** Whether the kubelet sets variables for each Service of the namespace, about seven a Service, which a shim passes on to the module. */
export const ENABLE_SERVICE_LINKS = false;

/** Whether pods mount the token of their service account. */
export const AUTOMOUNT_SERVICE_ACCOUNT_TOKEN = false;
