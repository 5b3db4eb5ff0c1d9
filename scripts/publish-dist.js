/**
 * Replaces dist/ by the output of the app in CDK8S_OUTDIR. It runs only after the app succeeded: the cdk8s CLI empties its output folder
 * before it starts the app, and a failing app must not change dist/.
 */
const { cpSync, mkdirSync, readdirSync, rmSync } = require('node:fs');
const { join, relative } = require('node:path');

const written = process.env.CDK8S_OUTDIR;
const dist = join(__dirname, '..', 'dist');
const files = readdirSync(written, { recursive: true });
if (!files.some((file) => file.endsWith('.yaml'))) throw new Error(`no manifests in ${written}`);

rmSync(dist, { recursive: true, force: true });
// the manifests and other files, such as a ContainerdConfig, but not the internal files of the CLI
for (const file of files.filter((file) => /\.(ya?ml|toml)$/.test(file))) {
  const to = join(dist, file);
  mkdirSync(join(to, '..'), { recursive: true });
  cpSync(join(written, file), to);
}
// stderr: the CLI reads stdout
console.error(`The manifests are in dist/; ${relative(process.cwd(), written)}/ is the work folder of the cdk8s CLI:`);
