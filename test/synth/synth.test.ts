import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const cdk8s = join(root, 'node_modules', '.bin', 'cdk8s');
let project: string;

/** Creates a project that publishes as this repository does, with files in dist/. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  mkdirSync(join(project, 'scripts'));
  cpSync(join(root, 'scripts', 'publish-dist.js'), join(project, 'scripts', 'publish-dist.js'));
  mkdirSync(join(project, 'dist'));
  writeFileSync(join(project, 'dist', 'old.k8s.yaml'), 'old: true\n');
});

afterEach(() => rmSync(project, { recursive: true }));

function configure(app: string): void {
  writeFileSync(join(project, 'app.js'), app);
  writeFileSync(
    join(project, 'cdk8s.yaml'),
    'language: typescript\napp: node app.js && node scripts/publish-dist.js\noutput: build/synth\n',
  );
}

test('an app that succeeds replaces dist', () => {
  configure(`
    const { mkdirSync, writeFileSync } = require('node:fs');
    mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
    writeFileSync(process.env.CDK8S_OUTDIR + '/new.k8s.yaml', 'new: true\\n');
  `);
  const { stderr } = spawnSync(cdk8s, ['synth', '--check-upgrade=false'], { cwd: project, encoding: 'utf8' });
  expect(stderr).toContain('The manifests are in dist/; build/synth/ is the work folder of the cdk8s CLI:\n');
  expect(readdirSync(join(project, 'dist'))).toStrictEqual(['new.k8s.yaml']);
});

test('fails without touching dist when the app fails', () => {
  configure(`throw new Error('maxReplicas (2) must be at least minReplicas (5)')`);
  const { status } = spawnSync(cdk8s, ['synth', '--check-upgrade=false'], { cwd: project });
  expect(status).toBe(1);
  expect(readFileSync(join(project, 'dist', 'old.k8s.yaml'), 'utf8')).toBe('old: true\n');
});

test('fails without touching dist when the app writes nothing', () => {
  configure(`require('node:fs').mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true })`);
  const { status } = spawnSync(cdk8s, ['synth', '--check-upgrade=false'], { cwd: project });
  expect(status).toBe(1);
  expect(readdirSync(join(project, 'dist'))).toStrictEqual(['old.k8s.yaml']);
});

test("this repository's cdk8s.yaml publishes in the same way", () => {
  const config = readFileSync(join(root, 'cdk8s.yaml'), 'utf8');
  expect(config).toContain('&& node scripts/publish-dist.js');
  expect(config).toContain('output: build/synth');
});
