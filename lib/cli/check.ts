import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import { type Command, hasColours, meant, parseOptions, type Start, UsageError } from './command';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { escapeControlCharacters, exitStatus, type Render, type Report } from './report';
import { version } from './version';

/** The formats, each loaded when it is asked for. */
const RENDER: { readonly [format: string]: () => Render } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  sarif: () => require('./sarif').sarif,
  github: () => require('./github').github,
};
const FORMATS = Object.keys(RENDER);

/** `cdk8s-wasm check`: the rules, over anybody's manifests. */
export const command: Command = { help, run };

function run({ args, env, stdout, stderr }: Start): number {
  const { values, positionals: paths } = parseOptions(args, { ...PLATFORM_OPTIONS, format: { type: 'string', default: 'text' } });
  if (paths.length === 0) throw new UsageError('say what to check: files, directories, or - for standard input');
  const { format } = values;
  if (!FORMATS.includes(format)) {
    throw new UsageError(`--format ${JSON.stringify(format)} must be one of ${FORMATS.join(', ')}${meant(format, FORMATS)}`);
  }
  const report = reportOn(paths, clusterOf(values));
  for (const { message } of report.unusable) stderr.write(`${escapeControlCharacters(message)}\n`);
  stdout.write(RENDER[format]()(report, hasColours(stdout, env)));
  return exitStatus(report);
}

function reportOn(paths: readonly string[], cluster: Cluster): Report {
  const { sources, files, unusable } = readInputs(paths);
  const found = check(
    sources.map(({ manifest }) => manifest),
    cluster,
  );
  const findings = found.map((finding) => ({ ...finding, position: sources[finding.index].position(finding.path) }));
  return { version: version(), findings, unusable, objects: sources.length, files };
}

function help(): string {
  return `Says what a cluster would refuse of manifests for Wasm apps, or what could never work.

  cdk8s-wasm check [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. What is given is checked together.

  helm template . | cdk8s-wasm check -
  cdk8s-wasm check --platform keda=2.20,httpAddOn=0.12 dist/

Options:
${PLATFORM_HELP}
  --format text|json|sarif|github    how findings are printed (text)
  -h, --help                         prints this

${componentsHelp()}

Exit status: 0 without errors, 1 with findings of severity error, 2 when something could not be read.

An annotation silences rules on an object, each with its reason:
  cdk8s-wasm/ignore: "keda/target-missing: made by another pipeline"
`;
}
