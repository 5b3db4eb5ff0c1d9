import { watch as watchDirectory } from 'node:fs';

/** What is watched until it is closed. */
export interface Watcher {
  close(): void;
}

/** The system of a command that watches files; tests have one of their own. */
export interface Host {
  /** Watches the names in a directory. A change without a name may be any; an error ends the watcher. Throws for what cannot be watched. */
  watch(directory: string, onChange: (name?: string) => void): Watcher;
  /** Calls back when the user presses Ctrl-C. */
  onInterrupt(end: () => void): void;
}

/** The system that the process runs on. */
export const SYSTEM: Host = {
  watch(directory, onChange) {
    const watcher = watchDirectory(directory, (_, name) => onChange(name ?? undefined));
    // a directory that vanishes is an error on some systems
    watcher.on('error', () => onChange());
    return watcher;
  },
  onInterrupt(end) {
    process.once('SIGINT', end);
  },
};
