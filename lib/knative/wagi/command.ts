import type { IConstruct } from 'constructs';
import { DEFAULT_PORT, LOOPBACK, WAGI_ADDRESS } from '../../cluster/knative';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import type { Probe } from '../../pod/probe';

/** The settings by which WAGI is started. */
export interface WagiCommand {
  readonly port?: number;
  readonly command?: string[];
  readonly args?: string[];
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
}

/** A flag among arguments, and its value. */
interface GivenFlag {
  readonly flag: string;
  readonly value?: string;
}

/** Hosts of a listen address that are reached at 127.0.0.1. */
const HOSTS = ['0.0.0.0', '[::]', LOOPBACK];

/**
 * Fails unless WAGI listens where Knative sends the requests: the queue-proxy forwards them to the port at 127.0.0.1, in the network
 * namespace of the pod, and the kubelet sends liveness and startup probes to the IP address of the pod. By default WAGI listens on
 * 127.0.0.1:3000, and it does not read PORT. Commands other than WAGI, and the arguments of the image, are not checked.
 *
 * @see https://github.com/deislabs/wagi/blob/v0.8.1/src/wagi_app.rs
 * @see https://github.com/knative/serving/blob/knative-v1.24.0/pkg/queue/sharedmain/main.go
 */
export function checkListening(scope: IConstruct, wagi: WagiCommand): void {
  const { command, args } = wagi;
  const expected = `0.0.0.0:${wagi.port ?? DEFAULT_PORT}`;
  const listen = findFlag(args ?? [], '-l', '--listen');
  const probe = (['livenessProbe', 'startupProbe'] as const).find((prop) => wagi[prop] !== undefined);
  if (listen) {
    const given = `args ${listen.flag} (${show(listen.value)})`;
    if (!isReached(listen.value, wagi.port))
      fail(scope, `${given} must be "${expected}", where Knative sends the requests: correct it, or pass port`);
    if (probe && isLoopback(listen.value)) fail(scope, `${given} is an address where ${unreached(probe)}: write "${expected}"`);
    return;
  }
  const runsWagi = command ? command[0].endsWith('wagi') : args !== undefined;
  if (!runsWagi) return;
  const prop = args ? `args (${args.join(' ')})` : `command (${command?.join(' ')})`;
  const remedy = `add '-l', '${expected}' to args`;
  if (!isReached(WAGI_ADDRESS, wagi.port))
    fail(scope, `${prop} makes WAGI listen on ${WAGI_ADDRESS}, not on the port where Knative sends the requests: ${remedy}`);
  if (probe) fail(scope, `${prop} makes WAGI listen on ${WAGI_ADDRESS}, where ${unreached(probe)}: ${remedy}`);
}

/** Whether requests to the port at 127.0.0.1 reach a listen address. */
function isReached(address: string | undefined, port = DEFAULT_PORT): boolean {
  return HOSTS.some((host) => address === `${host}:${port}`);
}

function unreached(probe: string): string {
  return `${probe} does not reach it, since the kubelet sends it to the IP address of the pod`;
}

function isLoopback(address: string | undefined): boolean {
  return address?.startsWith(`${LOOPBACK}:`) === true;
}

/** Returns the first occurrence of a flag, in the forms that WAGI accepts: `-l x`, `-l=x`, `--listen x`, `--listen=x`. */
export function findFlag(args: string[], ...spellings: string[]): GivenFlag | undefined {
  for (const [index, arg] of args.entries()) {
    if (spellings.includes(arg)) return { flag: arg, value: args[index + 1] };
    const [flag, ...value] = arg.split('=');
    if (value.length > 0 && spellings.includes(flag)) return { flag, value: value.join('=') };
  }
  return undefined;
}
