import { Trigger } from '../../../lib';
import { auth, bind, failureOf, giving } from '../triggers/bind';

const list = { listName: 'jobs', listLength: 5 };
const cluster = (hosts: string[], ports: number[]) => Trigger.redisCluster({ ...list, hosts, ports });

test('each host has a port', () => {
  expect(bind(cluster(['a', 'b'], [6379, 6380])).metadata).toMatchObject({ hosts: 'a,b', ports: '6379,6380' });
});

test.each([
  [Trigger.redisCluster({ ...list, hosts: ['a', 'b'], ports: [6379] }), 'redis-cluster', '2 in hosts and 1 in ports'],
  [Trigger.redisCluster({ ...list, host: ['a'], hosts: ['a', 'b'], port: [1, 2] }), 'redis-cluster', '1 in host and 2 in port'],
  [
    Trigger.redisSentinelStreams({ stream: 's', streamLength: 5, sentinelMaster: 'm', hosts: ['a'], ports: [1, 2, 3] }),
    'redis-sentinel-streams',
    '1 in hosts and 3 in ports',
  ],
  [Trigger.redis({ ...list, host: 'a,b', port: 6379 }), 'redis', '2 in host and 1 in port'],
])('fails for hosts and ports of different number (%#)', (trigger, type, counts) => {
  expect(failureOf(trigger)).toBe(`triggers[0] (${type}) has ${counts}, which belong together one by one: pass one port for each host`);
});

test.each([
  ['an address', Trigger.redisCluster({ ...list, addresses: ['c:6379'], hosts: ['a', 'b'], ports: [6379] })],
  ['an address in a variable', Trigger.redisCluster({ ...list, addressesFromEnv: 'ADDRESSES', hosts: ['a', 'b'], ports: [6379] })],
  ['hosts in a variable', Trigger.redisCluster({ ...list, hostsFromEnv: 'HOSTS', ports: [6379] })],
  ['hosts in the authentication too', Trigger.redisCluster({ ...list, hosts: ['a', 'b'], ports: [1] }, { auth: giving('hosts') })],
  ['an unknown authentication', Trigger.redisCluster({ ...list, hosts: ['a', 'b'], ports: [1] }, { auth })],
])('the numbers may differ with %s', (_, trigger) => {
  expect(failureOf(trigger)).toBeUndefined();
});
