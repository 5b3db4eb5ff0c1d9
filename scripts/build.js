/**
 * Compiles the library with jsii. jsii prints a banner for each version of node that it does not support, where this library supports more;
 * its warnings of development dependencies and of reserved words of other languages do not matter for a library of TypeScript.
 *
 *   npm run build
 */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const [major] = process.versions.node.split('.');
const { status } = spawnSync(
  process.execPath,
  [
    join(__dirname, '..', 'node_modules', 'jsii', 'bin', 'jsii'),
    '--silence-warnings',
    'metadata/missing-dev-dependency',
    'language-compatibility/reserved-word',
    // the assembly is a fifth of the package otherwise
    '--compress-assembly',
  ],
  {
    cwd: join(__dirname, '..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: major,
      JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
      JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
    },
  },
);
process.exitCode = status ?? 1;
