/**
 * Writes the triggers' types, factories, definitions and page from KEDA's schema of its scalers (imports/keda/scalers-schema.json)
 * and its parameter files (lib/keda/scalers/parameters/<type>.yaml), which describe the actual behaviour of KEDA's code.
 *
 *   npm run triggers
 *   npx tsx scripts/generate-triggers.ts --out DIR    writes to DIR instead of the repository
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { definitionsSource } from './triggers/definitions-source';
import { docsPage } from './triggers/docs-page';
import { readScalers } from './triggers/read-scalers';
import { scalersSource } from './triggers/scalers-source';
import { triggerSource } from './triggers/trigger-source';

const root = join(__dirname, '..');

function main(): void {
  const out = process.argv.indexOf('--out');
  const into = out < 0 ? root : process.argv[out + 1];
  const scalers = readScalers(root);
  const files = {
    'lib/keda/triggers/scalers.ts': scalersSource(scalers),
    'lib/keda/triggers/trigger.ts': triggerSource(scalers),
    'lib/keda/scalers/definitions.ts': definitionsSource(scalers),
    'docs/triggers.md': docsPage(scalers),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, file)), { recursive: true });
    writeFileSync(join(into, file), text);
  }
}

try {
  main();
} catch (error) {
  console.error(`generate-triggers: ${(error as Error).message}`);
  process.exitCode = 1;
}
