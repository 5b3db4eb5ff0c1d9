import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { COMMANDS } from '../../../lib/cli/commands';
import { ROOT } from './block';

const SCRIPTS: object = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;

/** Programs that are taken as they are: they are in every shell, or no part of this project. */
const PLAIN = ['cd', 'mkdir', 'git', 'cat', 'ls', 'echo', 'export', 'eval'];

/** Returns what is wrong with the commands of a shell block: unknown commands, options and scripts. */
export function commandErrors(text: string): string[] {
  return text
    .replace(/ \\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .flatMap(lineErrors);
}

/** Programs of others are taken as they are where the line is about this project's command, as in a pipe. */
function lineErrors(line: string): string[] {
  const commands = line.split(/\s*(?:&&|\|\||;|\|)\s*/);
  const own = commands.filter((command) => OWN.test(command));
  return (own.length > 0 ? own : commands).flatMap(errorsOf);
}

const OWN = /\b(?:npx|npm|cdk8s-wasm) /;

function errorsOf(command: string): string[] {
  const words = command
    .replace(/^(?:[A-Z_0-9]+=\S+ +)+/, '')
    .replace(/ >+ *\S+$/, '')
    .split(/\s+/);
  const program = words[0] === 'npx' ? words.filter((word, index) => index > 0 && word !== '--yes') : words;
  const [name, ...args] = program;
  if (/^cdk8s-wasm(@|$)/.test(name)) return ownErrors(args);
  if (name === 'npm') return npmErrors(args);
  if (name === 'tsx' || name === 'jest') return args.filter((arg) => !exists(arg)).map((arg) => `${name} ${arg}: no such file`);
  if (['cdk8s', 'vitest', ...PLAIN].includes(name)) return [];
  return [`${name}: not looked up; write "not run: REASON" above the block`];
}

/** Returns whether a path of the repository begins so, as jest takes it; a name without a folder is a file of the reader's project. */
function exists(path: string): boolean {
  if (!path.includes('/')) return true;
  const folder = join(ROOT, dirname(path));
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(basename(path)));
}

function ownErrors([name, ...args]: string[]): string[] {
  if (name === '--version') return [];
  if (!Object.hasOwn(COMMANDS, name)) return [`cdk8s-wasm ${name}: unknown command`];
  const help = `${COMMANDS[name as keyof typeof COMMANDS].load().help()} --no-color`;
  const options = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.split('=')[0]);
  return options.filter((option) => !help.includes(option)).map((option) => `cdk8s-wasm ${name} ${option}: unknown option`);
}

function npmErrors([name, ...args]: string[]): string[] {
  if (['ci', 'install', 'init', 'pack', 'test', 'i'].includes(name)) return [];
  if (name !== 'run') return [`npm ${name}: not looked up`];
  const script = args.find((arg) => !arg.startsWith('-'))!;
  return script in SCRIPTS ? [] : [`npm run ${script}: no such script`];
}
