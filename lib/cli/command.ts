import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../core/suggest';

/**
 * A command of `cdk8s-wasm`.
 *
 * A new one is a file in this folder that exports `command: Command`, and a line in the table of commands.ts, which loads it when it is asked for. It provides
 * its help and how it runs, both in full: `run` gets the words after the command's name, reads them with `parseOptions` (`--help` is seen to), writes to the streams it is
 * given, and returns the exit status. A command line that it cannot take is a `UsageError`. What several commands take, such as `--platform`, is in platform-options.ts.
 */
export interface Command {
  /** What `cdk8s-wasm NAME --help` prints. */
  help(): string;
  /** Runs, and returns the exit status: 0 when all is well, 2 when something could not be read; 1 is the command's own. */
  run(start: Start): number;
}

/** Where the text goes; a stream of the process, or whatever collects it. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What a command is started with. */
export interface Start {
  /** The words that follow. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>>;

/** Reads options and the words beside them. Throws UsageError. */
export function parseOptions<T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = message.split('. ')[0].replace(/^[A-Z]/, (first) => first.toLowerCase());
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'--([^']+)'/.exec(reason);
    throw new UsageError(`${reason}${unknown ? meant(unknown[1], Object.keys(options), '--') : ''}`);
  }
}

/** `: did you mean json?`, where that is likely. */
export function meant(given: string, known: readonly string[], before = ''): string {
  const near = nearest(given, known);
  return near ? `: did you mean ${before}${near}?` : '';
}

/** Colours are for terminals, and not for those who decline them (https://no-color.org). */
export function hasColours({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(isTTY) && TERM !== 'dumb';
}
