import { cidrFault, strictCidr } from '../../lib/core/cidr';

const HOST_BITS = 'has bits set beyond its prefix length';
const ZEROS = 'has leading zeros';
const MAPPED = 'is an IPv4-mapped IPv6 address';

test.each([
  ['10.20.5.3/16', { fault: HOST_BITS, range: '10.20.0.0/16', single: '10.20.5.3/32' }],
  ['255.255.255.255/0', { fault: HOST_BITS, range: '0.0.0.0/0', single: '255.255.255.255/32' }],
  ['2001:db8:0:1::7/64', { fault: HOST_BITS, range: '2001:db8:0:1::/64', single: '2001:db8:0:1::7/128' }],
  ['::7/64', { fault: HOST_BITS, range: '::/64', single: '::7/128' }],
  ['010.020.0.0/16', { fault: ZEROS, range: '10.20.0.0/16' }],
  ['10.20.5.3/016', { fault: ZEROS, range: '10.20.0.0/16' }],
  ['2001:db8::/032', { fault: ZEROS, range: '2001:db8::/32' }],
  ['::ffff:10.20.5.3/112', { fault: MAPPED, range: '10.20.0.0/16' }],
  ['::ffff:a14:503/128', { fault: MAPPED, range: '10.20.5.3/32' }],
  ['::ffff:10.20.5.3/80', { fault: MAPPED, range: '::/80' }],
])('%s is refused in the strict form', (cidr, fault) => {
  expect(cidrFault(cidr)).toStrictEqual(fault);
  expect(strictCidr(cidr)).toBe(fault.range);
});

test.each(['10.20.0.0/16', '0.0.0.0/0', '10.0.0.7/32', '::/0', '2001:0db8::/32', 'FE80::/10', '::1/128', '64:ff9b::10.0.0.1/128'])(
  '%s has the strict form',
  (cidr) => {
    expect(cidrFault(cidr)).toBeUndefined();
  },
);

test.each(['', '10.0.0.1', '10.0.0.0/33', '256.0.0.0/8', '10.0.0/8', '::/129', 'fe80::1%eth0/64', 'a/8', '1:2/16'])(
  '%j is no range',
  (cidr) => {
    expect([cidrFault(cidr), strictCidr(cidr)]).toStrictEqual([undefined, cidr]);
  },
);
