import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type * as NodeFs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { main } from '../../lib/cli/main';
import { readManifests } from '../../lib/files/read';
import { runs } from '../support/fuzz';

/** Operations that change the disk, until the process is killed. */
let alive = Number.POSITIVE_INFINITY;

class Killed extends Error {}

jest.mock('node:fs', () => {
  const actual = jest.requireActual('node:fs');
  const writing = ['openSync', 'writeSync', 'ftruncateSync', 'fchmodSync', 'fchownSync', 'fsyncSync', 'renameSync', 'rmSync'];
  const killable = (name: string) => [
    name,
    (...args: unknown[]) => {
      if (alive-- <= 0) throw new Killed(name);
      return actual[name](...args);
    },
  ];
  return { ...actual, ...Object.fromEntries(writing.map(killable)) };
});
const fs: typeof NodeFs = jest.requireActual('node:fs');

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(join(tmpdir(), 'cdk8s-wasm-migrate-'));
  process.chdir(directory);
});
afterEach(() => {
  alive = Number.POSITIVE_INFINITY;
  process.chdir(before);
  fs.rmSync(directory, { recursive: true });
});

function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const status = main({ args: ['migrate', ...args], env: {}, stdout: output('stdout'), stderr: output('stderr') } as never);
  return { status, ...written };
}

function write(name: string, text: string): string {
  fs.mkdirSync(join(name, '..'), { recursive: true });
  fs.writeFileSync(name, text);
  return name;
}

const read = (name: string) => fs.readFileSync(name, 'utf8');
const kindsIn = (name: string) => readManifests(read(name), name).sources.map(({ manifest }) => manifest.kind);
const httpScaledObject = (name: string) =>
  `apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata: {name: ${name}}\nspec:\n  hosts: [${name}.example.com]\n  scaleTargetRef: {name: ${name}, kind: Deployment, apiVersion: apps/v1, service: ${name}, port: 80}\n`;
const SPIN_APP = 'apiVersion: core.spinoperator.dev/v1alpha1\nkind: SpinApp\nmetadata: {name: hello}\nspec: {image: a, replicas: 2}\n';
const ROUTED = ['InterceptorRoute', 'ScaledObject'];

describe('a file is known by its device and inode', () => {
  test.each<[string, (name: string) => string[]]>([
    ['two names', () => ['app.yaml', './app.yaml']],
    ['a relative and an absolute path', () => ['app.yaml', join(process.cwd(), 'app.yaml')]],
    [
      'a symbolic link',
      () => {
        fs.symlinkSync('app.yaml', 'link.yaml');
        return ['link.yaml', 'app.yaml'];
      },
    ],
    [
      'a hard link',
      () => {
        fs.linkSync('app.yaml', 'hard.yaml');
        return ['hard.yaml', 'app.yaml'];
      },
    ],
    [
      'a directory that is linked',
      () => {
        fs.mkdirSync('base');
        fs.renameSync('app.yaml', 'base/app.yaml');
        fs.symlinkSync('base/app.yaml', 'app.yaml');
        fs.symlinkSync('base', 'again');
        return ['base', 'again/app.yaml', 'app.yaml'];
      },
    ],
  ])('%s', (_, names) => {
    write('app.yaml', httpScaledObject('shop'));
    const { status, stderr } = run('--write', '--step', '2', ...names('app.yaml'));
    expect([status, kindsIn('app.yaml')]).toStrictEqual([0, ROUTED]);
    expect(stderr).toContain('\n1 file of 1 written');
  });
});

test('the same object in two directories is two objects, each migrated in its own file', () => {
  for (const place of ['dev', 'prod']) write(`${place}/app.yaml`, httpScaledObject('shop'));
  write('common/app.yaml', httpScaledObject('other'));
  expect(run('--write', '.').status).toBe(0);
  for (const place of ['dev', 'prod', 'common']) expect(kindsIn(`${place}/app.yaml`)).toStrictEqual(['HTTPScaledObject', ...ROUTED]);
  expect(run('--write', '--step', '2', '.').status).toBe(0);
  for (const place of ['dev', 'prod', 'common']) expect(kindsIn(`${place}/app.yaml`)).toStrictEqual(ROUTED);
});

test('a Deployment keeps its replicas if only another environment scales it', () => {
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: shop}}\n  template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: c, image: a}]}}\n';
  for (const place of ['dev', 'prod']) write(`${place}/app.yaml`, deployment);
  write(
    'prod/scale.yaml',
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: shop}\nspec: {scaleTargetRef: {name: shop}, triggers: [{type: cron, metadata: {timezone: UTC, start: 0 1 * * *, end: 0 2 * * *, desiredReplicas: "2"}}]}\n',
  );
  run('--write', '.');
  expect(read('dev/app.yaml')).toBe(deployment);
  expect(read('prod/app.yaml')).toBe(deployment.replace('  replicas: 3\n', ''));
});

