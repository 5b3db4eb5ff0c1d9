/**
 * Builds the documentation site, and drives it in a browser (docs/test/): errors, width on a phone, accessibility, links, search.
 *
 *   npm run test:docs
 */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

process.exitCode = run('scripts/build-docs.js') || run('--test', '--test-reporter=dot', 'docs/test/');
