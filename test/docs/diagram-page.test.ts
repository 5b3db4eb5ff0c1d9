import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cli/run';

const root = join(__dirname, '..', '..');
const example = join(root, 'dist', 'rust-slight.k8s.yaml');
const read = (...path: string[]) => readFileSync(join(root, 'docs', ...path), 'utf8');

test('the page shows the Mermaid of the example', () => {
  expect(read('diagram.md')).toContain(`\`\`\`mermaid\n${run(['diagram', '--no-config', example]).stdout}\`\`\`\n`);
});

// npx tsx lib/cli/main.ts diagram --format svg dist/rust-slight.k8s.yaml > docs/images/diagram.svg
test('the page shows the image of the example', () => {
  expect(read('images', 'diagram.svg')).toBe(run(['diagram', '--no-config', '--format', 'svg', example]).stdout);
});
