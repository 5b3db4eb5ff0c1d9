/** Before all groups: the node, with what every group needs. */
import { HPA_SYNC_PERIOD, runtimeClasses } from '../apps';
import { COREDNS } from '../components/coredns';
import { Node } from '../node';

export default async function setup(): Promise<void> {
  const start = Date.now();
  const log = (step: string) => console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  const node = await Node.start({ log, hpaSyncPeriod: HPA_SYNC_PERIOD });
  await node.install([COREDNS]);
  await node.apply(runtimeClasses());
}
