import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { OutboundHost } from './outbound-host';

/** The port of a scheme where an entry names none. */
const WELL_KNOWN_PORTS: { readonly [scheme: string]: number } = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mqtt: 1883,
  http: 80,
  https: 443,
};

/** The same for what an address may have and an entry must name a port for. */
const SECURE_PORTS: { readonly [scheme: string]: number } = { rediss: 6379, mqtts: 8883 };

/** Longest range of ports that is written out in a NetworkPolicy; a longer one is any port. */
const MAX_RANGE = 100;

const NAME = /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/i;
const CIDR = /^([\da-f.:]+)\/(\d{1,3})$/i;

/**
 * An entry of `allowed_outbound_hosts`: `<scheme>://<host>[:<port>]`, each of which may be `*`.
 *
 * @param where place of the entry, for the error
 *
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/outbound-networking-config/src/allowed_hosts.rs
 */
export function parseOutboundHost(scope: IConstruct | undefined, where: string, entry: string): OutboundHost {
  const refuse = (expected: string): never => fail(scope, `${where} (${show(entry)}) ${expected}`);
  const [, scheme, rest] = /^(.*?):\/\/(.*)$/.exec(entry.trim()) ?? refuse('must have a scheme, such as https://api.example.com');
  if (!/^(\*|[a-z]+)$/i.test(scheme)) refuse('must have a scheme of letters, or "*"');
  const [host, port] = splitPort(rest);
  const name = host.replace(/\/$/, '');
  if (!isHost(name)) refuse('must name a host, an address, a range of addresses, "*.example.com" or "*", and no path');
  return { scheme, host: name, ports: portsOf(port, scheme, refuse) };
}

/**
 * The host of an address, which may have a user, a path and a query.
 *
 * @param where place of the address, for the error
 */
export function parseAddress(scope: IConstruct | undefined, where: string, address: string): OutboundHost {
  const origin = address.replace(/^(.*?:\/\/)(?:[^/@]*@)?([^/?#]*).*$/, '$1$2');
  const scheme = origin.replace(/:.*$/, '');
  const port = SECURE_PORTS[scheme];
  return parseOutboundHost(scope, where, port && !/:\d+$/.test(origin) ? `${origin}:${port}` : origin);
}

/** The host and the port of what follows the scheme; a range of IPv6 addresses has colons of its own. */
function splitPort(rest: string): [string, string] {
  const bare = rest.replace(/\/$/, '');
  if (isHost(bare)) return [bare, ''];
  const colon = bare.lastIndexOf(':');
  return colon < 0 ? [bare, ''] : [bare.slice(0, colon), bare.slice(colon + 1)];
}

function isHost(host: string): boolean {
  const [, address, bits] = CIDR.exec(host) ?? [];
  if (address !== undefined) return isIP(address) > 0 && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
  return host === '*' || isIP(host) === 4 || isIP(host.replace(/^\[(.*)\]$/, '$1')) === 6 || NAME.test(host.replace(/^\*\./, ''));
}

function portsOf(port: string, scheme: string, refuse: (expected: string) => never): number[] | undefined {
  if (port === '*') return undefined;
  if (port === '') return [WELL_KNOWN_PORTS[scheme] ?? refuse('must have a port, since its scheme has none of its own: add one, or ":*"')];
  const [, first, end] =
    /^(\d{1,5})(?:\.\.(\d{1,5}))?$/.exec(port) ?? refuse('must have a port as a number, as a range such as 8000..8010, or "*"');
  const from = Number(first);
  // the end of a range is not part of it
  const to = end === undefined ? from : Number(end) - 1;
  if (from < 1 || to > 65535 || to < from) refuse('must have ports from 1 to 65535');
  return to - from < MAX_RANGE ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : undefined;
}
