import { ClusterClient } from '../doctor/cluster-client';
import { examine, UnknownAppError } from '../doctor/examine';
import { authenticated } from '../doctor/exec-plugin';
import { type Connection, connectionOf, KubeconfigError } from '../doctor/kubeconfig';
import { markdown } from '../doctor/markdown';
import { UnreachableError } from '../doctor/reader';
import { type DoctorReport, isWell } from '../doctor/report';
import { type PaintPart, text } from '../doctor/text';
import { type Command, checkFormat, hasColours, type Invocation, parseOptions, UsageError } from './command';
import { isNamespace, readConfig } from './config-file';
import { COLOURS, painter } from './formats/text';
import { readInputs } from './inputs';
import { componentsHelp, declarationOf, PLATFORM_HELP, PLATFORM_OPTIONS } from './platform-options';
import { complain, escapeControlCharacters } from './report';

const FORMATS: { readonly [format: string]: (report: DoctorReport, paint: PaintPart) => string } = {
  text,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  markdown,
};

/** `cdk8s-wasm doctor`: compares a cluster with manifests, and says why apps do not scale. */
export const command: Command = { help, run };

const OPTIONS = {
  ...PLATFORM_OPTIONS,
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  app: { type: 'string' },
  exclude: { type: 'string', multiple: true, default: [] as string[] },
  format: { type: 'string', default: 'text' },
  timeout: { type: 'string', default: '20' },
} as const;

async function run({ args, env, stdout, stderr }: Invocation): Promise<number> {
  const { values, positionals: paths } = parseOptions(args, OPTIONS);
  const { format, namespace, app } = values;
  checkFormat(format, Object.keys(FORMATS));
  if (namespace !== undefined && !isNamespace(namespace)) {
    throw new UsageError(`--namespace ${JSON.stringify(namespace)} must be a DNS label: lower-case letters, digits and hyphens`);
  }
  const timeout = Number(values.timeout);
  if (!(timeout > 0 && timeout <= 600))
    throw new UsageError(`--timeout ${JSON.stringify(values.timeout)} must be a number of seconds from 1 to 600`);
  const config = readConfig(values);
  const declared = declarationOf(values, config);
  const { sets, unusable } =
    paths.length > 0 ? readInputs(paths, { exclude: values.exclude, isExcluded: config.isExcluded }) : { sets: [], unusable: [] };
  complain(stderr, unusable);
  const manifests = sets.flatMap(({ sources }) => sources.map(({ manifest }) => manifest));
  if (paths.length > 0 && manifests.length === 0) return 2;
  const connection = connected({ file: values.kubeconfig, context: values.context, env });
  const client = new ClusterClient(connection, timeout * 1000);
  try {
    const ownNamespace = namespace ?? config.namespace ?? connection.namespace;
    const report = await examine(client, { manifests, declared, ownNamespace, namespace, app });
    stdout.write(FORMATS[format](report, paintPart(hasColours(stdout, env))));
    return unusable.length > 0 ? 2 : isWell(report) ? 0 : 1;
  } catch (error) {
    if (error instanceof UnreachableError || error instanceof UnknownAppError) throw new UsageError(escapeControlCharacters(error.message));
    throw error;
  } finally {
    client.close();
  }
}

function connected(options: Parameters<typeof connectionOf>[0]): Connection {
  try {
    return authenticated(connectionOf(options), options.env);
  } catch (error) {
    if (error instanceof KubeconfigError) throw new UsageError(escapeControlCharacters(error.message));
    throw error;
  }
}

function paintPart(colours: boolean): PaintPart {
  const paint = painter(colours);
  const styles = { ...COLOURS, well: 'green', bold: 'bold', dim: 'dim' } as const;
  return (style, part) => paint(styles[style], part);
}

function help(): string {
  return `Looks at a cluster, and reports what it lacks for manifests to work and why apps do not scale, each with the remedy. It sends GET
requests alone, changes nothing, and reads no Secret but its name.

  cdk8s-wasm doctor [OPTION]... [FILE|DIR|-]...

With manifests it answers their requirements, and examines the apps among them. Without, it examines every ScaledObject, HTTPScaledObject,
InterceptorRoute, SpinApp and Knative Service of the cluster, and the Deployments whose RuntimeClass is one of Wasm.

  cdk8s-wasm doctor dist/
  cdk8s-wasm doctor --namespace shop --app checkout
  cdk8s-wasm doctor --kubeconfig kind.yaml --format markdown dist/ > report.md

Options:
  --kubeconfig FILE                  kubeconfig (default: the files of KUBECONFIG, or ~/.kube/config)
  --context NAME                     context of the kubeconfig (default: the current one)
  -n, --namespace NAMESPACE          looks at this namespace alone; also that of manifests that name none
  --app NAME                         reports this app alone: the name of its workload or of one of its objects
  --timeout SECONDS                  time for an answer of the API server (default: 20)
${PLATFORM_HELP}
  --exclude GLOB                     leaves out paths: a name anywhere, or a path with *, ? and ** (repeatable)
  --format text|json|markdown        output format (default: text)
  -h, --help                         prints this help

${componentsHelp()}
Releases that are not declared are those that the cluster runs.

Exit status: 0 when all is well, 1 when something is wrong (an error, or a missing requirement), 2 when the cluster cannot be reached or an
input could not be read. Warnings, notes and what cannot be told do not change the exit status.
`;
}
