#!/usr/bin/env node
import { type Command, meant, type Start, UsageError } from './command';
import { COMMANDS } from './commands';

/** Runs the command, and returns its exit status. */
export function main(start: Start): number {
  const [name] = start.args;
  try {
    return answer(start);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    start.stderr.write(`cdk8s-wasm: ${error.message} (see cdk8s-wasm ${name && Object.hasOwn(COMMANDS, name) ? `${name} ` : ''}--help)\n`);
    return 2;
  }
}

function answer(start: Start): number {
  const [name, ...args] = start.args;
  const print = (text: string): number => {
    start.stdout.write(text);
    return 0;
  };
  if (name === undefined) throw new UsageError('say what to do: cdk8s-wasm check FILE');
  if (name === '--version') return print(`${(require('./version') as typeof import('./version')).version()}\n`);
  if (name === 'help' && args.length > 0) return print(commandNamed(args[0]).help());
  if (['help', '--help', '-h'].includes(name)) return print((require('./help') as typeof import('./help')).help());
  const command = commandNamed(name);
  return asksForHelp(args) ? print(command.help()) : command.run({ ...start, args });
}

function commandNamed(name: string): Command {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name].load();
  const known = Object.keys(COMMANDS);
  if (name.startsWith('-')) throw new UsageError(`say what to do before ${name}: ${known.join(', ')}`);
  throw new UsageError(`${JSON.stringify(name)} is no command: there are ${known.join(', ')}${meant(name, known)}`);
}

/** Whether the words ask for help; those after -- are no options. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((word) => word === '--help' || word === '-h');
}

if (require.main === module) {
  const { argv, env, stdout, stderr } = process;
  // a reader that has seen enough, such as head, is no failure
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
  process.exitCode = main({ args: argv.slice(2), env, stdout, stderr });
}
