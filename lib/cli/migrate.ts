import { ManifestFile } from '../migrate/manifest-file';
import { migrate } from '../migrate/migrate';
import type { UnusableInput } from '../rules/read';
import { type Command, hasColours, parseOptions, type Start, UsageError } from './command';
import { asUnusable, contentsOf } from './inputs';
import { migrationReport } from './migration-report';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { replaceFile } from './replace-file';
import { escapeControlCharacters } from './report';

const STDIN = '-';

/** `cdk8s-wasm migrate`: anybody's manifests, brought to what the cluster serves. */
export const command: Command = { help, run };

function run({ args, env, stdout, stderr }: Start): number {
  const { values, positionals: paths } = parseOptions(args, {
    ...PLATFORM_OPTIONS,
    step: { type: 'string', default: '1' },
    write: { type: 'boolean', short: 'w', default: false },
    check: { type: 'boolean', default: false },
  });
  const { step, write, check } = values;
  if (paths.length === 0) throw new UsageError('say what to migrate: files, directories, or - for standard input');
  if (step !== '1' && step !== '2') throw new UsageError(`--step ${JSON.stringify(step)} must be 1 or 2`);
  if (write && check) throw new UsageError('--check writes nothing: leave --write out');
  if (write && paths.includes(STDIN)) throw new UsageError('--write needs files, and - is standard input: leave --write out');
  const { inputs, unusable } = read(paths);
  const files = inputs.map(({ file }) => file);
  const migration = migrate(files, clusterOf(values), step === '1' ? 1 : 2);
  for (const { message } of unusable) stderr.write(`${escapeControlCharacters(message)}\n`);
  const changed = inputs.filter(({ file }) => file.changed);
  if (write) for (const { path, file } of changed) writeBack(path, file, unusable, (line) => stderr.write(line));
  else if (!check) stdout.write(joined(files));
  stderr.write(
    migrationReport(migration, { changed: changed.length, files: files.length, unusable: unusable.length, write }, hasColours(stderr, env)),
  );
  return exitStatus(unusable, check && changed.length > 0);
}

/** A file with the path that it is written back to. */
interface Input {
  readonly path: string;
  readonly file: ManifestFile;
}

/** Reads everything before anything is changed. */
function read(paths: readonly string[]): { inputs: Input[]; unusable: UnusableInput[] } {
  const unusable: UnusableInput[] = [];
  const inputs: Input[] = [];
  for (const { file: path, name, content, found } of contentsOf(paths, unusable)) {
    try {
      const file = new ManifestFile(content, name);
      // below a directory there may be other YAML, such as the values of a chart
      if (!found || file.items.length > 0) inputs.push({ path, file });
    } catch (error) {
      unusable.push(asUnusable(error, name));
    }
  }
  return { inputs, unusable };
}

function writeBack(path: string, file: ManifestFile, unusable: UnusableInput[], say: (line: string) => void): void {
  try {
    replaceFile(path, file.toString());
  } catch (error) {
    const failure = asUnusable(error, path);
    unusable.push(failure);
    say(`${escapeControlCharacters(failure.message)}\n`);
  }
}

/** The files as one stream of documents; a single one as it is. */
function joined(files: readonly ManifestFile[]): string {
  const [first, ...rest] = files.map(String).filter((text) => text !== '');
  return rest.reduce((text, next) => {
    const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return /^---(\s|$)/.test(next) || ended === '' ? ended + next : `${ended}---\n${next}`;
  }, first ?? '');
}

function exitStatus(unusable: readonly UnusableInput[], wouldChange: boolean): number {
  if (unusable.length > 0) return 2;
  return wouldChange ? 1 : 0;
}

function help(): string {
  return `Rewrites manifests of Wasm apps to what the cluster serves, and says what only you can do.

  cdk8s-wasm migrate [OPTION]... FILE|DIR|-...

Writes to standard output what the files become, and to standard error what was changed, where and why. Comments stay, and so does the
text of every document that is right. What is given is migrated together, so that a Deployment is found by its scaler.

  cdk8s-wasm migrate app.yaml | kubectl diff -f -
  cdk8s-wasm migrate --write manifests/ && git diff

An HTTPScaledObject becomes an InterceptorRoute and a ScaledObject (from HTTP add-on 0.14 on) in two commits, since the operator deletes
the ScaledObject that it made with the HTTPScaledObject:
  --step 1   adds both, and keeps the HTTPScaledObject with the annotation httpscaledobject.keda.sh/orphan-scaledobject: "true"
  --step 2   removes the HTTPScaledObject; for manifests that are not on any cluster yet, this is all that is needed

Options:
  --step 1|2                         which of the two commits to write (1)
  -w, --write                        writes the files in place, each at once or not at all
  --check                            writes nothing; exit status 1 if something would change
${PLATFORM_HELP}
  -h, --help                         prints this

${componentsHelp()}

Exit status: 0 when done, 1 with --check when something would change, 2 when something could not be read or written; the rest is done.
Templates are not read: render them first, for example with helm template.
`;
}
