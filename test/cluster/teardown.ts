/** After all tests, passed or not. */
import type { TestCluster } from './cluster';
import { RUNNING } from './setup';

export default async function teardown(): Promise<void> {
  await (globalThis as { [RUNNING]?: TestCluster })[RUNNING]?.stop();
}
