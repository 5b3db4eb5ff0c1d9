import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..');
const read = (file: string) => parse(readFileSync(join(root, file), 'utf8'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the action', () => {
  const { inputs, runs } = read('action.yml');
  const [step] = runs.steps;
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-action-'));
    // a command in place of npx, which prints its arguments
    writeFileSync(join(directory, 'npx'), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n');
    chmodSync(join(directory, 'npx'), 0o755);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Runs the step with inputs, as the runner does. */
  function run(given: { readonly [name: string]: string } = {}) {
    const variables = Object.entries<string>(step.env).map(([variable, expression]) => {
      const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)![1];
      return [variable, given[name] ?? inputs[name].default];
    });
    const env = { ...Object.fromEntries(variables), PATH: `${directory}:${process.env.PATH}`, GITHUB_ACTION_PATH: root };
    const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: directory,
      encoding: 'utf8',
      env,
    });
    return { status, args: stdout.split('\n').filter(Boolean) };
  }

  test('checks the repository with the version of its tag, and fails as the command does', () => {
    expect(run()).toStrictEqual({
      status: 1,
      args: ['--yes', `cdk8s-wasm@${version}`, 'check', '--format', 'github', '--fail-on', 'error', '--', '.'],
    });
  });

  test('passes paths and options, writes a file, and runs nothing that an input says', () => {
    const { args } = run({
      paths: 'manifests $(touch hacked) *',
      args: '--exclude **/test --platform keda=2.21',
      version: '9.9.9',
      'fail-on': 'warning',
      output: 'results.sarif',
      format: 'sarif',
    });
    expect(args).toStrictEqual([]);
    expect(readFileSync(join(directory, 'results.sarif'), 'utf8').trim().split('\n')).toStrictEqual([
      '--yes',
      'cdk8s-wasm@9.9.9',
      ...['check', '--format', 'sarif', '--fail-on', 'warning', '--exclude', '**/test', '--platform', 'keda=2.21', '--'],
      ...['manifests', '$(touch', 'hacked)', '*'],
    ]);
    expect(existsSync(join(directory, 'hacked'))).toBe(false);
  });
});

test('the hook of pre-commit runs this version on the repository', () => {
  const [{ id, entry, args, pass_filenames }] = read('.pre-commit-hooks.yaml');
  expect([id, entry, args, pass_filenames]).toStrictEqual(['cdk8s-wasm-check', `npx --yes cdk8s-wasm@${version} check`, ['.'], false]);
});
