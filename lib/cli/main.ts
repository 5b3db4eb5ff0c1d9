#!/usr/bin/env node
import { type Command, type Invocation, suggestion, UsageError } from './command';
import { COMMANDS } from './commands';
import { isPipe, pipe } from './pipe';

/** Runs the command, and returns its exit status; a promise of it for a command that uses the network. */
export function main(given: Invocation): number | Promise<number> {
  const invocation = withoutColourOption(given);
  const [name] = invocation.args;
  const explain = (error: unknown): number => {
    if (!(error instanceof UsageError)) throw error;
    const help = `cdk8s-wasm ${name && Object.hasOwn(COMMANDS, name) ? `${name} ` : ''}--help`;
    invocation.stderr.write(`cdk8s-wasm: ${error.message} (see ${help})\n`);
    return 2;
  };
  try {
    const status = dispatch(invocation);
    return typeof status === 'number' ? status : status.catch(explain);
  } catch (error) {
    return explain(error);
  }
}

function dispatch(invocation: Invocation): number | Promise<number> {
  const [name, ...args] = invocation.args;
  const print = (text: string): number => {
    invocation.stdout.write(text);
    return 0;
  };
  if (name === undefined) throw new UsageError('no command: pass one, such as cdk8s-wasm check FILE');
  if (name === '--version') return print(`${(require('./version') as typeof import('./version')).version()}\n`);
  if (name === 'help' && args.length > 0) return print(commandNamed(args[0]).help());
  if (['help', '--help', '-h'].includes(name)) return print((require('./help') as typeof import('./help')).help());
  const command = commandNamed(name);
  return requestsHelp(args) ? print(command.help()) : command.run({ ...invocation, args });
}

function commandNamed(name: string): Command {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name].load();
  const known = Object.keys(COMMANDS);
  if (name.startsWith('-')) throw new UsageError(`no command before ${name}: pass one of ${known.join(', ')}`);
  throw new UsageError(`unknown command ${JSON.stringify(name)}: pass one of ${known.join(', ')}${suggestion(name, known)}`);
}

/** Replaces the option `--no-color`, which every command has, with the environment variable NO_COLOR. */
function withoutColourOption(invocation: Invocation): Invocation {
  const { args, env } = invocation;
  const end = args.indexOf('--');
  const isOption = (arg: string, index: number) => arg === '--no-color' && (end < 0 || index < end);
  if (!args.some(isOption)) return invocation;
  return { ...invocation, args: args.filter((arg, index) => !isOption(arg, index)), env: { ...env, NO_COLOR: '1' } };
}

/** Returns whether the arguments before `--` include `--help`. */
function requestsHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

if (require.main === module) {
  const { argv, env, stdout, stderr } = process;
  // a reader that closes the pipe early, such as head, is not a failure
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
  const status = main({ args: argv.slice(2), env, stdout: isPipe() ? pipe : stdout, stderr });
  if (typeof status === 'number') process.exitCode = status;
  else status.then((code) => (process.exitCode = code));
}
