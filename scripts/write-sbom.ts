/**
 * Writes the SBOM of the package, in the format of CycloneDX: what is published, which is the library and the dependencies that it bundles.
 * npm makes it from package-lock.json.
 *
 *   npm run sbom                writes build/cdk8s-wasm-VERSION.cdx.json
 *   npm run sbom -- FILE
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { published } from './sbom/published';

const root = join(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const file = process.argv[2] ?? join(root, 'build', `${manifest.name}-${manifest.version}.cdx.json`);
const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library', '--package-lock-only'];
const ofRepository = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }));
const sbom = published(ofRepository, manifest);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`${relative('', file)}: ${[sbom.metadata.component, ...sbom.components].map((each) => each['bom-ref']).join(', ')}`);
