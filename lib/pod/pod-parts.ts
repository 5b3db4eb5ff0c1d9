import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources, Cpu, EnvValue, ISecret, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkList, checkObject } from '../core/checks';
import { fail } from '../core/errors';
import { cpuExpression, secretExpression, sizeExpression } from '../core/expressions';
import { show } from '../core/show';
import { kubernetes } from '../synth/kubernetes';
import type { Wire } from '../synth/manifest-of';
import { RESTRICTED_CONTAINER } from './defaults';

/** Fails for user 0 together with runAsNonRoot, for which the kubelet does not start the container. */
export function checkNonRoot(scope: IConstruct, prop: string, context: k8s.SecurityContext): void {
  if (context.runAsNonRoot && context.runAsUser === 0) {
    fail(scope, `${prop}.runAsUser (0) is root, which runAsNonRoot forbids: pass another user, or runAsNonRoot: false as well`);
  }
}

/** Returns the user's security context of a container, merged into one of the Restricted Pod Security Standard. */
export function restrictedContainer(given?: k8s.SecurityContext, standard = RESTRICTED_CONTAINER): Wire<k8s.SecurityContext> {
  if (!given) return standard;
  const { add, drop } = { ...standard.capabilities, ...given.capabilities };
  const capabilities = { add: add?.length ? add : undefined, drop };
  return kubernetes().toJson_SecurityContext({ ...standard, ...withGroup(given), capabilities })!;
}

/** Returns a security context whose group is that of its user: the default group belongs to the default user. */
export function withGroup<T extends { readonly runAsUser?: number; readonly runAsGroup?: number }>(context: T): T {
  const { runAsUser, runAsGroup } = context;
  return runAsUser === undefined || runAsGroup !== undefined ? context : { ...context, runAsGroup: runAsUser };
}

/** Quantities by resource, such as `{ cpu: '100m' }`. */
type Quantities = { readonly [resource: string]: string };

/** Requests and limits as plain data. */
export interface ResourceQuantities {
  readonly requests?: Quantities;
  readonly limits?: Quantities;
}

const CPU_AMOUNT = /^\d+(\.\d+)?m?$/;

/** Fails for unknown resources, amounts other than Cpu and Size, and requests above their limit, which the API server rejects. */
export function checkResources(scope: IConstruct, prop: string, resources: ContainerResources | undefined): void {
  if (resources === undefined) return;
  checkObject(scope, prop, resources);
  for (const [name, bounds] of Object.entries(resources)) {
    const measure = { cpu: millis, memory: kibibytes, ephemeralStorage: kibibytes }[name];
    if (!measure)
      fail(scope, `${prop}.${name} is not a resource of a container: pass cpu, memory or ephemeralStorage, each with request and limit`);
    checkObject(scope, `${prop}.${name}`, bounds);
    const [request, limit] = ['request', 'limit'].map((bound) => {
      const amount = bounds?.[bound];
      if (amount === undefined) return undefined;
      const measured = measure(amount);
      if (measured !== undefined) return measured;
      const expected = name === 'cpu' ? `Cpu: write ${cpuExpression(amount)}` : `Size: write ${sizeExpression(amount)}`;
      return fail(scope, `${prop}.${name}.${bound} (${show(amount)}) must be a ${expected}`);
    });
    if (request !== undefined && limit !== undefined && request > limit) {
      const [least, most] = [bounds.request, bounds.limit].map((amount) => (name === 'cpu' ? amount.amount : amount.asString()));
      fail(scope, `${prop}.${name}.request (${least}) must be at most its limit (${most}): lower request or raise limit`);
    }
  }
}

function millis(cpu: Cpu): number | undefined {
  if (!CPU_AMOUNT.test(cpu?.amount)) return undefined;
  return cpu.amount.endsWith('m') ? Number.parseFloat(cpu.amount) : Number.parseFloat(cpu.amount) * 1000;
}

function kibibytes(size: Size): number | undefined {
  return typeof size?.toKibibytes === 'function' ? size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) : undefined;
}

/** Renders requests and limits. */
export function renderResources({ cpu, memory, ephemeralStorage }: ContainerResources): ResourceQuantities {
  const pick = (bound: 'request' | 'limit'): Quantities | undefined => {
    const amounts: { [resource: string]: string } = {};
    if (cpu?.[bound]) amounts.cpu = cpu[bound].amount;
    if (memory?.[bound]) amounts.memory = memory[bound].asString();
    if (ephemeralStorage?.[bound]) amounts['ephemeral-storage'] = ephemeralStorage[bound].asString();
    return Object.keys(amounts).length > 0 ? amounts : undefined;
  };
  return { requests: pick('request'), limits: pick('limit') };
}

/** Renders references to the Secrets with credentials for a registry. */
export function renderPullSecrets(scope: IConstruct, secrets: ISecret[] | undefined): { name: string }[] | undefined {
  checkList(scope, 'imagePullSecrets', secrets);
  return secrets?.map((secret, index) => {
    if (typeof secret?.name !== 'string' || secret.name === '') {
      fail(
        scope,
        `imagePullSecrets[${index}] (${show(secret)}) must be a Secret: write ${secretExpression(secret, 'Registry', 'registry')}`,
      );
    }
    return { name: secret.name };
  });
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Renders environment variables, in the order of the props. */
export function renderEnv(scope: IConstruct, prop: string, env: { [name: string]: EnvValue } | undefined): Wire<k8s.EnvVar>[] | undefined {
  if (!env) return undefined;
  return Object.entries(env).map(([name, value]) => {
    if (!VARIABLE.test(name))
      fail(scope, `${prop}.${name} must be the name of an environment variable: letters, digits and '_', not starting with a digit`);
    if (typeof value !== 'object' || value === null || (value.value === undefined && value.valueFrom === undefined)) {
      fail(scope, `${prop}.${name} (${show(value)}) must be an EnvValue: ${remedy(value)}`);
    }
    if (value.value !== undefined && typeof value.value !== 'string') {
      fail(scope, `${prop}.${name} (${show(value.value)}) must be a string: write EnvValue.fromValue(${show(String(value.value))})`);
    }
    return { name, value: value.value, valueFrom: value.valueFrom && kubernetes().toJson_EnvVarSource(value.valueFrom) };
  });
}

function remedy(value: unknown): string {
  const given = ['string', 'number', 'boolean'].includes(typeof value);
  return given ? `write EnvValue.fromValue(${show(String(value))})` : "pass one, such as EnvValue.fromValue('text')";
}
