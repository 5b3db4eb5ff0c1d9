import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../lib/cli/commands';
import { RULES } from '../../lib/rules/registry';
import { run } from './run';

const root = join(__dirname, '..', '..');
const command = join(root, 'lib', 'cli', 'main.ts');
const before = process.cwd();
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-cli-'));
  process.chdir(directory);
});
afterAll(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

/** Runs the command in the temporary directory, in a separate process with pipes. */
function spawned(args: string[], input = '') {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('node', ['--require', require.resolve('tsx/cjs'), command, ...args], {
    cwd: directory,
    encoding: 'utf8',
    input,
    env,
  });
  return { status, stdout, stderr };
}

function write(name: string, text: string): string {
  const file = join(directory, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return name;
}

const NAMES = Object.keys(COMMANDS).join(', ');
const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n';
const BAD = '# made by hand\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\n  labels:\n    release: 7\n';
const WARNED =
  'apiVersion: node.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: odd\n  namespace: keda\n';
const LINK = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set';

test('clean input exits 0', () => {
  expect(run(['check', write('good.yaml', GOOD)])).toStrictEqual({ status: 0, stdout: 'no findings in 1 object of 1 file\n', stderr: '' });
});

test('a finding is printed with its position, and exits 1', () => {
  expect(run(['check', write('bad.yaml', `${GOOD}---\n${BAD}`)])).toStrictEqual({
    status: 1,
    stdout: `bad.yaml:12:5 error release (7) must be a string\n  fix: quote it: "7"\n  ConfigMap bad, metadata.labels.release [kubernetes/labels] ${LINK}\n\n1 error in 2 objects of 1 file\n`,
    stderr: '',
  });
});

test('only warnings exit 0, here from standard input', () => {
  const { status, stdout, stderr } = spawned(['check', '-'], WARNED);
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('stdin:9:3 warning a Namespace belongs to no namespace');
  expect(stdout).toContain('\n1 warning in 2 objects of 1 file\n');
});

test('unreadable inputs exit 2 with one line each, and the others are checked', () => {
  write('mixed/bad.yaml', BAD);
  write('mixed/chart/templates/app.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n');
  const { status, stdout, stderr } = run(['check', 'mixed', 'nowhere.yaml']);
  expect(status).toBe(2);
  expect(stdout).toContain('1 error in 1 object of 1 file, 2 inputs not read\n');
  expect(stderr.split('\n')).toStrictEqual([
    expect.stringMatching(/^mixed\/chart\/templates\/app\.yaml:4:10: is a template, not YAML: render it first/),
    'nowhere.yaml: does not exist',
    '',
  ]);
});

test('directories are read in order, without hidden files, packages, loops and other YAML', () => {
  write('tree/b/two.yml', BAD.replace('bad', 'two'));
  write('tree/a/one.yaml', BAD.replace('bad', 'one'));
  write('tree/three.json', '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "three", "labels": {"a": 1}}}');
  write('tree/package.json', '{ "name": "x" } // not even JSON');
  write('tree/values.yaml', 'image: a\n');
  write('tree/README.md', '# apiVersion\n');
  write('tree/.hidden/bad.yaml', BAD);
  write('tree/node_modules/x/bad.yaml', BAD);
  symlinkSync('..', join(directory, 'tree', 'a', 'loop'));
  const { status, stdout, stderr } = run(['check', 'tree', 'tree/a/one.yaml']);
  expect({ status, stderr }).toStrictEqual({ status: 1, stderr: '' });
  expect(stdout.match(/^ *tree\S+/gm)).toStrictEqual(['tree/a/one.yaml:7:5', '    tree/b/two.yml:7:5', 'tree/three.json:1:84']);
});

test('a file on the command line without manifests is an error', () => {
  expect(run(['check', write('values.yaml', 'image: a\n')])).toMatchObject({
    status: 2,
    stderr: 'values.yaml:1:1: is not a manifest: apiVersion or kind is missing\n',
  });
  mkdirSync(join(directory, 'empty'));
  expect(run(['check', 'empty'])).toMatchObject({ status: 2, stderr: 'empty: contains no .yaml, .yml or .json file\n' });
});

test('the rules check against the platform', () => {
  const file = write(
    'tokens.yaml',
    'apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: { name: a }\nspec: { boundServiceAccountToken: [{ parameter: a, serviceAccountName: b }] }\n',
  );
  expect(run(['check', file]).status).toBe(0);
  expect(run(['check', '--platform', 'keda=2.16,httpAddOn=0.12', file]).status).toBe(1);
  expect(run(['check', '--platform', 'httpAddOn=0.12', '--platform=keda=v2.16.3', file]).status).toBe(1);
});

test('JSON has a stable schema', () => {
  const { status, stdout } = run(['check', '--format', 'json', write('json.yaml', BAD), 'nowhere.yaml']);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toStrictEqual({
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    summary: { errors: 1, warnings: 0, notes: 0, objects: 1, files: 1 },
    findings: [
      {
        rule: 'kubernetes/labels',
        severity: 'error',
        file: 'json.yaml',
        line: 7,
        column: 5,
        endLine: 7,
        endColumn: 15,
        object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'bad' },
        path: 'metadata.labels.release',
        message: 'release (7) must be a string',
        fix: 'quote it: "7"',
        link: LINK,
      },
    ],
    unusable: [{ file: 'nowhere.yaml', reason: 'does not exist' }],
  });
});

test('SARIF lists the rules and the positions', () => {
  const { runs } = JSON.parse(run(['check', '--format=sarif', write('with space/bad.yaml', BAD)]).stdout);
  expect(runs[0].tool.driver.rules).toHaveLength(RULES.length);
  const index = RULES.findIndex(({ id }) => id === 'kubernetes/labels');
  expect(runs[0].results).toStrictEqual([
    {
      ruleId: 'kubernetes/labels',
      ruleIndex: index,
      level: 'error',
      message: { text: 'release (7) must be a string: quote it: "7"' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'with%20space/bad.yaml' },
            region: { startLine: 7, startColumn: 5, endLine: 7, endColumn: 15 },
          },
          logicalLocations: [{ fullyQualifiedName: 'ConfigMap bad, metadata.labels.release' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}$/) },
    },
  ]);
  expect(runs[0].invocations).toStrictEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

const TWICE = BAD.replace('    release: 7\n', '    release: 7\n    tier: 8\n');

test('gitlab is a code quality report', () => {
  const { status, stdout } = run(['check', '--format', 'gitlab', `./${write('quality.yaml', BAD)}`, 'nowhere.yaml']);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toStrictEqual([
    {
      description: 'ConfigMap bad: release (7) must be a string: quote it: "7"',
      check_name: 'kubernetes/labels',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: 'critical',
      location: { path: 'quality.yaml', lines: { begin: 7, end: 7 } },
    },
    {
      description: 'does not exist',
      check_name: 'unreadable',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: 'blocker',
      location: { path: 'nowhere.yaml', lines: { begin: 1, end: 1 } },
    },
  ]);
});

test('a region ends behind the value, and an input without a line has none', () => {
  const text = BAD.replace('release: 7\n', 'release: >-\n      a b\n      c # d\n    # comment\n');
  const { runs } = JSON.parse(run(['check', '--format=sarif', write('block.yaml', text), 'nowhere.yaml']).stdout);
  expect(runs[0].results[0].locations[0].physicalLocation.region).toStrictEqual({
    startLine: 7,
    startColumn: 5,
    endLine: 9,
    endColumn: 12,
  });
  expect(runs[0].invocations[0].toolExecutionNotifications[0].locations).toStrictEqual([
    { physicalLocation: { artifactLocation: { uri: 'nowhere.yaml' } } },
  ]);
  expect(JSON.parse(run(['check', '--format=gitlab', 'block.yaml']).stdout)[0].location.lines).toStrictEqual({ begin: 7, end: 9 });
});

test('the fingerprint of a finding stays when its line moves, and each finding has its own', () => {
  const prints = (text: string) => {
    const { stdout } = run(['check', '--format', 'gitlab', write('moved.yaml', text)]);
    return JSON.parse(stdout).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  };
  const [first, second] = prints(TWICE);
  expect(prints(`# one line more\n${TWICE}`)).toStrictEqual([first, second]);
  expect(second).not.toBe(first);
  expect(prints(BAD)).toStrictEqual([first]);
});

test('junit has a suite for each file, and one for the inputs', () => {
  expect(
    run(['check', '--format', 'junit', write('suite.yaml', BAD.replace('name: bad', 'name: "a<b"')), 'nowhere.yaml']).stdout,
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-wasm" tests="4" failures="2" errors="1">
  <testsuite name="inputs" tests="2" failures="0" errors="1">
    <testcase classname="cdk8s-wasm" name="the rules are run"/>
    <testcase classname="nowhere.yaml" name="is readable" file="nowhere.yaml">
      <error message="does not exist">nowhere.yaml: does not exist</error>
    </testcase>
  </testsuite>
  <testsuite name="suite.yaml" tests="2" failures="2" errors="0">
    <testcase classname="suite.yaml" name="kubernetes/name: ConfigMap a&lt;b, metadata.name" file="suite.yaml" line="5">
      <failure type="error" message="the name of a ConfigMap (&quot;a&lt;b&quot;) must be a DNS name of at most 253 characters">suite.yaml:5:3
fix: write lower-case letters, digits and hyphens
https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names</failure>
    </testcase>
    <testcase classname="suite.yaml" name="kubernetes/labels: ConfigMap a&lt;b, metadata.labels.release" file="suite.yaml" line="7">
      <failure type="error" message="release (7) must be a string">suite.yaml:7:5
fix: quote it: "7"
${LINK}</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(run(['check', '--format', 'junit', write('good.yaml', GOOD)])).toStrictEqual({
    status: 0,
    stdout: `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-wasm" tests="1" failures="0" errors="0">
  <testsuite name="inputs" tests="1" failures="0" errors="0">
    <testcase classname="cdk8s-wasm" name="the rules are run"/>
  </testsuite>
</testsuites>
`,
    stderr: '',
  });
});

test('github prints workflow commands, and manifests cannot inject any', () => {
  expect(run(['check', '--format', 'github', write('a,b.yaml', BAD)]).stdout).toBe(
    '::error file=a%2Cb.yaml,line=7,col=5,title=kubernetes/labels::ConfigMap bad: release (7) must be a string: quote it: "7"\n',
  );
  const forged = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "a\\n::error::forged"\n';
  expect(
    run(['check', '--format', 'github', write('forged.yaml', forged)])
      .stdout.trim()
      .split('\n'),
  ).toHaveLength(1);
});

test('colours depend on the terminal, NO_COLOR, FORCE_COLOR and TERM', () => {
  const file = write('colour.yaml', BAD);
  const piped = spawned(['check', file]);
  expect(piped).toStrictEqual(run(['check', file]));
  expect(piped.status).toBe(1);
  expect(piped.stdout).not.toContain('\u001b');
  expect(run(['check', file], { isTTY: true }).stdout).toContain('\u001b[1m\u001b[31merror');
  expect(run(['check', file], { isTTY: true, env: { TERM: 'dumb' } }).stdout).not.toContain('\u001b');
  expect(run(['check', file], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[1m\u001b[31merror');
  expect(run(['check', file], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain('\u001b');
  expect(run(['check', '--no-color', file], { isTTY: true })).toStrictEqual(run(['check', file]));
  expect(run(['--no-color', 'check', file], { env: { FORCE_COLOR: '1' } })).toStrictEqual(run(['check', file]));
  expect(run(['check', '--', '--no-color']).stderr).toBe('--no-color: does not exist\n');
});

test('control characters are escaped', () => {
  const { stdout } = run(['check', write('escape.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "a\\e[2Jb"\n')]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('\\u001b[2J');
});

test.each<[args: string[], stderr: string]>([
  [[], 'cdk8s-wasm: no command: pass one, such as cdk8s-wasm check FILE (see cdk8s-wasm --help)\n'],
  [['check'], 'cdk8s-wasm: no input: pass files, directories, or - for standard input (see cdk8s-wasm check --help)\n'],
  [['chekc', 'a'], `cdk8s-wasm: unknown command "chekc": pass one of ${NAMES}: did you mean check? (see cdk8s-wasm --help)\n`],
  [
    ['check', '--format', 'jsn', 'a'],
    'cdk8s-wasm: --format "jsn" must be one of text, json, sarif, github, gitlab, junit: did you mean json? (see cdk8s-wasm check --help)\n',
  ],
  [
    ['check', '--platform', 'kedda=2.21', 'a'],
    'cdk8s-wasm: --platform: "kedda" is not a component: did you mean keda? (see cdk8s-wasm check --help)\n',
  ],
  [
    ['check', '--platform', 'keda=1.5', 'a'],
    'cdk8s-wasm: --platform: keda ("1.5") must be a version of KEDA from 2.14 to 2.21 (see cdk8s-wasm check --help)\n',
  ],
  [
    ['check', '--platform', 'keda', 'a'],
    'cdk8s-wasm: --platform: "keda" must be a component and its version, such as keda=2.21 (see cdk8s-wasm check --help)\n',
  ],
  [
    ['check', '--interceptor', 'a/b', 'a'],
    'cdk8s-wasm: --interceptor "a/b" must be service.namespace or service.namespace:port (see cdk8s-wasm check --help)\n',
  ],
  [['check', '--formt', 'json', 'a'], "cdk8s-wasm: unknown option '--formt': did you mean --format? (see cdk8s-wasm check --help)\n"],
  [['--format', 'json', 'check', 'a'], `cdk8s-wasm: no command before --format: pass one of ${NAMES} (see cdk8s-wasm --help)\n`],
  [['help', 'chck'], `cdk8s-wasm: unknown command "chck": pass one of ${NAMES}: did you mean check? (see cdk8s-wasm --help)\n`],
])('%j exits 2 with the reason', (args, stderr) => {
  expect(run(args)).toStrictEqual({ status: 2, stdout: '', stderr });
});

test('a process exits 2 for an invalid command line', () => {
  expect(spawned([])).toStrictEqual({ status: 2, stdout: '', stderr: run([]).stderr });
});

test('--help and --version', () => {
  expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('cdk8s-wasm check [OPTION]... FILE|DIR|-...') });
  expect(run(['help'])).toStrictEqual(run(['--help']));
  expect(run(['--version']).stdout).toBe(`${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`);
});

describe.each(Object.keys(COMMANDS))('%s', (name) => {
  test('prints its help', () => {
    const help = run([name, '--help']);
    expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining(`cdk8s-wasm ${name} ${COMMANDS[name].usage}`), stderr: '' });
    expect(run(['help', name])).toStrictEqual(help);
    expect(run([name, 'x', '-h'])).toStrictEqual(help);
  });
});

test('a link that leads to itself is reported, and the rest of its folder is checked', () => {
  write('loop/app.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
  symlinkSync('loop.yaml', join(directory, 'loop', 'loop.yaml'));
  const { status, stdout, stderr } = run(['check', 'loop']);
  expect([status, stderr]).toStrictEqual([2, 'loop/loop.yaml: is a symbolic link that leads to itself\n']);
  expect(stdout).toBe('no findings in 1 object of 1 file, 1 input not read\n');
});

test('a document that cannot be read does not hide the findings of the others, and the status is 2', () => {
  const scaledObject =
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: a }\nspec: { minReplicaCount: 9, maxReplicaCount: 2, scaleTargetRef: { name: a } }\n';
  write('parts.yaml', `a: "b\n---\n${scaledObject}`);
  const { status, stdout, stderr } = run(['check', 'parts.yaml']);
  expect([status, stderr]).toStrictEqual([2, 'parts.yaml:1:4: is not YAML: missing closing " of a string\n']);
  expect(stdout).toContain('[keda/replica-bounds]');
});
