import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlatformProps, WasmValidation } from 'cdk8s-wasm';

const root = join(__dirname, '..', '..');
let project: string;

/** A project with this library as a package. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-validation-'));
  const library = join(project, 'node_modules', 'cdk8s-wasm');
  mkdirSync(library, { recursive: true });
  cpSync(join(root, 'package.json'), join(library, 'package.json'));
  mkdirSync(join(library, 'build', 'lib'), { recursive: true });
  writeFileSync(
    join(library, 'build', 'lib', 'index.js'),
    `require(require.resolve('tsx/cjs', { paths: [${JSON.stringify(root)}] })); module.exports = require(${JSON.stringify(join(root, 'lib', 'index.ts'))});\n`,
  );
  symlinkSync(join(root, 'node_modules', 'cdk8s'), join(project, 'node_modules', 'cdk8s'));
});

afterEach(() => rmSync(project, { recursive: true }));

/** A ScaledObject of that spec. */
function scaledObject(spec: object) {
  const triggers = [{ type: 'external-push', metadata: { scalerAddress: 'scaler:9090' } }];
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'worker' },
    spec: { scaleTargetRef: { name: 'worker' }, triggers, ...spec },
  };
}

/** Runs `cdk8s synth` for an app that writes a ScaledObject of that spec, without network. */
function synth(spec: object, properties = '') {
  const object = scaledObject(spec);
  writeFileSync(
    join(project, 'app.js'),
    `const { ApiObject, App, Chart } = require('cdk8s'); const app = new App(); new ApiObject(new Chart(app, 'apps'), 'worker', ${JSON.stringify(object)}); app.synth();`,
  );
  writeFileSync(
    join(project, 'cdk8s.yaml'),
    `language: typescript\napp: node app.js\noutput: out\nvalidations:\n  - package: ./node_modules/cdk8s-wasm\n    class: WasmValidation\n    version: 1.0.0\n${properties}`,
  );
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', 'cdk8s'), ['synth', '--check-upgrade=false'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, npm_config_offline: 'true' },
  });
  return { status, output: `${stdout}${stderr}` };
}

/** Returns the report of the plugin for a file. */
async function told(text: string, properties?: PlatformProps) {
  const file = join(project, 'given.yaml');
  writeFileSync(file, text);
  const violations: { ruleName: string }[] = [];
  const submitted: unknown[][] = [];
  const report = {
    addViolation: (violation: { ruleName: string }) => violations.push(violation),
    submit: (...summary: unknown[]) => submitted.push(summary),
  };
  await new WasmValidation(properties).validate({ manifests: [file], report });
  return { file, violations, submitted };
}

test('a valid chart passes with the properties of a platform', async () => {
  const spec = { pollingInterval: 0, minReplicaCount: 0 };
  const { violations, submitted } = await told(JSON.stringify(scaledObject(spec)));
  expect(violations.map(({ ruleName }) => ruleName)).toContain('error schema/bounds');
  expect(submitted).toStrictEqual([['failure', expect.anything()]]);

  const { status, output } = synth(spec, "    properties:\n      keda: '2.19'\n");
  expect(output).not.toContain('schema/bounds');
  expect(output).toMatch(/Status\s+│ success/);
  expect(status).toBe(0);
  expect(existsSync(join(project, 'out', 'apps.k8s.yaml'))).toBe(true);
}, 60_000);

test('a valid chart passes without properties', async () => {
  const { submitted } = await told(JSON.stringify(scaledObject({ minReplicaCount: 0 })));
  expect(submitted).toStrictEqual([['success', expect.objectContaining({ Errors: '0' })]]);
});

test('fails with status 2 and a report of construct, location, message and fix', () => {
  const { status, output } = synth({ minReplicaCount: 5, maxReplicaCount: 2 });
  expect(status).toBe(2);
  expect(output).toMatch(/Errors\s+│ 1/);
  expect(output).toContain('error keda/replica-bounds (1 occurrences)');
  expect(output).toContain('- Construct Path: apps/worker');
  expect(output).toMatch(/> ScaledObject spec\.minReplicaCount \(line \d+\)/);
  expect(output).toContain('Recommendation: minReplicaCount (5) is above maxReplicaCount (2)');
  expect(output).toContain('How to fix: raise maxReplicaCount or lower minReplicaCount (https://github.com/kedacore/keda/');
}, 60_000);

test('fails for an unsupported version', () => {
  const { status, output } = synth({}, "    properties:\n      keda: '1.5'\n");
  expect(status).not.toBe(0);
  expect(output).toContain('keda ("1.5") must be a version of KEDA from 2.14 to 2.21');
}, 60_000);

test('equal findings of several objects are one violation of the report', async () => {
  const document = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  labels:\n    release: 7\n`;
  const { file, violations, submitted } = await told(`${document('a')}---\n${document('b')}`);
  expect(violations).toStrictEqual([
    {
      ruleName: 'error kubernetes/labels',
      recommendation: 'release (7) must be a string',
      fix: 'quote it: "7" (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)',
      violatingResources: [
        { resourceName: 'a', manifestPath: file, locations: ['ConfigMap metadata.labels.release (line 6)'] },
        { resourceName: 'b', manifestPath: file, locations: ['ConfigMap metadata.labels.release (line 13)'] },
      ],
    },
  ]);
  expect(submitted).toStrictEqual([['failure', { Errors: '2', Warnings: '0' }]]);
});

test('importing the library does not load the rules', () => {
  const script = `require('tsx/cjs'); require('./lib'); console.log(Object.keys(require.cache).filter((file) => file.includes('/lib/rules/check')).length)`;
  const { stdout } = spawnSync('node', ['-e', script], { cwd: root, encoding: 'utf8' });
  expect(stdout.trim()).toBe('0');
});
