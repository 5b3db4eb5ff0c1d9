import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../../lib/cli/main';
import type { Host } from '../../../lib/cli/watch/host';
import { DEBOUNCE } from '../../../lib/cli/watch/watch';
import { run } from '../run';

const root = join(__dirname, '..', '..', '..');
const before = process.cwd();
let directory: string;

const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n';
const BAD = `${GOOD}  labels:\n    release: 7\n`;
const WAITING = /\d\d:\d\d:\d\d checked in \d+ ms; waiting for changes, Ctrl-C ends\n/;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-wasm-watch-')));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), text);
}

/** A system whose changes the test tells. */
class TestHost implements Host {
  public end = () => {};
  public failure?: string;
  private readonly open = new Map<string, (name?: string) => void>();

  public watch(path: string, onChange: (name?: string) => void) {
    if (this.failure) throw Object.assign(new Error(this.failure), { code: this.failure });
    if (this.open.has(path)) throw new Error(`${path} is watched twice`);
    this.open.set(path, onChange);
    return { close: () => this.open.delete(path) };
  }

  public onInterrupt(end: () => void): void {
    this.end = end;
  }

  /** The directories that are watched, from the one of the test. */
  public get watched(): string[] {
    return [...this.open.keys()].map((path) => path.replace(directory, '.')).sort();
  }

  /** Tells of a change. */
  public emit(within: string, name?: string): void {
    this.open.get(join(directory, within))?.(name);
  }

  /** Tells of a change, and waits until the command has answered. */
  public change(within: string, name?: string): void {
    this.emit(within, name);
    jest.advanceTimersByTime(DEBOUNCE);
  }
}

