/** After all tests, passed or not. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TestCluster } from './cluster';
import { REPORT, told } from './report';
import { RUNNING } from './setup';

export default async function teardown(): Promise<void> {
  await (globalThis as { [RUNNING]?: TestCluster })[RUNNING]?.stop();
  const report = process.env[REPORT];
  if (!report) return;
  process.stdout.write(`\n${told(report)}`);
  rmSync(dirname(report), { recursive: true });
}
