import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { main } from '../examples/main';
import { ADD_ON_0_12, CURRENT, schemaErrors } from './support/crd-schema';

const run = promisify(execFile);
const root = join(__dirname, '..');
const dist = join(root, 'dist');
const files = readdirSync(dist).sort();

/** Runs the function with cdk8s writing to an empty folder, and returns what it wrote by file name. */
async function written(synth: (outdir: string) => unknown): Promise<Map<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    await synth(outdir);
    return new Map(readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function synthMain(outdir: string): void {
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    main().synth();
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
}

describe('dist', () => {
  let current: Map<string, string>;
  beforeAll(async () => {
    current = await written(synthMain);
  });

  test('holds one file per chart of the examples and nothing else', () => {
    expect(files).toStrictEqual([...current.keys()].sort());
  });

  test.each(files)('%s is what the examples write', (file) => {
    expect(readFileSync(join(dist, file), 'utf8')).toBe(current.get(file));
  });

  test.each(files)('%s holds only what the CRDs allow', (file) => {
    for (const document of parseAllDocuments(readFileSync(join(dist, file), 'utf8'))) {
      const manifest = document.toJS();
      const crds = manifest.kind === 'HTTPScaledObject' ? ADD_ON_0_12 : CURRENT;
      expect(schemaErrors(manifest, crds) ?? []).toStrictEqual([]);
    }
  });
});

test('every example runs alone and writes the same files', async () => {
  const examples = readdirSync(join(root, 'examples')).filter((file) =>
    readFileSync(join(root, 'examples', file), 'utf8').includes('require.main'),
  );
  const alone = examples.filter((file) => file !== 'main.ts');
  expect(alone.length).toBeGreaterThan(5);
  const outputs = await Promise.all(
    alone.map((file) =>
      written((outdir) => run('npx', ['tsx', join('examples', file)], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir } })),
    ),
  );
  const byName = new Map(outputs.flatMap((output) => [...output]));
  expect([...byName.keys()].sort()).toStrictEqual(files);
  for (const [file, text] of byName) expect(text).toBe(readFileSync(join(dist, file), 'utf8'));
}, 60_000);
