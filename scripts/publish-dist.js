/**
 * Replaces dist/ by what the app wrote to CDK8S_OUTDIR. It runs only after the app succeeded: an app that fails leaves dist/ as it was,
 * although the cdk8s CLI empties its output folder before it starts the app.
 */
const { cpSync, mkdirSync, readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const written = process.env.CDK8S_OUTDIR;
const dist = join(__dirname, '..', 'dist');
const files = readdirSync(written, { recursive: true });
if (!files.some((file) => file.endsWith('.yaml'))) throw new Error(`no manifests in ${written}`);

rmSync(dist, { recursive: true, force: true });
// the manifests, and what stands beside them, such as a ContainerdConfig; not what the CLI keeps for itself
for (const file of files.filter((file) => /\.(ya?ml|toml)$/.test(file))) {
  const to = join(dist, file);
  mkdirSync(join(to, '..'), { recursive: true });
  cpSync(join(written, file), to);
}
