import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** What is no name at first sight; the test for addresses takes as long as all other checks of a host. */
const LIKE_AN_ADDRESS = /:|^[0-9.]+$/;

/** Fails for an address among the hosts, which neither an Ingress nor an HTTPRoute takes. */
export function checkNames(scope: IConstruct, hosts: string[], kind: string): void {
  hosts.forEach((host, index) => {
    if (LIKE_AN_ADDRESS.test(host) && isIP(host))
      fail(scope, `hosts[${index}] (${show(host)}) must be a name, since ${kind} takes no address: pass Exposure.none()`);
  });
}
