import { basename } from 'node:path';
import { KUSTOMIZATION_NAMES } from '../files/kustomization';
import { type Reading, readManifests, UnusableInput } from '../files/read';
import { setsOf } from '../files/sets';
import { ManifestFile } from '../migrate/manifest-file';
import { type Migration, migrate } from '../migrate/migrate';
import { type Command, checkInputs, hasColours, type Invocation, parseOptions, UsageError } from './command';
import { readConfig } from './config-file';
import { asUnusable, contentsOf, DiskTree } from './inputs';
import { overlaysOf } from './kustomizations';
import { migrationReport } from './migration-report';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { replaceFiles } from './replace-files';
import { complain } from './report';

const STDIN = '-';

/** `cdk8s-wasm migrate`: rewrites any manifests to the APIs that the cluster serves. */
export const command: Command = { help, run };

function run({ args, env, stdout, stderr }: Invocation): number {
  const { values, positionals: paths } = parseOptions(args, {
    ...PLATFORM_OPTIONS,
    step: { type: 'string', default: '1' },
    write: { type: 'boolean', short: 'w', default: false },
    check: { type: 'boolean', default: false },
  });
  const { step, write, check } = values;
  checkInputs(paths);
  if (step !== '1' && step !== '2') throw new UsageError(`--step ${JSON.stringify(step)} must be 1 or 2`);
  if (write && check) throw new UsageError('--check writes nothing: omit --write');
  if (write && paths.includes(STDIN)) throw new UsageError('--write needs files, and - is standard input: omit --write');
  const config = readConfig(values);
  const { inputs, kustomizations, unusable } = read(paths, config.isExcluded);
  complain(stderr, unusable);
  let migration: Migration;
  try {
    const overlays = overlaysOf(
      inputs.flatMap(({ path, file }) => (path === STDIN ? [] : [{ path, manifests: file.items.map(({ manifest }) => manifest) }])),
      paths,
    );
    migration = migrate(
      inputs.map(({ file }) => file),
      clusterOf(values, config),
      step === '1' ? 1 : 2,
      overlays,
      (readings) => setsOf(treeOf(inputs, kustomizations, readings)).sets,
    );
  } catch (error) {
    // a text that cannot be written whole: nothing is written
    if (!(error instanceof UnusableInput)) throw error;
    complain(stderr, [error]);
    return 2;
  }
  const changed = inputs.flatMap(({ path, content }, index) => {
    const file = migration.files[index];
    return file.changed ? [{ path, before: content, text: file.toString(), loses: file.loses }] : [];
  });
  const { paths: written, failures } = write ? replaceFiles(changed) : { paths: [], failures: [] };
  complain(stderr, failures);
  if (!write && !check) stdout.write(joined(migration.files));
  const counts = {
    changed: changed.length,
    files: inputs.length,
    unusable: unusable.length,
    failed: failures.length,
    written: write ? written.length : undefined,
  };
  stderr.write(migrationReport(migration, counts, hasColours(stderr, env)));
  return exitStatus([...unusable, ...failures], check && changed.length > 0);
}

/** A file, its path, and its content as it was read. */
interface Input {
  readonly path: string;
  readonly content: Uint8Array;
  readonly file: ManifestFile;
  /** Whether it was found in a directory, and not named. */
  readonly found: boolean;
}

/** A kustomization among the inputs. */
interface KustomizationFile {
  readonly path: string;
  readonly reading: Reading;
}

/** Reads all inputs, before any file is written. */
function read(
  paths: readonly string[],
  isExcluded: (path: string) => boolean,
): { inputs: Input[]; kustomizations: KustomizationFile[]; unusable: UnusableInput[] } {
  const unusable: UnusableInput[] = [];
  const inputs: Input[] = [];
  const kustomizations: KustomizationFile[] = [];
  for (const { file: path, name, content, found } of contentsOf(paths, unusable, { isExcluded, kustomizations: true })) {
    try {
      if (found && KUSTOMIZATION_NAMES.includes(basename(path))) {
        kustomizations.push({ path, reading: readManifests(content, name) });
        if (!content.includes('apiVersion')) continue;
      }
      const file = new ManifestFile(content, name);
      unusable.push(...file.unusable);
      // a directory may contain other YAML, such as the values of a chart
      if (!found || file.items.length > 0) inputs.push({ path, content, file, found });
    } catch (error) {
      unusable.push(asUnusable(error, name));
    }
  }
  return { inputs, kustomizations, unusable };
}

/** The files as they are after the migration, for what is applied together. */
function treeOf(inputs: readonly Input[], kustomizations: readonly KustomizationFile[], readings: ReadonlyMap<string, Reading>): DiskTree {
  const tree = new DiskTree();
  for (const { path, reading } of kustomizations) tree.add(tree.pathOf(path), reading, true);
  for (const { path, file, found } of inputs) {
    const reading = readings.get(file.name);
    if (reading && !tree.has(tree.pathOf(path))) tree.add(tree.pathOf(path), reading, found);
  }
  return tree;
}

/** Joins the files to one stream of documents. */
function joined(files: readonly ManifestFile[]): string {
  const texts = files.map(String).filter((text) => text !== '');
  return texts
    .map((text, index) => {
      const begun = index === 0 || /^---(\s|$)/.test(text) ? text : `---\n${text}`;
      return index === texts.length - 1 || begun.endsWith('\n') ? begun : `${begun}\n`;
    })
    .join('');
}

function exitStatus(unusable: readonly UnusableInput[], wouldChange: boolean): number {
  if (unusable.length > 0) return 2;
  return wouldChange ? 1 : 0;
}

function help(): string {
  return `Rewrites outdated manifests of Wasm apps to APIs that the cluster serves, and lists the manual steps that remain.

  cdk8s-wasm migrate [OPTION]... FILE|DIR|-...

Writes the migrated manifests to standard output, and a report of the changes and their reasons to standard error. Comments are kept, and
unchanged documents are copied byte for byte. All inputs are migrated together, since objects refer to each other. An object that a
kustomization patches is not changed, and the kustomization is named.

  cdk8s-wasm migrate app.yaml | kubectl diff -f -
  cdk8s-wasm migrate --write manifests/ && git diff

From HTTP add-on 0.14 with KEDA 2.17, an HTTPScaledObject becomes an InterceptorRoute and a ScaledObject. This takes two commits, since
the operator deletes its ScaledObject together with the HTTPScaledObject:
  --step 1   adds both, and keeps the HTTPScaledObject with the annotation httpscaledobject.keda.sh/orphan-scaledobject: "true"
  --step 2   removes the HTTPScaledObject; enough for manifests that are not on a cluster yet

Options:
  --step 1|2                         commit to write (default: 1)
  -w, --write                        writes the files in place, all or none; mode, owner and links are kept
  --check                            writes nothing; exit status 1 if a file would change
${PLATFORM_HELP}
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0 for success, 1 with --check when a file would change, 2 when a file could not be read or written; the others are migrated.
Templates are refused: render them first, for example with helm template.
`;
}
