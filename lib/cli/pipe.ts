import { fstatSync, writeSync } from 'node:fs';
import type { Output } from './command';

const STDOUT = 1;
/** Milliseconds until a pipe that is full is tried again. */
const PAUSE = 5;

/** Whether standard output is a pipe. */
export function isPipe(): boolean {
  try {
    return fstatSync(STDOUT).isFIFO();
  } catch {
    return false;
  }
}

/** Writes to a pipe at once: a stream of Node would keep every text in memory until the command has ended. */
export const pipe: Output = {
  write(text) {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; ) {
      try {
        from += writeSync(STDOUT, bytes, from);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
        // a reader that closes the pipe early, such as head, is not a failure
        else process.exit(code === 'EPIPE' ? 0 : 2);
      }
    }
    return true;
  },
};
