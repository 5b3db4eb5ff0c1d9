import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from '../scripts/generate-examples-page';

const docs = join(__dirname, '..', 'docs');

test('docs/examples.md is what `npm run examples` writes', () => {
  expect(readFileSync(join(docs, 'examples.md'), 'utf8')).toBe(page());
});

test('every file that it names is there', () => {
  const names = [...page().matchAll(/\]\(\.\.\/((?:examples|dist)\/[^)]+)\)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) expect(() => readFileSync(join(docs, '..', name))).not.toThrow();
});
