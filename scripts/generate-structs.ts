/**
 * Writes the props of every struct that a user passes to this library, read from the TypeScript interfaces: those of the classes that
 * lib/index.ts exports, and of cdk8s-plus where a prop has its type.
 *
 *   npm run structs
 *   npx tsx scripts/generate-structs.ts --out DIR    writes to DIR instead of the repository
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStructs } from './structs/read-structs';
import { structsSource } from './structs/structs-source';

const FILE = 'lib/core/structs.ts';
const root = join(__dirname, '..');
const out = process.argv.indexOf('--out');
const file = join(out < 0 ? root : process.argv[out + 1], FILE);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, structsSource(readStructs(root)));
