import { Requirements } from '../synth/requirements';
import { type Command, meant, parseOptions, type Start, UsageError } from './command';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { escapeControlCharacters } from './report';

const RENDER: { readonly [format: string]: (requirements: Requirements) => string } = {
  text: (requirements) => requirements.toText(),
  json: (requirements) => `${JSON.stringify(requirements.toJson(), undefined, 2)}\n`,
  markdown: (requirements) => requirements.toMarkdown(),
};
const FORMATS = Object.keys(RENDER);

/** `cdk8s-wasm requirements`: what the cluster must have for anybody's manifests. */
export const command: Command = { help, run };

function run({ args, stdout, stderr }: Start): number {
  const { values, positionals: paths } = parseOptions(args, { ...PLATFORM_OPTIONS, format: { type: 'string', default: 'text' } });
  if (paths.length === 0) throw new UsageError('say whose requirements: files, directories, or - for standard input');
  const { format } = values;
  if (!FORMATS.includes(format)) {
    throw new UsageError(`--format ${JSON.stringify(format)} must be one of ${FORMATS.join(', ')}${meant(format, FORMATS)}`);
  }
  const cluster = clusterOf(values);
  const { sources, unusable } = readInputs(paths);
  for (const { message } of unusable) stderr.write(`${escapeControlCharacters(message)}\n`);
  const manifests = sources.map(({ manifest }) => manifest);
  stdout.write(RENDER[format](Requirements._of(manifests, cluster)));
  return unusable.length > 0 ? 2 : 0;
}

function help(): string {
  return `Says what a cluster must have for manifests to work: operators with their oldest versions, kinds, settings, runtimes on nodes, and the objects that
the manifests name and do not bring themselves, with the commands that install them.

  cdk8s-wasm requirements [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. What is given is taken together.

  cdk8s-wasm requirements dist/
  helm template . | cdk8s-wasm requirements --format markdown -

Options:
${PLATFORM_HELP}
  --format text|json|markdown        how they are printed (text)
  -h, --help                         prints this

${componentsHelp()}

Exit status: 0, or 2 when something could not be read.
`;
}