test('what tells two environments apart is not removed from one of them alone', () => {
  // not migrated because of its replicas
  write('base/app.yaml', `${httpScaledObject('shop')}  replicas: []\n---\n${httpScaledObject('hello')}`);
  write('prod/app.yaml', `${SPIN_APP.replace('core.spinoperator.dev', 'core.spinkube.dev')}---\n${httpScaledObject('shop')}`);
  const prod = read('prod/app.yaml');
  const { stderr } = run('--write', '--step', '2', '.');
  expect(stderr).toContain('not changed: migrate it together with the other one by hand');
  expect(stderr).toContain('base/app.yaml has another object of this name, and stays');
  expect([kindsIn('base/app.yaml'), read('prod/app.yaml')]).toStrictEqual([['HTTPScaledObject', ...ROUTED], prod]);
  run('--write', '--step', '2', '.');
  expect(read('prod/app.yaml')).toBe(prod);
});

test('a Service that only one of two environments must remove stays, since the other one would lose it in the next run', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: hello}\nspec: {ports: [{port: 8080}]}\n';
  write('dev/app.yaml', `${SPIN_APP.replace('replicas: 2', 'replicas: 1')}---\n${service}`);
  write('prod/service.yaml', service);
  for (let round = 0; round < 2; round++) {
    run('--write', '.');
    expect([kindsIn('dev/app.yaml'), read('prod/service.yaml')]).toStrictEqual([['SpinApp', 'Service'], service]);
  }
});

test('an object that stands twice in one file is left to the user', () => {
  const text = `${httpScaledObject('shop')}---\n${httpScaledObject('shop').replace('shop.example', 'www.example')}`;
  write('app.yaml', text);
  expect(run('--write', '--step', '2', 'app.yaml').stderr).toContain('remove all but one object of this name from the file');
  expect(read('app.yaml')).toBe(text);
});

test('mode, symbolic links and hard links of a written file are kept, whatever the umask', () => {
  const umask = process.umask(0o077);
  try {
    for (const mode of [0o664, 0o777, 0o640]) {
      write(`${mode}.yaml`, SPIN_APP.replace('hello', `app-${mode}`));
      fs.chmodSync(`${mode}.yaml`, mode);
    }
    fs.linkSync(`${0o664}.yaml`, 'hard.txt');
    run('--write', '.');
  } finally {
    process.umask(umask);
  }
  for (const mode of [0o664, 0o777, 0o640]) {
    expect(fs.statSync(`${mode}.yaml`).mode & 0o7777).toBe(mode);
    expect(read(`${mode}.yaml`)).toContain('core.spinkube.dev');
  }
  expect(fs.statSync('hard.txt').ino).toBe(fs.statSync(`${0o664}.yaml`).ino);
  expect(fs.readdirSync('.')).toHaveLength(4);
});

test('if one file cannot be written, none is, and the report counts what was written', () => {
  write('a.yaml', SPIN_APP);
  write('b.yaml', SPIN_APP.replace('hello', 'other'));
  write(`.b.yaml.${process.pid}.tmp`, 'of another run');
  const { status, stderr } = run('--write', 'a.yaml', 'b.yaml');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^b\.yaml: cannot be written: a file for its new text is already beside it/);
  expect(stderr).toContain('\n0 files of 2 written, 1 file not written\n');
  expect(read('a.yaml')).toBe(SPIN_APP);
  expect(fs.readdirSync('.').sort()).toStrictEqual([`.b.yaml.${process.pid}.tmp`, 'a.yaml', 'b.yaml']);
});

test('the new text is not written through a planted symbolic link', () => {
  write('a.yaml', SPIN_APP);
  write('victim', 'secret');
  fs.symlinkSync('victim', `.a.yaml.${process.pid}.tmp`);
  expect(run('--write', 'a.yaml').status).toBe(2);
  expect(read('victim')).toBe('secret');
});

interface Node {
  readonly directory: string;
  readonly link: 'none' | 'symbolic' | 'hard';
  readonly objects: readonly (readonly [kind: keyof typeof TEXTS, name: string])[];
}

const node: fc.Arbitrary<Node> = fc.record({
  directory: fc.constantFrom('base', 'dev', 'prod', 'prod/eu'),
  link: fc.constantFrom('none', 'none', 'symbolic', 'hard'),
  objects: fc.array(fc.tuple(fc.constantFrom('http', 'spin', 'map', 'service'), fc.constantFrom('a', 'b', 'c')), {
    minLength: 1,
    maxLength: 3,
  }),
});

