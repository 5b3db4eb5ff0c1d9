import { SUPPORTED } from '../cluster/versions';
import type { Cluster } from '../rules/cluster';
import { declaredCluster, parseVersions } from '../rules/declared';
import { UsageError } from './command';

/** The options by which a command is told of the cluster. */
export const PLATFORM_OPTIONS = {
  platform: { type: 'string', multiple: true, default: [] as string[] },
  'knative-feature': { type: 'string', multiple: true, default: [] as string[] },
  interceptor: { type: 'string' },
} as const;

/** What is given of them. */
export interface PlatformValues {
  readonly platform: readonly string[];
  readonly 'knative-feature': readonly string[];
  readonly interceptor?: string;
}

/** Their lines in a command's help. */
export const PLATFORM_HELP = `  --platform COMPONENT=VERSION,...   what the cluster runs (may be repeated)
  --knative-feature FLAG             a flag of Knative's config-features that is enabled (may be repeated)
  --interceptor SERVICE.NAMESPACE[:PORT]
                                     where the HTTP add-on listens`;

/** The list of components that `--platform` knows. */
export function componentsHelp(): string {
  const versions = Object.entries(SUPPORTED).map(([component, { title, min, max, default: standard }]) => {
    return `  ${component.padEnd(20)} ${title}, ${min} to ${max}; ${standard} unless declared`;
  });
  return `Components:\n${versions.join('\n')}`;
}

/** The cluster that the options describe. Throws UsageError. */
export function clusterOf({ platform, 'knative-feature': knativeFeatures, interceptor: address }: PlatformValues): Cluster {
  const interceptor = interceptorAt(address);
  try {
    return declaredCluster({ ...parseVersions(platform.join(',')), knativeFeatures, interceptor });
  } catch (error) {
    throw new UsageError(`--platform: ${(error as Error).message}`);
  }
}

/** Reads `service.namespace:port`. */
function interceptorAt(address: string | undefined): Cluster['interceptor'] | undefined {
  if (address === undefined) return undefined;
  const match = /^([a-z0-9-]+)\.([a-z0-9-]+)(?::(\d{1,5}))?$/.exec(address);
  if (!match) throw new UsageError(`--interceptor ${JSON.stringify(address)} must be service.namespace or service.namespace:port`);
  const [, service, namespace, port] = match;
  return { service, namespace, port: port ? Number(port) : undefined };
}
