/**
 * Writes docs/rules/: an overview, and one page per upstream project with its rules, their rationale, and excerpts of a
 * bad and a good manifest; and docs/advisories.md: the known defects by component.
 *
 *   npm run rules
 *   npx tsx scripts/generate-rules-pages.ts --out FOLDER    writes to FOLDER instead
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisoriesPage } from './rules/advisories';
import { pages } from './rules/pages';

const outAt = process.argv.indexOf('--out');
const out = outAt < 0 ? join(__dirname, '..', 'docs', 'rules') : process.argv[outAt + 1];
mkdirSync(out, { recursive: true });
for (const [file, text] of pages()) writeFileSync(join(out, file), text);
if (outAt < 0) writeFileSync(join(out, '..', 'advisories.md'), advisoriesPage());
