/**
 * Drives the documentation site in a browser (docs/test/): errors, width on a phone, accessibility, links, search. It builds the site where
 * it is not built yet.
 *
 *   npm run docs && npm run test:docs
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

const isBuilt = existsSync(join(root, 'docs', '.vitepress', 'dist', 'index.html'));
process.exitCode = (isBuilt ? 0 : run('scripts/build-docs.js')) || run('--test', '--test-reporter=dot', 'docs/test/');
