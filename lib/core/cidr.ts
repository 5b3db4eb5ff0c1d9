import { isIPv6 } from 'node:net';

/** A fault of an address range that a lenient reader takes, and the range that such a reader understands. */
export interface CidrFault {
  /** What is wrong, as a predicate: `has bits set beyond its prefix length`. */
  readonly fault: string;
  /** The range in the strict form. */
  readonly range: string;
  /** The address alone as a range, where the address may have been meant. */
  readonly single?: string;
}

interface Bits {
  readonly value: bigint;
  readonly width: 32 | 128;
}

const MAPPED = 0xffffn << 32n;

/**
 * Returns why the API server refuses an address range under StrictIPCIDRValidation although it took it before; undefined for a range in the
 * strict form, and for what is no range at all.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go
 */
export function cidrFault(cidr: string): CidrFault | undefined {
  const [, address, length] = /^([\da-f.:]{2,45})\/(\d{1,5})$/i.exec(cidr) ?? [];
  const parsed = address === undefined ? undefined : (ipv4Of(address) ?? ipv6Of(address));
  if (!parsed || Number(length) > parsed.width) return undefined;
  const isMapped = parsed.width === 128 && parsed.value >> 32n === 0xffffn;
  const { value, width, bits } = isMapped && Number(length) >= 96 ? unmapped(parsed, Number(length)) : { ...parsed, bits: Number(length) };
  const host = (1n << BigInt(width - bits)) - 1n;
  const range = `${textOf({ value: value & ~host, width })}/${bits}`;
  if (/^0\d/.test(length) || (parsed.width === 32 && /(^|\.)0\d/.test(address))) return { fault: 'has leading zeros', range };
  if (isMapped) return { fault: 'is an IPv4-mapped IPv6 address', range };
  if ((value & host) === 0n) return undefined;
  return { fault: 'has bits set beyond its prefix length', range, single: `${address}/${width}` };
}

/** Returns the remedy of a fault, such as `write "10.20.0.0/16", or "10.20.5.3/32" for the address alone`. */
export function cidrRemedy({ range, single }: CidrFault): string {
  return `write ${JSON.stringify(range)}${single ? `, or ${JSON.stringify(single)} for the address alone` : ''}`;
}

/** Returns an address range in the strict form, and unchanged if it has it. */
export function strictCidr(cidr: string): string {
  return cidrFault(cidr)?.range ?? cidr;
}

function ipv4Of(address: string): Bits | undefined {
  const parts = /^\d+(\.\d+){3}$/.test(address) ? address.split('.').map(Number) : [256];
  if (parts.some((part) => part > 255)) return undefined;
  return { value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n), width: 32 };
}

function ipv6Of(address: string): Bits | undefined {
  if (!isIPv6(address)) return undefined;
  // a URL has the address without an IPv4 part, and with the longest run of zeros shortened
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return { value: all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n), width: 128 };
}

function unmapped({ value }: Bits, length: number): Bits & { readonly bits: number } {
  return { value: value - MAPPED, width: 32, bits: length - 96 };
}

function textOf({ value, width }: Bits): string {
  const size = width === 32 ? 8 : 16;
  const groups = Array.from({ length: width / size }, (_, index) => BigInt.asUintN(size, value >> BigInt(width - size * (index + 1))));
  if (width === 32) return groups.join('.');
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1);
}
