import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Each program of the README, and the YAML that it is said to write. */
const programs = [...readme.matchAll(/```ts\n(import .*?)```.*?```yaml\n(.*?)```/gs)].map(([, program, yaml], index) => ({
  index: index + 1,
  program,
  yaml,
}));

test('the README has a program for each path', () => {
  expect(programs.map(({ program }) => /new (\w+)\((?:new Chart|chart, .worker.,)/.exec(program)?.[1])).toStrictEqual([
    'HttpScaledWasm',
    'SpinAppScaled',
    'KnativeWagiService',
  ]);
});

test.each(programs)(
  'program $index of the README writes the YAML beside it',
  async ({ program, yaml }) => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
    const file = join(outdir, 'program.ts');
    try {
      writeFileSync(file, program);
      await run('npx', ['tsx', '--tsconfig', join(root, 'tsconfig.json'), file], {
        cwd: root,
        env: { ...process.env, CDK8S_OUTDIR: outdir, NODE_PATH: join(root, 'node_modules') },
      });
      const [written] = readdirSync(outdir).filter((name) => name.endsWith('.yaml'));
      expect(readFileSync(join(outdir, written), 'utf8')).toBe(yaml);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  },
  30_000,
);

const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((page) => join('docs', page))];

test.each(pages)('the links of %s lead to files of this repository', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !existsSync(join(root, page, '..', link)))).toStrictEqual([]);
});
