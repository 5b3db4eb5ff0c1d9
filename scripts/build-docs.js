/**
 * Builds the documentation site into docs/.vitepress/dist/; a dead link fails the build. The site's packages are in docs/package.json, so
 * that the library's own install stays small; they are installed when they are absent.
 *
 *   npm run docs
 *   npm run docs -- dev     serves the pages and follows edits
 */
const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const docs = join(root, 'docs');
const env = { ...process.env, NO_UPDATE_NOTIFIER: '1' };
const npm = (folder, ...args) => execFileSync('npm', args, { cwd: folder, env, stdio: 'inherit' });

for (const folder of [root, docs]) {
  if (!existsSync(join(folder, 'node_modules'))) npm(folder, 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}
try {
  npm(docs, 'run', '--silent', process.argv[2] ?? 'build');
} catch {
  process.exitCode = 1;
}
