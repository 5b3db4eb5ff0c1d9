import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../core/suggest';
import type { Host } from './watch/host';

/**
 * A command of `cdk8s-wasm`.
 *
 * To add one, export `command: Command` from a file in this folder, and list it in commands.ts, which loads it on demand. `run` gets the
 * arguments after the name of the command, parses them with `parseOptions` (main.ts handles `--help`), writes to the given streams, and
 * returns the exit status. It throws `UsageError` for an invalid command line. Shared options, such as `--platform`, are in
 * platform-options.ts.
 */
export interface Command {
  /** Returns the output of `cdk8s-wasm NAME --help`. */
  help(): string;
  /** Returns the exit status: 0 for success, 2 when an input could not be read; the command defines 1. */
  run(invocation: Invocation): number | Promise<number>;
}

/** An entry in the list of commands. */
export interface Entry {
  /** Arguments. */
  readonly usage: string;
  /** Description in one line. */
  readonly summary: string;
  readonly load: () => Command;
}

/** The commands by name. */
export type Commands = { readonly [name: string]: Entry };

/** An output stream, or a collector in tests. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The process environment of a command. */
export interface Invocation {
  /** The arguments after the name of the command. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
  /** What watches files, in tests. */
  readonly host?: Host;
}

/** An invalid command line. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>>;

/** Parses options and positional arguments. Throws UsageError. */
export function parseOptions<T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = message.split('. ')[0].replace(/^[A-Z]/, (first) => first.toLowerCase());
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'--([^']+)'/.exec(reason);
    throw new UsageError(`${reason}${unknown ? suggestion(unknown[1], Object.keys(options), '--') : ''}`);
  }
}

/** Throws UsageError unless there are inputs. */
export function checkInputs(paths: readonly string[]): void {
  if (paths.length === 0) throw new UsageError('no input: pass files, directories, or - for standard input');
}

/** Throws UsageError unless the format is known. */
export function checkFormat(format: string, known: readonly string[]): void {
  if (known.includes(format)) return;
  throw new UsageError(`--format ${JSON.stringify(format)} must be one of ${known.join(', ')}${suggestion(format, known)}`);
}

/** Returns `: did you mean json?`, if a known name is similar. */
export function suggestion(given: string, known: readonly string[], before = ''): string {
  const near = nearest(given, known);
  return near ? `: did you mean ${before}${near}?` : '';
}

/** Returns whether to print colours: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function hasColours({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(isTTY) && TERM !== 'dumb';
}
