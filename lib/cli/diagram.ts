import { Diagram } from '../synth/diagram';
import { type Command, checkFormat, checkInputs, type Invocation, parseOptions } from './command';
import { readConfig } from './config-file';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { complain } from './report';

const RENDER: { readonly [format: string]: (diagram: Diagram) => string } = {
  mermaid: (diagram) => diagram.toMermaid(),
  svg: (diagram) => diagram.toSvg(),
};
const FORMATS = Object.keys(RENDER);

/** `cdk8s-wasm diagram`: draws who talks to whom. */
export const command: Command = { help, run };

function run({ args, stdout, stderr }: Invocation): number {
  const { values, positionals: paths } = parseOptions(args, {
    ...PLATFORM_OPTIONS,
    format: { type: 'string', default: 'mermaid' },
    exclude: { type: 'string', multiple: true, default: [] as string[] },
  });
  checkInputs(paths);
  const { format } = values;
  checkFormat(format, FORMATS);
  const config = readConfig(values);
  const cluster = clusterOf(values, config);
  const { sets, unusable } = readInputs(paths, { exclude: values.exclude, isExcluded: config.isExcluded });
  complain(stderr, unusable);
  const applied = sets.map(({ sources, directory }, index) => ({
    manifests: sources.map(({ manifest }) => manifest),
    cluster,
    title: sets.length > 1 ? (directory ?? `set ${index + 1}`) : undefined,
  }));
  stdout.write(RENDER[format](Diagram._of(applied)));
  return unusable.length > 0 ? 2 : 0;
}

function help(): string {
  return `Draws who talks to whom and who scales whom, from the clients to the stores, with namespaces as groups. What the manifests refer to
and do not contain, and what does not work, such as a route without a ReferenceGrant, is dashed.

  cdk8s-wasm diagram [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. Kustomizations are drawn as kustomize
would apply them.

  cdk8s-wasm diagram dist/ > diagram.mmd
  cdk8s-wasm diagram --format svg dist/hello.k8s.yaml > hello.svg

Options:
${PLATFORM_HELP}
  --exclude GLOB                     leaves out paths: a name anywhere, or a path with *, ? and ** (repeatable)
  --format mermaid|svg               output format (default: mermaid)
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0, or 2 when an input could not be read or contains no manifest.
`;
}
