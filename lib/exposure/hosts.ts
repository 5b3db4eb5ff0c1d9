import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** Matches possible IP addresses cheaply: isIP() takes as long as all other checks of a host together. */
const LIKE_AN_ADDRESS = /:|^[0-9.]+$/;

/** Fails for an IP address among the hosts, which both Ingress and HTTPRoute reject. */
export function checkNames(scope: IConstruct, hosts: string[], kind: string): void {
  hosts.forEach((host, index) => {
    if (LIKE_AN_ADDRESS.test(host) && isIP(host))
      fail(scope, `hosts[${index}] (${show(host)}) must be a name, since ${kind} rejects IP addresses: pass Exposure.none()`);
  });
}
