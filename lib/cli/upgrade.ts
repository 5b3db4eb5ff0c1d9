import { type Component, compareVersions, releaseOf, SUPPORTED } from '../cluster/supported-versions';
import { declaredCluster, parseVersions } from '../rules/declared';
import type { Versions } from '../upgrade/order';
import { breaks } from '../upgrade/report';
import { upgrade } from '../upgrade/upgrade';
import { type Command, checkFormat, checkInputs, hasColours, type Invocation, parseOptions, UsageError } from './command';
import { readConfig } from './config-file';
import { readInputs } from './inputs';
import { clusterOf, componentsHelp, PLATFORM_HELP, PLATFORM_OPTIONS, type PlatformValues } from './platform-options';
import { complain } from './report';
import { UPGRADE_FORMATS } from './upgrade-formats';
import { type LocatedUpgrade, located } from './upgrade-report';
import { version } from './version';

/** `cdk8s-wasm upgrade`: reports what an upgrade of the cluster does to any manifests. */
export const command: Command = { help, run };

function run({ args, env, stdout, stderr }: Invocation): number {
  const { values, positionals: paths } = parseOptions(args, {
    ...PLATFORM_OPTIONS,
    from: { type: 'string', multiple: true, default: [] as string[] },
    to: { type: 'string', multiple: true, default: [] as string[] },
    format: { type: 'string', default: 'text' },
  });
  const { format } = values;
  checkFormat(format, Object.keys(UPGRADE_FORMATS));
  const { from, to } = versionsOf(values.from, values.to);
  checkInputs(paths);
  const config = readConfig(values);
  const { sources, files, unusable } = readInputs(paths, { isExcluded: config.isExcluded });
  complain(stderr, unusable);
  const manifests = sources.map(({ manifest }) => manifest);
  const report = upgrade(manifests, from, to, (versions) => clusterOf(withVersions(values, versions), config));
  const upgraded: LocatedUpgrade = {
    ...report,
    version: version(),
    steps: report.steps.map((step) => located(step, sources)),
    unusable,
    files,
  };
  stdout.write(UPGRADE_FORMATS[format]()(upgraded, hasColours(stdout, env)));
  if (unusable.length > 0) return 2;
  return breaks(report) ? 1 : 0;
}

/** The releases of the components to upgrade, before and after. Throws UsageError. */
function versionsOf(fromText: readonly string[], toText: readonly string[]): { from: Versions; to: Versions } {
  const from = parsed('--from', fromText);
  const to = parsed('--to', toText);
  const components = Object.keys(from) as Component[];
  if (components.length === 0) throw new UsageError('no --from: pass the versions that the cluster runs, such as --from keda=2.17');
  for (const component of Object.keys(to)) {
    if (!Object.hasOwn(from, component))
      throw new UsageError(`--to names ${component}, and --from does not: pass --from ${component}=VERSION`);
  }
  const target = { ...Object.fromEntries(components.map((component) => [component, SUPPORTED[component].max])), ...to };
  for (const component of components) {
    if (isOlder(target[component], from[component])) {
      throw new UsageError(`--to ${component}=${target[component]} is older than --from ${component}=${from[component]}`);
    }
  }
  return { from, to: target };
}

function parsed(option: string, texts: readonly string[]): Versions {
  try {
    const declaration = parseVersions(texts.join(','));
    if (declaration.gatewayApiChannel !== undefined) throw new Error('gatewayApiChannel is no version: pass it to --platform');
    const cluster = declaredCluster(declaration);
    return Object.fromEntries(
      (Object.keys(declaration) as Component[]).map((component) => [component, releaseOf(declaration[component]) ?? cluster[component]]),
    );
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`);
  }
}

function isOlder(to: string, from: string): boolean {
  const [patchTo, patchFrom] = [to, from].map((text) => Number(text.split('.')[2] ?? Number.NaN));
  return compareVersions(to, from) < 0 || (compareVersions(to, from) === 0 && patchTo < patchFrom);
}

/** The options of the cluster, with the versions of a state of the upgrade. */
function withVersions(values: PlatformValues, versions: Versions): PlatformValues {
  const pairs = Object.entries(versions).map(([component, release]) => `${component}=${release}`);
  return { ...values, platform: [...values.platform, ...pairs] };
}

function help(): string {
  return `Reports what an upgrade of the cluster does to manifests: what breaks, what behaves differently, what is deprecated, and the known
defects that it brings and cures, in the order in which the components can be upgraded.

  cdk8s-wasm upgrade --from COMPONENT=VERSION,... [OPTION]... FILE|DIR|-...

Reads YAML and JSON: files, every manifest below a directory, or - for standard input. All inputs are taken together.

  cdk8s-wasm upgrade --from keda=2.17,httpAddOn=0.10 --to keda=2.21,httpAddOn=0.16 manifests/
  helm template . | cdk8s-wasm upgrade --from knative=1.18 --format markdown -

Options:
  --from COMPONENT=VERSION,...       versions that the cluster runs now (repeatable); a patch such as keda=2.17.0 is taken into account
  --to COMPONENT=VERSION,...         versions to upgrade to (repeatable; default: the newest supported)
${PLATFORM_HELP}
  --format ${Object.keys(UPGRADE_FORMATS).join('|')}        output format (default: text)
  -h, --help                         prints this help

${componentsHelp()}

Exit status: 0 when nothing breaks, 1 when something breaks, 2 when an input could not be read.
`;
}
