/** The checks of addresses that constructs do with `node:net`. */
const BYTE = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = new RegExp(`^${BYTE}(\\.${BYTE}){3}$`);

export function isIPv4(text: string): boolean {
  return V4.test(text);
}

export function isIPv6(text: string): boolean {
  return groupsOf(text) !== undefined;
}

export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

/** Ranges of addresses. */
export class BlockList {
  private readonly ranges: { readonly bits: string; readonly family: string }[] = [];

  public addSubnet(address: string, prefix: number, family: string): void {
    this.ranges.push({ bits: bitsOf(address).slice(0, prefix), family });
  }

  public check(address: string, family: string): boolean {
    return this.ranges.some((range) => range.family === family && bitsOf(address).startsWith(range.bits));
  }
}

function bitsOf(address: string): string {
  if (isIPv4(address))
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  return (groupsOf(address) ?? []).map((group) => group.toString(2).padStart(16, '0')).join('');
}

/** The eight groups of an IPv6 address. */
function groupsOf(text: string): readonly number[] | undefined {
  const v4 = /^(.*:)([\d.]+)$/.exec(text);
  if (v4 && isIPv4(v4[2])) {
    const [a, b, c, d] = v4[2].split('.').map(Number);
    return groupsOf(`${v4[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array(tail ? missing : 0).fill('0'), ...(tail ?? [])];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.map((group) => Number.parseInt(group, 16)) : undefined;
}

export default { isIP, isIPv4, isIPv6, BlockList };
