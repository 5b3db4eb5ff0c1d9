import { Requirements } from '../synth/requirements';
import { type Command, checkFormat, checkInputs, type Invocation, parseOptions } from './command';
import { readConfig } from './config-file';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { complain } from './report';

const RENDER: { readonly [format: string]: (requirements: Requirements) => string } = {
  text: (requirements) => requirements.toText(),
  json: (requirements) => `${JSON.stringify(requirements.toJson(), undefined, 2)}\n`,
  markdown: (requirements) => requirements.toMarkdown(),
};
const FORMATS = Object.keys(RENDER);

/** `cdk8s-wasm requirements`: lists what the cluster must have for any manifests. */
export const command: Command = { help, run };

function run({ args, stdout, stderr }: Invocation): number {
  const { values, positionals: paths } = parseOptions(args, {
    ...PLATFORM_OPTIONS,
    format: { type: 'string', default: 'text' },
    exclude: { type: 'string', multiple: true, default: [] as string[] },
  });
  checkInputs(paths);
  const { format } = values;
  checkFormat(format, FORMATS);
  const config = readConfig(values);
  const cluster = clusterOf(values, config);
  const { sets, unusable } = readInputs(paths, { exclude: values.exclude, isExcluded: config.isExcluded });
  complain(stderr, unusable);
  const manifests = sets.flatMap(({ sources }) => sources.map(({ manifest }) => manifest));
  stdout.write(RENDER[format](Requirements._of(manifests, cluster)));
  return unusable.length > 0 ? 2 : 0;
}

function help(): string {
  return `Lists what a cluster must have for manifests to work, with the commands that install it: operators with their minimum
versions, CRDs, settings, runtimes on nodes, and the objects that the manifests reference and do not contain.

  cdk8s-wasm requirements [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. All inputs are taken together;
kustomizations are taken as kustomize would apply them.

  cdk8s-wasm requirements dist/
  helm template . | cdk8s-wasm requirements --format markdown -

Options:
${PLATFORM_HELP}
  --exclude GLOB                     leaves out paths: a name anywhere, or a path with *, ? and ** (repeatable)
  --format text|json|markdown        output format (default: text)
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0, or 2 when an input could not be read or contains no manifest.
`;
}
