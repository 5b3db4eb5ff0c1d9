/** Before all groups: the node, with what every group needs. */
import { IS_OLDER } from '../../pins';
import { HPA_SYNC_PERIOD, runtimeClasses } from '../apps';
import { COREDNS } from '../components/coredns';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { KNATIVE } from '../components/knative';
import { Node } from '../node';
import { observed } from '../observations';
import { OLDER_RELEASES } from '../reality-page';

export default async function setup(): Promise<void> {
  const start = Date.now();
  const log = (step: string) => console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  const node = await Node.start({ log, hpaSyncPeriod: HPA_SYNC_PERIOD });
  await node.install([COREDNS]);
  await node.apply(runtimeClasses());
  // the page is written from the newest pins
  if (IS_OLDER) for (const { title, version } of [KEDA, HTTP_ADD_ON, KNATIVE]) observed(OLDER_RELEASES, title, version);
}
