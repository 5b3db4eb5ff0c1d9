import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('the README is read in a few minutes', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(200);
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
  const images = links.flatMap(
    (link) => /^https:\/\/raw\.githubusercontent\.com\/cdk8s-wasm\/cdk8s-wasm\/main\/(.+)/.exec(link)?.[1] ?? [],
  );
  expect(images).toStrictEqual(['docs/images/paths.svg']);
  expect(own.length).toBeGreaterThan(10);
  expect([...own, ...images].filter((file) => !existsSync(join(root, file)))).toStrictEqual([]);
});

/** Quoted messages of rules contain regular expressions, which look like links. */
test.each(pages)('the links of %s lead to files of this repository', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replace(/```.*?```|`[^`\n]*`|^>.*?$/gms, '');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !link.startsWith('api/') && !existsSync(join(root, page, '..', link)))).toStrictEqual([]);
});