describe('with a system of the test', () => {
  let host: TestHost;
  let written: string;
  let complaints: string;

  beforeEach(() => {
    jest.useFakeTimers();
    host = new TestHost();
    written = '';
    complaints = '';
  });
  afterEach(() => jest.useRealTimers());

  function start(args: string[], { isTTY = false, env = {} }: { isTTY?: boolean; env?: NodeJS.ProcessEnv } = {}): Promise<number> {
    const stdout = { isTTY, write: (text: string) => (written += text) };
    const stderr = { write: (text: string) => (complaints += text) };
    return main({ args: ['check', '--watch', ...args], env: { NO_COLOR: '1', ...env }, stdout, stderr, host }) as Promise<number>;
  }

  /** What was printed since the last call, without times. */
  function printed(): string {
    const text = written.replace(new RegExp(WAITING, 'g'), 'WAITING\n');
    written = '';
    return text;
  }

  test('files are checked again after a change, until Ctrl-C, which exits with 0', async () => {
    write('a.yaml', GOOD);
    const status = start(['.']);
    expect(printed()).toBe('no findings in 1 object of 1 file\nWAITING\n');
    write('a.yaml', BAD);
    host.change('.', 'a.yaml');
    expect(printed()).toMatch(/^\na\.yaml:6:5 error release \(7\) must be a string\n.*\n1 error in 1 object of 1 file\nWAITING\n$/s);
    host.end();
    await expect(status).resolves.toBe(0);
    expect(host.watched).toStrictEqual([]);
  });

  test('changes that come together are one run', () => {
    write('a.yaml', GOOD);
    start(['--summary', '.']);
    printed();
    for (let count = 0; count < 5; count++) {
      host.emit('.', 'a.yaml');
      jest.advanceTimersByTime(DEBOUNCE - 1);
    }
    expect(printed()).toBe('');
    jest.advanceTimersByTime(1);
    expect(printed()).toBe('\nno findings in 1 object of 1 file\nWAITING\n');
  });

  test('the screen is cleared between runs on a terminal alone', () => {
    write('a.yaml', GOOD);
    start(['.'], { isTTY: true });
    expect(printed()).toBe('no findings in 1 object of 1 file\nWAITING\n');
    host.change('.', 'a.yaml');
    expect(printed()).toBe('\x1b[2J\x1b[Hno findings in 1 object of 1 file\nWAITING\n');
  });

  test('the screen of a dumb terminal is not cleared', () => {
    write('a.yaml', GOOD);
    start(['.'], { isTTY: true, env: { TERM: 'dumb' } });
    printed();
    host.change('.', 'a.yaml');
    expect(printed()).toBe('\nno findings in 1 object of 1 file\nWAITING\n');
  });

  test('directories that are read are watched, and no others', () => {
    write('apps/a/b/a.yaml', GOOD);
    for (const name of ['node_modules/x', '.git', 'charts/x', 'apps/.hidden']) write(`${name}/a.yaml`, GOOD);
    start(['--exclude', 'charts', '.']);
    expect(host.watched).toStrictEqual(['.', './apps', './apps/a', './apps/a/b']);
  });

  test.each([
    ['a manifest', 'apps', 'new.yml', true],
    ['a kustomization', 'apps', 'Kustomization', true],
    ['an unknown name', 'apps', undefined, true],
    ['a directory', '.', 'apps', true],
    ['a configuration file', '.', '.cdk8s-wasm.yml', true],
    ['another file', 'apps', 'out.txt', false],
    ['a file of an editor', 'apps', '.a.yaml.swp', false],
    ['an excluded file', 'apps', 'secret.sops.yaml', false],
    ['packages', '.', 'node_modules', false],
  ])('a change of %s: %p %p is a run: %p', (_, within, name, isRun) => {
    write('apps/a.yaml', GOOD);
    start(['--exclude', '*.sops.yaml', '.']);
    printed();
    host.change(within, name);
    expect(printed() !== '').toBe(isRun);
  });

  test('a file is watched by its name, so that an editor may replace it', () => {
    write('a.txt', GOOD);
    write('b.yaml', GOOD);
    start(['a.txt']);
    printed();
    host.change('.', 'b.yaml');
    expect(printed()).toBe('');
    rmSync('a.txt');
    host.change('.', 'a.txt');
    expect(complaints).toBe('a.txt: does not exist\n');
    write('a.txt', BAD);
    host.change('.', 'a.txt');
    expect(printed()).toContain('a.txt:6:5 error');
  });

  test('a directory is awaited, may vanish, and come back', () => {
    start(['dist/apps']);
    expect(host.watched).toStrictEqual(['.']);
    expect(complaints).toBe('dist/apps: does not exist\n');
    write('dist/apps/b/a.yaml', GOOD);
    host.change('.', 'dist');
    expect(host.watched).toStrictEqual(['.', './dist', './dist/apps', './dist/apps/b']);
    rmSync('dist', { recursive: true });
    host.change('dist', 'apps');
    expect(host.watched).toStrictEqual(['.']);
    printed();
    write('dist/apps/a.yaml', BAD);
    host.change('.', 'dist');
    expect(printed()).toContain('dist/apps/a.yaml:6:5 error');
  });

  test('a directory that is replaced by another one of its name is watched anew', () => {
    write('apps/a/a.yaml', GOOD);
    const watch = jest.spyOn(host, 'watch');
    start(['.']);
    watch.mockClear();
    host.change('.', 'apps');
    expect(watch.mock.calls.map(([path]) => path.replace(directory, '.'))).toStrictEqual(['./apps', './apps/a']);
  });

  test('a base outside of the directory is watched, too', () => {
    write('base/kustomization.yaml', 'resources: [a.yaml]\n');
    write('base/a.yaml', GOOD);
    write('overlay/kustomization.yaml', 'resources: [../base]\n');
    start(['overlay']);
    expect(host.watched).toStrictEqual(['.', './base', './overlay']);
    printed();
    write('base/a.yaml', BAD);
    host.change('base', 'a.yaml');
    expect(printed()).toContain('base/a.yaml:6:5 error');
  });

  test('the files of a glob are watched, and those that appear', () => {
    write('apps/a/one.yaml', GOOD);
    start(['apps/**/*.yaml']);
    expect(host.watched).toStrictEqual(['.', './apps', './apps/a']);
    write('apps/b/two.yaml', BAD);
    host.change('apps', 'b');
    expect(printed()).toContain('apps/b/two.yaml:6:5 error');
    expect(host.watched).toContain('./apps/b');
  });

  test('the configuration file is read again, and while it is invalid the command goes on', () => {
    write('a.yaml', BAD);
    start(['.']);
    printed();
    write('.cdk8s-wasm.yaml', 'ignore: { kubernetes/labels: }\n');
    host.change('.', '.cdk8s-wasm.yaml');
    expect(complaints).toBe(
      'cdk8s-wasm: .cdk8s-wasm.yaml: ignore has no reason for kubernetes/labels: write one, such as kubernetes/labels: made by another pipeline\n',
    );
    write('.cdk8s-wasm.yaml', 'ignore: { kubernetes/labels: known }\nexclude: [apps]\n');
    write('apps/a.yaml', BAD);
    host.change('.', '.cdk8s-wasm.yaml');
    expect(printed()).toContain('no findings in 1 object of 1 file\nWAITING\n');
    expect(host.watched).toStrictEqual(['.']);
  });

  test('fails with exit status 2 where the system cannot watch', async () => {
    write('a.yaml', GOOD);
    host.failure = 'ENOSPC';
    await expect(start(['.'])).resolves.toBe(2);
    expect(complaints).toBe(
      `cdk8s-wasm: ${directory} cannot be watched (ENOSPC): the system watches no more directories: raise fs.inotify.max_user_watches, or exclude directories (see cdk8s-wasm check --help)\n`,
    );
  });
});

