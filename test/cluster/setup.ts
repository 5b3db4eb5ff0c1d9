/** Before all tests: a cluster, and how to reach it in the environment of the tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster, type TestCluster } from './cluster';
import { REPORT } from './report';

/** Handed to the teardown, which runs in the same process. */
export const RUNNING = Symbol.for('cdk8s-wasm.test-cluster');
/** Where the tests find the connection. */
export const CONNECTION = 'CDK8S_WASM_TEST_CONNECTION';

export default async function setup(): Promise<void> {
  const cluster = await startCluster();
  (globalThis as { [RUNNING]?: TestCluster })[RUNNING] = cluster;
  process.env[CONNECTION] = JSON.stringify({ ...cluster.connection, own: cluster.own });
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-report-'));
  process.env[REPORT] = join(dir, 'report.txt');
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
}
