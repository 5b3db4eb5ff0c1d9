/** After all groups: the table of what was observed. The node goes with the sandbox. */
import { table, writeObservations } from '../observations';

export default async function teardown(): Promise<void> {
  process.stdout.write(`\n${table()}\n`);
  writeObservations();
}
