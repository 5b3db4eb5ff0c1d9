import { parseAddress, parseOutboundHost } from '../../lib/network/outbound-address';

test.each<[string, string, string, number[] | undefined]>([
  ['https://api.example.com', 'https', 'api.example.com', [443]],
  ['https://api.example.com/', 'https', 'api.example.com', [443]],
  ['http://api.example.com:8080', 'http', 'api.example.com', [8080]],
  ['http://api.example.com:8080/', 'http', 'api.example.com', [8080]],
  ['http://*.example.com', 'http', '*.example.com', [80]],
  ['*://*:*', '*', '*', undefined],
  ['redis://redis', 'redis', 'redis', [6379]],
  ['mysql://db:*', 'mysql', 'db', undefined],
  ['postgres://10.0.0.7', 'postgres', '10.0.0.7', [5432]],
  ['mqtt://10.0.0.0/8:1883', 'mqtt', '10.0.0.0/8', [1883]],
  ['mqtt://[fd00::1]', 'mqtt', '[fd00::1]', [1883]],
  ['redis://fd00::/8', 'redis', 'fd00::/8', [6379]],
  ['http://self', 'http', 'self', [80]],
  ['http://other.spin.internal', 'http', 'other.spin.internal', [80]],
  ['tcp://db:8000..8003', 'tcp', 'db', [8000, 8001, 8002]],
  ['tcp://db:1..60000', 'tcp', 'db', undefined],
])('reads %s as Spin does', (entry, scheme, host, ports) => {
  expect(parseOutboundHost(undefined, 'hosts', entry)).toStrictEqual({ scheme, host, ports });
});

test.each([
  ['api.example.com', 'must have a scheme, such as https://api.example.com'],
  ['*', 'must have a scheme, such as https://api.example.com'],
  ['my-scheme://db:1', 'must have a scheme of letters, or "*"'],
  ['https://api.example.com/v1', 'must have a host name, an address, an address range, "*.example.com" or "*", and no path'],
  ['https://api.*.com', 'must have a host name, an address, an address range, "*.example.com" or "*", and no path'],
  ['https://10.0.0.0/33', 'must have a host name, an address, an address range, "*.example.com" or "*", and no path'],
  ['tcp://db', 'must have a port, since its scheme has no default port: add one, or ":*"'],
  ['*://db', 'must have a port, since its scheme has no default port: add one, or ":*"'],
  ['http://db:http', 'must have a port as a number, as a range such as 8000..8010, or "*"'],
  ['http://db:70000', 'must have ports from 1 to 65535'],
  ['http://db:9..9', 'must have ports from 1 to 65535'],
])('fails for %s, which Spin rejects', (entry, message) => {
  expect(() => parseOutboundHost(undefined, 'hosts', entry)).toThrow(new Error(`hosts (${JSON.stringify(entry)}) ${message}`));
});

test.each<[string, string, string, number[] | undefined]>([
  ['redis://user:pa:ss@redis.shop:6380/2', 'redis', 'redis.shop', [6380]],
  ['rediss://redis.shop', 'rediss', 'redis.shop', [6379]],
  ['mqtts://broker?client_id=a', 'mqtts', 'broker', [8883]],
  ['https://sqs.eu-central-1.amazonaws.com/123/orders', 'https', 'sqs.eu-central-1.amazonaws.com', [443]],
])('reads the address %s without user, path and query', (address, scheme, host, ports) => {
  expect(parseAddress(undefined, 'address', address)).toStrictEqual({ scheme, host, ports });
});