test.each([
  [['-'], '--watch needs files or directories, and standard input (-) is read once'],
  [['--format', 'sarif', '.'], '--watch is for --format text, and the format is sarif'],
])('fails with check --watch %j', (args, message) => {
  expect(run(['check', '--watch', ...args])).toStrictEqual({
    status: 2,
    stdout: '',
    stderr: `cdk8s-wasm: ${message} (see cdk8s-wasm check --help)\n`,
  });
});

test('in a process of its own, files that are written, moved in and removed with their directory are checked', async () => {
  write('apps/a.yaml', GOOD);
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env;
  const args = ['--require', require.resolve('tsx/cjs'), join(root, 'lib', 'cli', 'main.ts'), 'check', '--watch', 'apps'];
  const child = spawn('node', args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  const waiters = new Set<() => void>();
  child.stdout.on('data', (text) => {
    output += text;
    for (const waiter of waiters) waiter();
  });
  child.stderr.on('data', (text) => (errors += text));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  /** Waits for a run that prints a text. */
  const runs = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const at = output.indexOf(text);
        const waits = at < 0 ? undefined : WAITING.exec(output.slice(at));
        if (!waits) return;
        output = output.slice(at + waits.index + waits[0].length);
        waiters.delete(look);
        resolve();
      };
      waiters.add(look);
      look();
    });
  try {
    await runs('no findings in 1 object of 1 file');
    write('apps/a.yaml', BAD);
    await runs('apps/a.yaml:6:5 error');
    write('other/b.yaml', BAD);
    renameSync(join(directory, 'other'), join(directory, 'apps', 'other'));
    await runs('apps/other/b.yaml:6:5');
    rmSync(join(directory, 'apps'), { recursive: true });
    await runs('no findings in 0 objects of 0 files, 1 input not read');
    write('apps/new/a.yaml', GOOD);
    await runs('no findings in 1 object of 1 file');
    write('apps/new/a.yaml', BAD);
    await runs('apps/new/a.yaml:6:5 error');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(errors).toBe('apps: does not exist\n');
  } finally {
    child.kill('SIGKILL');
  }
}, 60_000);
