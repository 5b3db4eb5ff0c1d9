/**
 * Runs `cdk8s synth`, and prints what a reader needs of it: the files in dist/, and the number of findings. What the CLI prints of its work
 * folder and of a plugin without findings is left out; if something fails or is found, all of it is printed.
 *
 *   npm run synth
 */
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const cli = join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'synth', '--check-upgrade=false'], { cwd: root, encoding: 'utf8' });

const hasNoFindings = /Errors +│ 0 +║/.test(stdout) && /Warnings +│ 0 +║/.test(stdout);
if (status === 0 && hasNoFindings) {
  process.stderr.write(stderr.replace(/^The manifests are in dist\/;.*\n/m, ''));
  const files = readdirSync(join(root, 'dist'), { recursive: true }).filter((file) => /\.\w+$/.test(file));
  console.log(`${files.map((file) => `dist/${file}\n`).join('')}${files.length} files; the rules find no errors and no warnings in them`);
} else {
  process.stderr.write(stderr);
  process.stdout.write(stdout);
  process.exitCode = status || 1;
}
