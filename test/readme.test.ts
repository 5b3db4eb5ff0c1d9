import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

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

/** Runs a program with cdk8s writing to that folder. */
function runProgram(program: string, outdir: string): void {
  const { code } = transformSync(program, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    new Function('require', 'exports', code)(require, {});
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
}

test.each(programs)('program $index of the README writes the YAML beside it', ({ program, yaml }) => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    runProgram(program, outdir);
    const written = readdirSync(outdir);
    expect(written).toHaveLength(1);
    expect(readFileSync(join(outdir, written[0]), 'utf8')).toBe(yaml);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

/** The pages; docs/api is generated, and has the links that its generator checks. */
const docs = ['', 'rules'].flatMap((folder) =>
  readdirSync(join(root, 'docs', folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs.map((page) => join('docs', page))];

/** The package has no docs/ but the pages that the command reads: npm shows the README, whose links lead to the repository. */
test('the links of the README are absolute, and lead to files of this repository', () => {
  const links = [...readme.replace(/```.*?```/gs, '').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !link.startsWith('https://') && !link.startsWith('#'))).toStrictEqual([]);
  const own = links.flatMap((link) => /^https:\/\/github\.com\/cdk8s-wasm\/cdk8s-wasm\/(?:blob|tree)\/main\/([^#]+)/.exec(link)?.[1] ?? []);
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((file) => !existsSync(join(root, file)))).toStrictEqual([]);
});

/** Quoted messages of rules contain regular expressions, which look like links. */
test.each(pages)('the links of %s lead to files of this repository', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replace(/```.*?```|`[^`\n]*`|^>.*?$/gms, '');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !link.startsWith('api/') && !existsSync(join(root, page, '..', link)))).toStrictEqual([]);
});
