import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import { type Command, checkFormat, checkInputs, hasColours, type Invocation, parseOptions } from './command';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { escapeControlCharacters, exitStatus, type Render, type Report } from './report';
import { version } from './version';

/** The formats, each loaded on demand. */
const RENDER: { readonly [format: string]: () => Render } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  sarif: () => require('./sarif').sarif,
  github: () => require('./github').github,
};
const FORMATS = Object.keys(RENDER);

/** `cdk8s-wasm check`: runs the rules on any manifests. */
export const command: Command = { help, run };

function run({ args, env, stdout, stderr }: Invocation): number {
  const { values, positionals: paths } = parseOptions(args, { ...PLATFORM_OPTIONS, format: { type: 'string', default: 'text' } });
  checkInputs(paths);
  const { format } = values;
  checkFormat(format, FORMATS);
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
  return `Reports manifests of Wasm apps that a cluster would refuse or that can never work.

  cdk8s-wasm check [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. All inputs are checked together.

  helm template . | cdk8s-wasm check -
  cdk8s-wasm check --platform keda=2.21,httpAddOn=0.12 dist/

Options:
${PLATFORM_HELP}
  --format text|json|sarif|github    output format (default: text)
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0 without errors, 1 with findings of severity error, 2 when an input could not be read.

An annotation silences rules on an object, each with a reason:
  cdk8s-wasm/ignore: "keda/target-missing: made by another pipeline"
`;
}
