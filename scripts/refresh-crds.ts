/**
 * Reads the upstream CRDs from their pinned Go modules, removes the descriptions, and writes one file per API group to imports/crds/. JSON
 * files, such as KEDA's schema of its scalers, are copied unchanged. Fields of a release that the proxy does not have are added from its
 * documentation (documented-crds.ts). imports/crds/sources.json pins the modules and records the checksums.
 *
 *   npm run crds            needs Go and the Go module proxy; nothing else in this repository does
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { stripDescriptions, toCrdYaml } from './crds';
import { addDocumented } from './documented-crds';

interface SourceFile {
  readonly path: string;
  readonly into: string;
  sha256?: string;
}

interface SourceModule {
  readonly module: string;
  readonly version: string;
  readonly files: SourceFile[];
  sum?: string;
}

const crdsDir = join(__dirname, '..', 'imports', 'crds');
const sourcesFile = join(crdsDir, 'sources.json');
const sources = JSON.parse(readFileSync(sourcesFile, 'utf8')) as { modules: SourceModule[] };

const groups = new Map<string, unknown[]>();
const copies = new Map<string, string>();
for (const source of sources.modules) {
  const { dir, sum } = download(source);
  source.sum = sum;
  for (const file of source.files) {
    const text = readFileSync(join(dir, file.path), 'utf8');
    file.sha256 = createHash('sha256').update(text).digest('hex');
    if (file.path.endsWith('.json')) {
      copies.set(file.into, text);
      continue;
    }
    const crds = parseAllDocuments(text).map((document) => addDocumented(stripDescriptions(document.toJS())));
    groups.set(file.into, [...(groups.get(file.into) ?? []), ...crds]);
  }
  console.log(`${source.module}@${source.version}: ${source.files.length} files`);
}

for (const [into, crds] of groups) write(into, toCrdYaml(crds));
for (const [into, text] of copies) write(into, text);
writeFileSync(sourcesFile, `${JSON.stringify(sources, undefined, 2)}\n`);

function write(into: string, text: string): void {
  mkdirSync(dirname(join(crdsDir, into)), { recursive: true });
  writeFileSync(join(crdsDir, into), text);
}

/** Downloads a module into the Go module cache; Go verifies it against the public checksum database. */
function download(source: SourceModule): { dir: string; sum: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-crds-')); // outside any Go module
  try {
    const out = execFileSync('go', ['mod', 'download', '-json', `${source.module}@${source.version}`], { cwd, encoding: 'utf8' });
    const { Dir: dir, Sum: sum } = JSON.parse(out);
    return { dir, sum };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
