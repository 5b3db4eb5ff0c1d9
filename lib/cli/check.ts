import { checkSets } from '../files/check-sets';
import { RULES } from '../rules/registry';
import type { Rule } from '../rules/rule';
import { type Command, checkFormat, checkInputs, hasColours, type Invocation, parseOptions, suggestion, UsageError } from './command';
import { CONFIG_NAMES, isNamespace, readConfig } from './config-file';
import { FORMATS } from './formats';
import { exclusionOf, type Inputs, readInputs } from './inputs';
import { built } from './kustomize-build';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { complain, exitStatus, type Report, SEVERITIES } from './report';
import { version } from './version';

/** `cdk8s-wasm check`: runs the rules on any manifests. */
export const command: Command = { help, run };

const OPTIONS = {
  ...PLATFORM_OPTIONS,
  format: { type: 'string', default: 'text' },
  ignore: { type: 'string', multiple: true, default: [] as string[] },
  only: { type: 'string', multiple: true, default: [] as string[] },
  exclude: { type: 'string', multiple: true, default: [] as string[] },
  namespace: { type: 'string' },
  partial: { type: 'boolean', default: false },
  'fail-on': { type: 'string', default: 'error' },
  summary: { type: 'boolean', default: false },
  kustomize: { type: 'string' },
  'max-findings': { type: 'string', default: '1000' },
  watch: { type: 'boolean', default: false },
} as const;

function run(invocation: Invocation): number | Promise<number> {
  const { args, env, stdout, stderr } = invocation;
  const { values, positionals: paths } = parseOptions(args, OPTIONS);
  checkInputs(paths);
  const { format, exclude, partial: isPartial, summary } = values;
  checkFormat(format, Object.keys(FORMATS));
  const failOn = oneOf('--fail-on', values['fail-on'], SEVERITIES);
  if (summary && format !== 'text') throw new UsageError(`--summary is for --format text, and the format is ${format}`);
  if (values.namespace !== undefined && !isNamespace(values.namespace)) {
    throw new UsageError(`--namespace ${JSON.stringify(values.namespace)} must be a DNS label: lower-case letters, digits and hyphens`);
  }
  if (values.kustomize !== undefined) oneOf('--kustomize', values.kustomize, ['build']);
  const maxFindings = countOf('--max-findings', values['max-findings']);
  let config = readConfig(values);
  // files that kustomizations name may be elsewhere
  let read: readonly string[] = [];
  const runOnce = (): number => {
    const namespace = values.namespace ?? config.namespace;
    const rules = rulesOf(values.only, values.ignore, Object.keys(config.ignore));
    const cluster = clusterOf(values, config);
    const inputs = readInputs(paths, { exclude, isExcluded: config.isExcluded });
    read = filesOf(inputs);
    const unusable = [...inputs.unusable];
    const sets = values.kustomize === undefined ? inputs.sets : built(inputs.sets, unusable, env);
    const findings = checkSets(sets, cluster, { rules, namespace, isPartial });
    const report = { version: version(), findings, unusable, objects: inputs.sources.length, files: inputs.files };
    complain(stderr, unusable);
    const colours = hasColours(stdout, env);
    if (summary) stdout.write(summaryOf(report, colours));
    else for (const piece of batches(FORMATS[format]()(report, { colours, maxFindings }))) stdout.write(piece);
    return exitStatus(report, failOn);
  };
  if (!values.watch) return runOnce();
  if (paths.includes('-')) throw new UsageError('--watch needs files or directories, and standard input (-) is read once');
  if (format !== 'text') throw new UsageError(`--watch is for --format text, and the format is ${format}`);
  const { watch } = require('./watch/watch') as typeof import('./watch/watch');
  const task = {
    wanted: () => {
      const configs = values['no-config'] ? [] : config.file === undefined ? CONFIG_NAMES : [config.file];
      return { paths, files: [...configs, ...read], isExcluded: exclusionOf({ exclude, isExcluded: config.isExcluded }) };
    },
    run: () => {
      config = readConfig(values);
      runOnce();
    },
  };
  return watch(task, invocation);
}

function filesOf({ sets }: Inputs): readonly string[] {
  return [...new Set(sets.flatMap(({ sources }) => sources.map(({ file }) => file)))];
}

/** Throws UsageError unless the value is one of those known. */
function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  if ((known as readonly string[]).includes(value)) return value as T;
  throw new UsageError(`${option} ${JSON.stringify(value)} must be ${known.join(' or ')}${suggestion(value, known)}`);
}

function countOf(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} ${JSON.stringify(value)} must be a number above 0`);
  return Number(value);
}

const BATCH = 2 ** 16;

/** Joins pieces to batches: a write for each piece is slow. */
function* batches(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

/** The rules that `--only`, `--ignore` and the configuration file leave. Throws UsageError for the id of no rule. */
function rulesOf(only: readonly string[], ignore: readonly string[], ignored: readonly string[]): readonly Rule[] {
  const ids = RULES.map(({ id }) => id);
  for (const [option, given] of [...only.map((id) => ['--only', id]), ...ignore.map((id) => ['--ignore', id])]) {
    if (!ids.includes(given)) throw new UsageError(`${option} ${JSON.stringify(given)} is the id of no rule${suggestion(given, ids)}`);
  }
  return RULES.filter(({ id }) => (only.length === 0 ? !ignored.includes(id) : only.includes(id)) && !ignore.includes(id));
}

function summaryOf(report: Report, colours: boolean): string {
  return (require('./summary') as typeof import('./summary')).summary(report, colours);
}

function help(): string {
  return `Reports manifests of Wasm apps that a cluster would refuse or that can never work.

  cdk8s-wasm check [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, the files of a quoted glob, or - for standard input. Files that are named,
and files of a directory without a kustomization, are checked together. Each kustomization that no other one includes is checked as kustomize would apply it: its
patches are no objects, and base and overlays no duplicates.

  helm template . | cdk8s-wasm check -
  cdk8s-wasm check --platform keda=2.21,httpAddOn=0.12 dist/
  cdk8s-wasm check 'apps/**/*.k8s.yaml'
  cdk8s-wasm check --exclude charts --exclude '**/*.sops.yaml' .

Options:
${PLATFORM_HELP}
  --ignore RULE                      leaves a rule out (repeatable)
  --only RULE                        runs this rule alone (repeatable)
  --exclude GLOB                     leaves out paths: a name anywhere, or a path with *, ? and ** (repeatable)
  --namespace NAMESPACE              the namespace of objects that name none
  --partial                          leaves out warnings about objects that are missing here, and may be elsewhere
  --kustomize build                  renders kustomizations with kustomize or kubectl, which must be on the path
  --fail-on error|warning            the severity from which on the exit status is 1 (default: error)
  --summary                          prints the number of findings by rule, without their places
  --max-findings NUMBER              findings that --format text prints; other formats print all (default: 1000)
  --watch                            checks again after each change of a file, until Ctrl-C, which exits with 0
  --format ${Object.keys(FORMATS).join('|')}    output format (default: text)
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0 without findings of severity error, or of the severity of --fail-on and above; 1 with such findings; 2 when an input could not
be read or contains no manifest. Notes are harmless, and never fail.

The configuration file .cdk8s-wasm.yaml has the keys platform, ignore, exclude and namespace; options win over it:
  platform: { keda: '2.21' }
  ignore: { keda/target-missing: made by another pipeline }
  exclude: [charts]

An annotation silences rules on an object, each with a reason:
  cdk8s-wasm/ignore: "keda/target-missing: made by another pipeline"
`;
}
