import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { fail, show } from '../errors';

/** Fails for an address among the hosts, which neither an Ingress nor an HTTPRoute takes. */
export function checkNames(scope: IConstruct, hosts: string[], kind: string): void {
  hosts.forEach((host, index) => {
    if (isIP(host)) fail(scope, `hosts[${index}] (${show(host)}) must be a name, since ${kind} takes no address: pass Exposure.none()`);
  });
}
