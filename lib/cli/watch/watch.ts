import { basename, join, sep } from 'node:path';
import { type Invocation, UsageError } from '../command';
import { type IsRelevant, type Wanted, watchedDirectories } from './directories';
import { SYSTEM, type Watcher } from './host';

/** What is run again and again. */
export interface Task {
  /** Returns what to watch; it is asked before each run. */
  wanted(): Wanted;
  /** Runs once, and prints the result. Throws UsageError for settings that are invalid. */
  run(): void;
}

/** Milliseconds without a change until the task is run: an editor that saves a file changes it several times. */
export const DEBOUNCE = 100;

const CLEAR = '\x1b[2J\x1b[H';

/** Runs a task at once and after each change of what it reads, until the user presses Ctrl-C. Returns 0 then. */
export function watch(task: Task, { stdout, stderr, env, host = SYSTEM }: Invocation): Promise<number> {
  const watchers = new Watchers((directory, onChange) => host.watch(directory, onChange));
  const clears = Boolean(stdout.isTTY) && env.TERM !== 'dumb';
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(timer);
      watchers.close();
    };
    const run = () => {
      const start = Date.now();
      // before the run, so that no change is missed
      watchers.update(task.wanted(), changed);
      task.run();
      // files that the run found, and directories that appeared meanwhile
      watchers.update(task.wanted(), changed);
      stdout.write(`${time(new Date())} checked in ${Date.now() - start} ms; waiting for changes, Ctrl-C ends\n`);
    };
    const again = () => {
      stdout.write(clears ? CLEAR : '\n');
      try {
        run();
      } catch (error) {
        if (error instanceof UsageError && !(error instanceof WatchError)) {
          // such as a configuration file that is being edited
          stderr.write(`cdk8s-wasm: ${error.message}\n`);
          return;
        }
        end();
        reject(error);
      }
    };
    function changed(): void {
      clearTimeout(timer);
      timer = setTimeout(again, DEBOUNCE);
    }
    host.onInterrupt(() => {
      end();
      resolve(0);
    });
    try {
      run();
    } catch (error) {
      end();
      reject(error);
    }
  });
}

/** A system that cannot watch what is needed. */
class WatchError extends UsageError {}

/** The watchers of directories. */
class Watchers {
  private open = new Map<string, { readonly watcher: Watcher; isRelevant: IsRelevant }>();

  constructor(private readonly start: (directory: string, onChange: (name?: string) => void) => Watcher) {}

  /** Watches these directories alone. */
  public update(wanted: Wanted, changed: () => void): void {
    const directories = watchedDirectories(wanted);
    for (const [directory, { watcher }] of this.open) {
      if (directories.has(directory)) continue;
      watcher.close();
      this.open.delete(directory);
    }
    for (const [directory, isRelevant] of directories) {
      const known = this.open.get(directory);
      if (known) known.isRelevant = isRelevant;
      else this.add(directory, isRelevant, changed);
    }
  }

  public close(): void {
    for (const { watcher } of this.open.values()) watcher.close();
    this.open.clear();
  }

  private closeBelow(path: string): void {
    for (const [directory, { watcher }] of this.open) {
      if (directory !== path && !directory.startsWith(path + sep)) continue;
      watcher.close();
      this.open.delete(directory);
    }
  }

  private add(directory: string, isRelevant: IsRelevant, changed: () => void): void {
    try {
      const watcher = this.start(directory, (name) => {
        const isOwn = name === undefined || name === basename(directory);
        if (!isOwn && !this.open.get(directory)?.isRelevant(name)) return;
        // a directory may be another one of the same name by now, which its watcher does not see
        this.closeBelow(isOwn ? directory : join(directory, name));
        changed();
      });
      this.open.set(directory, { watcher, isRelevant });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // it vanished, which the directory above tells; or it cannot be read, which the command reports
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM') return;
      const remedy = code === 'ENOSPC' ? ': raise fs.inotify.max_user_watches, or exclude directories' : ': exclude directories';
      throw new WatchError(`${directory} cannot be watched (${code}): the system watches no more directories${remedy}`);
    }
  }
}

function time(date: Date): string {
  return date.toTimeString().slice(0, 8);
}
