import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { OutboundHost } from './outbound-host';

/** Default ports by scheme. */
const WELL_KNOWN_PORTS: { readonly [scheme: string]: number } = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  mqtt: 1883,
  http: 80,
  https: 443,
};

/** Default ports by scheme that apply to addresses, but not to entries of `allowed_outbound_hosts`. */
const SECURE_PORTS: { readonly [scheme: string]: number } = { rediss: 6379, mqtts: 8883 };

/** Maximum size of a port range that is listed in a NetworkPolicy; a larger one becomes any port. */
const MAX_RANGE = 100;

const NAME = /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/i;
const CIDR = /^([\da-f.:]+)\/(\d{1,3})$/i;

/**
 * Parses an entry of `allowed_outbound_hosts`: `<scheme>://<host>[:<port>]`, where each part may be `*`.
 *
 * @param where location of the entry, for the error
 *
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/outbound-networking-config/src/allowed_hosts.rs
 */
export function parseOutboundHost(scope: IConstruct | undefined, where: string, entry: string): OutboundHost {
  const failFor = (expected: string): never => fail(scope, `${where} (${show(entry)}) ${expected}`);
  const at = entry.indexOf('://');
  if (at < 0) failFor('must have a scheme, such as https://api.example.com');
  const [scheme, rest] = [entry.slice(0, at).trim(), entry.slice(at + 3).trim()];
  if (!/^(\*|[a-z]+)$/i.test(scheme)) failFor('must have a scheme of letters, or "*"');
  const [host, port] = splitPort(rest);
  const name = host.replace(/\/$/, '');
  if (!isHost(name)) failFor('must have a host name, an address, an address range, "*.example.com" or "*", and no path');
  return { scheme, host: name, ports: portsOf(port, scheme, failFor) };
}

/**
 * Parses an address, whose user, path and query are ignored.
 *
 * @param where location of the address, for the error
 */
export function parseAddress(scope: IConstruct | undefined, where: string, address: string): OutboundHost {
  const [scheme, ...rest] = address.split('://');
  const host = rest
    .join('://')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#].*/s, '');
  const origin = rest.length > 0 ? `${scheme}://${host}` : address;
  const port = SECURE_PORTS[scheme];
  return parseOutboundHost(scope, where, port && !/:\d+$/.test(origin) ? `${origin}:${port}` : origin);
}

/** Splits host and port; a range of IPv6 addresses also contains colons. */
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

function portsOf(port: string, scheme: string, failFor: (expected: string) => never): number[] | undefined {
  if (port === '*') return undefined;
  if (port === '') return [WELL_KNOWN_PORTS[scheme] ?? failFor('must have a port, since its scheme has no default port: add one, or ":*"')];
  const [, first, end] =
    /^(\d{1,5})(?:\.\.(\d{1,5}))?$/.exec(port) ?? failFor('must have a port as a number, as a range such as 8000..8010, or "*"');
  const from = Number(first);
  // the end of a range is exclusive
  const to = end === undefined ? from : Number(end) - 1;
  if (from < 1 || to > 65535 || to < from) failFor('must have ports from 1 to 65535');
  return to - from < MAX_RANGE ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : undefined;
}
