/** Commands to the Redis on the node, by its own protocol. */
import { connect } from 'node:net';
import type { Node } from './node';

/** Sends one command; returns the answer as it came. */
export async function redis(node: Node, ...command: string[]): Promise<string> {
  const { body } = await node.client.send('GET', '/api/v1/namespaces/rust-slight/services/redis-master');
  const text = `*${command.length}\r\n${command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
  return new Promise((resolve, reject) => {
    const socket = connect(6379, body.spec.clusterIP, () => socket.write(text));
    socket.once('data', (data) => {
      socket.end();
      resolve(data.toString());
    });
    socket.once('error', reject);
  });
}
