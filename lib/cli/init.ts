import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, type Invocation, parseOptions, suggestion, UsageError } from './command';
import { KINDS, projectFiles } from './init/project';
import { packageJson } from './package';

/** `cdk8s-wasm init`: creates a project. */
export const command: Command = { help, run };

const NAMES = Object.keys(KINDS);

function run({ args, stdout, stderr }: Invocation): number {
  const { positionals } = parseOptions(args, {});
  const [kind, directory = '.', ...others] = positionals;
  if (kind === undefined) throw new UsageError(`no kind of project: pass one of ${NAMES.join(', ')}`);
  if (!NAMES.includes(kind)) {
    throw new UsageError(`unknown kind of project ${JSON.stringify(kind)}: pass one of ${NAMES.join(', ')}${suggestion(kind, NAMES)}`);
  }
  if (others.length > 0) throw new UsageError(`init takes one directory, and there are ${others.length + 1}`);
  checkDirectory(directory);
  const files = projectFiles(kind, projectName(directory), packageJson()!);
  const existing = Object.keys(files).filter((file) => existsSync(join(directory, file)));
  if (existing.length > 0) {
    stderr.write(`cdk8s-wasm: nothing is written, as ${directory} has ${existing.join(', ')}: move them, or pass another directory\n`);
    return 1;
  }
  for (const [file, text] of Object.entries(files)) {
    const path = join(directory, file);
    mkdirSync(dirname(path), { recursive: true });
    // exclusive: a file that appeared since is not overwritten
    writeFileSync(path, text, { flag: 'wx' });
  }
  stdout.write(`${Object.keys(files)
    .map((file) => `wrote ${join(directory, file)}\n`)
    .join('')}
Next:
${directory === '.' ? '' : `  cd ${quoted(directory)}\n`}  npm install
  npm test
  npm run synth
`);
  return 0;
}

/** Throws UsageError if the path, or the part of it that exists, is a file. */
function checkDirectory(path: string): void {
  if (!existsSync(path)) {
    if (dirname(path) !== path) checkDirectory(dirname(path));
  } else if (!statSync(path).isDirectory()) throw new UsageError(`${path} is a file: pass a directory`);
}

/** Maximum length of a name, which leaves room for the suffixes of further objects in a DNS label. */
const MAX_NAME = 40;

/** Returns a name for the project from its folder that is valid for npm and for Services: letters, digits and hyphens, a letter first. */
export function projectName(directory: string): string {
  const words = basename(resolve(directory))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/);
  const cut = words
    .filter(Boolean)
    .join('-')
    .replace(/^[-0-9]+/, '')
    .slice(0, MAX_NAME);
  const name = cut.endsWith('-') ? cut.slice(0, -1) : cut;
  return ['', 'cdk8s', 'cdk8s-wasm', 'constructs', 'jest', 'node-modules'].includes(name) ? 'my-app' : name;
}

/** Quotes a path for a shell, if it needs quotes. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function help(): string {
  const kinds = Object.entries(KINDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `Creates a project: an app, its test, package.json, cdk8s.yaml with the plugin, and a workflow for GitHub. Works offline.

  cdk8s-wasm init ${NAMES.join('|')} [DIR]

The project is named after its folder, DIR or the current one. Existing files are not overwritten: if there is one of those that would be
written, nothing is.

  npx cdk8s-wasm init http hello
  cd hello && npm install && npm test && npm run synth

Kinds:
${kinds.join('\n')}

Options:
  -h, --help                         prints this help

Exit status: 0, 1 when a file exists, 2 for an invalid command line.
`;
}
