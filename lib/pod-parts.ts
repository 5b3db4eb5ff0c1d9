import { Size } from 'cdk8s';
import type { ContainerResources, Cpu, EnvValue, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { fail, show } from './errors';

/**
 * The user Wasm pods run as. Wasm images name none, and `runAsNonRoot` needs a numeric one; 65532 is what distroless images call nonroot.
 */
const NON_ROOT_USER = 65532;

/** What the Restricted Pod Security Standard asks of a pod. */
export const RESTRICTED_POD: k8s.PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: NON_ROOT_USER,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What the Restricted Pod Security Standard asks of a container, in a pod that is RESTRICTED_POD. */
export const RESTRICTED_CONTAINER: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

const WASM_CPU = { amount: '100m' } as Cpu;
const WASM_MEMORY = Size.mebibytes(64);

/** What a Wasm container gets when nobody says otherwise. */
export const WASM_RESOURCES: ContainerResources = {
  cpu: { request: WASM_CPU, limit: WASM_CPU },
  memory: { request: WASM_MEMORY, limit: WASM_MEMORY },
};

/** The same without limits, for a container that compiles Wasm modules itself. */
export const WASM_REQUESTS: ContainerResources = { cpu: { request: WASM_CPU }, memory: { request: WASM_MEMORY } };

/** Amounts of a container's resources by name, such as `{ cpu: '100m' }`. */
type Quantities = { readonly [resource: string]: string };

/** Requests and limits as plain data. */
export interface ResourceQuantities {
  readonly requests?: Quantities;
  readonly limits?: Quantities;
}

/** Requests and limits as plain data. */
export function renderResources({ cpu, memory, ephemeralStorage }: ContainerResources): ResourceQuantities {
  const pick = (bound: 'request' | 'limit'): Quantities | undefined => {
    const amounts = {
      ...(cpu?.[bound] && { cpu: cpu[bound].amount }),
      ...(memory?.[bound] && { memory: memory[bound].asString() }),
      ...(ephemeralStorage?.[bound] && { 'ephemeral-storage': ephemeralStorage[bound].asString() }),
    };
    return Object.keys(amounts).length > 0 ? amounts : undefined;
  };
  return { requests: pick('request'), limits: pick('limit') };
}

/** Requests and limits as the Kubernetes types take them. */
export function toQuantities(resources: ResourceQuantities, quantity: typeof k8s.Quantity): k8s.ResourceRequirements {
  const convert = (amounts: Quantities | undefined) =>
    amounts && Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, quantity.fromString(amount)]));
  return { requests: convert(resources.requests), limits: convert(resources.limits) };
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** The environment as the list that pods take, in the order in which the user wrote it. */
export function renderEnv(scope: IConstruct, prop: string, env: { [name: string]: EnvValue } | undefined): k8s.EnvVar[] | undefined {
  if (!env) return undefined;
  return Object.entries(env).map(([name, value]) => {
    if (!VARIABLE.test(name))
      fail(scope, `${prop}.${name} must be named like a variable: letters, digits and '_', not starting with a digit`);
    if (typeof value !== 'object' || value === null || (value.value === undefined && value.valueFrom === undefined)) {
      fail(scope, `${prop}.${name} (${show(value)}) must be an EnvValue: write EnvValue.fromValue(${show(String(value))})`);
    }
    if (value.value !== undefined && typeof value.value !== 'string') {
      fail(scope, `${prop}.${name} (${show(value.value)}) must be a text: write EnvValue.fromValue(${show(String(value.value))})`);
    }
    return { name, value: value.value, valueFrom: value.valueFrom };
  });
}
