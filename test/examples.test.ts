import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { main } from '../examples/main';
import { ADD_ON_0_12, CURRENT, schemaErrors } from './support/crd-schema';

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const files = filesBelow(dist).sort();
const manifestFiles = files.filter((file) => file.endsWith('.yaml'));

/** The files below a folder, by their path in it. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
}

/** Runs the function with cdk8s writing below an empty folder, and returns what it wrote by path. */
function written(synth: (outdir: string) => unknown): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    synth(outdir);
    return new Map(filesBelow(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
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
  beforeAll(() => {
    current = written(synthMain);
  });

  test('is written without a warning', () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    written(synthMain);
    const warnings = warn.mock.calls.map(([warning]) => String(warning));
    warn.mockRestore();
    expect(warnings).toStrictEqual([]);
  });

  test('holds the files that the examples write and nothing else', () => {
    expect(files).toStrictEqual([...current.keys()].sort());
  });

  test.each(files)('%s is what the examples write', (file) => {
    expect(readFileSync(join(dist, file), 'utf8')).toBe(current.get(file));
  });

  test.each(manifestFiles)('%s holds only what the CRDs allow', (file) => {
    for (const document of parseAllDocuments(readFileSync(join(dist, file), 'utf8'))) {
      const manifest = document.toJS();
      const crds = manifest.kind === 'HTTPScaledObject' ? ADD_ON_0_12 : CURRENT;
      expect(schemaErrors(manifest, crds) ?? []).toStrictEqual([]);
    }
  });
});

/** Runs each example as the main module of a process, one after the other, each with the modules of the examples loaded anew. */
const RUN_EACH = `
  const { join } = require('node:path');
  const [, examples, outdir, ...files] = process.argv;
  for (const file of files) {
    for (const loaded of Object.keys(require.cache)) if (loaded.startsWith(examples)) delete require.cache[loaded];
    process.env.CDK8S_OUTDIR = join(outdir, file);
    require('node:module').runMain(join(examples, file));
  }`;

test('every example runs alone and writes the same files', () => {
  const examples = join(root, 'examples');
  const alone = readdirSync(examples).filter(
    (file) =>
      file.endsWith('.ts') &&
      !['main.ts', 'fleet.ts'].includes(file) &&
      readFileSync(join(examples, file), 'utf8').includes('require.main'),
  );
  expect(alone.length).toBeGreaterThan(5);
  const outputs = written((outdir) =>
    execFileSync('node', ['--require', 'tsx/cjs', '--eval', RUN_EACH, examples, outdir, ...alone], { cwd: root, stdio: 'pipe' }),
  );
  // each writes below a folder of its own name
  const parts = [...outputs].map(([path, text]) => ({
    example: path.slice(0, path.indexOf('/')),
    file: path.slice(path.indexOf('/') + 1),
    text,
  }));
  expect([...new Set(parts.map(({ example }) => example))].sort()).toStrictEqual(alone);
  expect([...new Set(parts.map(({ file }) => file))].sort()).toStrictEqual(files);
  for (const { file, text } of parts) expect(text).toBe(readFileSync(join(dist, file), 'utf8'));
}, 60_000);

/** The lines of an example that a user writes: neither comments nor what runs it alone. */
function userLines(example: string): number {
  const [code] = readFileSync(join(root, 'examples', `${example}.ts`), 'utf8')
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
    .split('\nif (require.main');
  return code.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}

test.each([
  [
    'rust-slight',
    25,
    ['Namespace', 'RuntimeClass', 'Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'Ingress', 'NetworkPolicy'],
  ],
  ['webhook-handler', 18, ['SpinApp', 'ScaledObject']],
  ['autoscale-wagi', 15, ['Service']],
])("the article's manifests of %s take at most %i lines", (example, most, kinds) => {
  expect(userLines(example)).toBeLessThanOrEqual(most);
  const documents = parseAllDocuments(readFileSync(join(dist, `${example}.k8s.yaml`), 'utf8')).map((document) => document.toJS());
  expect(documents.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
});
