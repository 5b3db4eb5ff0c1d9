/**
 * Bundles the playground's worker: the rules, and the constructs with cdk8s, which load on first use. cdk8s and some constructs use modules of
 * node; a browser gets small ones in their place (node/).
 *
 *   node playground/build.js
 */
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = import.meta.dirname;
const own = (name) => join(folder, 'node', `${name}.ts`);
const modules = { fs: own('fs'), os: own('fs'), child_process: own('fs'), path: own('path'), crypto: own('crypto'), net: own('net') };

await build({
  entryPoints: [join(folder, 'worker.ts'), join(folder, 'constructs.ts')],
  outdir: join(folder, '..', 'public', 'playground'),
  bundle: true,
  minify: true,
  // messages name constructors
  keepNames: true,
  platform: 'browser',
  target: 'es2022',
  define: { __dirname: '""' },
  inject: [own('process')],
  alias: Object.fromEntries(
    Object.entries(modules).flatMap(([name, file]) => [
      [name, file],
      [`node:${name}`, file],
    ]),
  ),
  logLevel: 'warning',
  nodePaths: [join(folder, '..', '..', 'node_modules')],
});