const TEXTS = {
  http: httpScaledObject,
  spin: (name: string) => SPIN_APP.replace('hello', name),
  map: (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`,
  // removed where a SpinApp has its name
  service: (name: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}\n`,
};

/** Writes a tree, and returns the objects of each file: kind and name. */
function plant(nodes: readonly Node[], patched: boolean): Map<string, string[]> {
  const objects = new Map<string, string[]>();
  for (const [index, { directory: place, link, objects: own }] of nodes.entries()) {
    const name = `${place}/${index}.yaml`;
    write(name, own.map(([kind, called]) => TEXTS[kind](called)).join('---\n'));
    if (link === 'symbolic') fs.symlinkSync(`${index}.yaml`, `${place}/link-${index}.yaml`);
    if (link === 'hard') fs.linkSync(name, `hard-${index}.yaml`);
    objects.set(
      name,
      own.filter(([kind]) => kind !== 'service').map(([kind, called]) => `${kind} ${called}`),
    );
  }
  if (patched) {
    const target = '{target: {kind: HTTPScaledObject, name: a}, patch: "- {op: remove, path: /spec/hosts/0}"}';
    write(
      'overlay/kustomization.yaml',
      `resources: [${[...objects.keys()].map((name) => `../${name}`).join(', ')}]\npatches: [${target}]\n`,
    );
  }
  return objects;
}

/**
 * Returns the objects of a file in their old or new form; also those of the complete text beside a file that was being overwritten, under
 * the name that the file was read by.
 */
function found(name: string): string[] {
  const beside = [name, `hard-${basename(name)}`].flatMap((link) =>
    fs
      .readdirSync(join(link, '..'))
      .filter((each) => each.startsWith(`.${basename(link)}.`))
      .map((each) => join(link, '..', each)),
  );
  const texts = [name, ...beside].flatMap((each) => {
    try {
      return [readManifests(read(each), each).sources];
    } catch {
      return []; // a text that was being written
    }
  });
  const former: { [kind: string]: string } = { HTTPScaledObject: 'http', InterceptorRoute: 'http', SpinApp: 'spin', ConfigMap: 'map' };
  return texts.flat().map(({ manifest: { kind, metadata } }) => `${former[kind]} ${metadata.name}`);
}

test('killed at any point, a migration leaves every object in its file, in its old or its new form', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.constantFrom('1', '2'),
      fc.option(fc.integer({ min: 0, max: 80 })),
      (nodes, patched, step, last) => {
        fs.rmSync(directory, { recursive: true });
        fs.mkdirSync(directory);
        process.chdir(directory);
        const objects = plant(nodes, patched);
        alive = last ?? Number.POSITIVE_INFINITY;
        try {
          run('--write', '--step', step, '.');
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
        alive = Number.POSITIVE_INFINITY;
        for (const [name, own] of objects) expect([name, found(name)]).toStrictEqual([name, expect.arrayContaining(own)]);
        if (last !== null) return;
        const texts = [...objects.keys()].map(read);
        run('--write', '--step', step, '.');
        expect([...objects.keys()].map(read)).toStrictEqual(texts);
      },
    ),
    { numRuns: runs(40) },
  );
}, 60_000);

/** A module that kills its process, as `kill -9` does, before a call of the file system, or in the middle of a write. */
const killer = (name: string, call: number) => `
const fs = require('node:fs');
const original = fs.${name};
let calls = 0;
fs.${name} = (...args) => {
  if (++calls === ${call}) {
    const [file, text, from, length, position] = args;
    if ('${name}' === 'writeSync') original(file, text, from, length >> 1, position);
    process.kill(process.pid, 'SIGKILL');
  }
  return original(...args);
};
`;

test.each([
  { call: 'renameSync', number: 1, files: 'before the first file is replaced', migrated: 0 },
  { call: 'renameSync', number: 3, files: 'between the first file and the last', migrated: 2 },
  { call: 'renameSync', number: 4, files: 'before the last file is replaced', migrated: 3 },
  // after the writes of the five new texts
  { call: 'writeSync', number: 6, files: 'while a hard link is overwritten', migrated: 4 },
])(
  'kill -9 leaves every object in its file, $files',
  async ({ call, number, migrated }) => {
    const names = Array.from({ length: 5 }, (_, index) => write(`app/${index}.yaml`, httpScaledObject(`shop-${index}`)));
    fs.linkSync('app/4.yaml', 'hard-4.yaml');
    const old = new Map(names.map((name) => [name, read(name)]));
    write('killer.cjs', killer(call, number));
    const command = join(__dirname, '..', '..', 'lib', 'cli', 'main.ts');
    const preloaded = ['--require', './killer.cjs', '--require', require.resolve('tsx/cjs')];
    const child = spawn('node', [...preloaded, command, 'migrate', '--write', '--step', '2', 'app'], { stdio: 'ignore' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    expect(names.filter((name) => read(name) !== old.get(name)).length - (call === 'writeSync' ? 1 : 0)).toBe(migrated);
    for (const [index, name] of names.entries()) expect(found(name)).toContain(`http shop-${index}`);
  },
  120_000,
);
