import { GATEWAY_API_CHANNELS } from '../cluster/gateway-api';
import { SUPPORTED } from '../cluster/supported-versions';
import type { Cluster } from '../rules/cluster';
import { type Declaration, declaredCluster, parseVersions } from '../rules/declared';
import { UsageError } from './command';
import { type Config, readConfig } from './config-file';

/** The options that describe the cluster, and the configuration file that does. */
export const PLATFORM_OPTIONS = {
  platform: { type: 'string', multiple: true, default: [] as string[] },
  'feature-gate': { type: 'string', multiple: true, default: [] as string[] },
  'knative-feature': { type: 'string', multiple: true, default: [] as string[] },
  interceptor: { type: 'string' },
  config: { type: 'string' },
  'no-config': { type: 'boolean', default: false },
} as const;

/** The values of these options. */
export interface PlatformValues {
  readonly platform: readonly string[];
  readonly 'feature-gate': readonly string[];
  readonly 'knative-feature': readonly string[];
  readonly interceptor?: string;
  readonly config?: string;
  readonly 'no-config': boolean;
}

/** The help of these options. */
export const PLATFORM_HELP = `  --platform COMPONENT=VERSION,...   versions that the cluster runs (repeatable)
  --feature-gate GATE                enabled feature gate of Kubernetes, such as HPAScaleToZero (repeatable)
  --knative-feature FLAG             enabled flag of Knative's ConfigMap config-features (repeatable)
  --interceptor SERVICE.NAMESPACE[:PORT]
                                     address of the HTTP add-on's interceptor
  --config FILE                      configuration file (default: the nearest .cdk8s-wasm.yaml, in this folder or above)
  --no-config                        reads no configuration file`;

/** Returns the components of `--platform`, with their versions. */
export function componentsHelp(): string {
  const versions = Object.entries(SUPPORTED).map(([component, { title, min, max, default: version }]) => {
    return `  ${component.padEnd(20)} ${title}, ${min} to ${max} (default: ${version})`;
  });
  const channel = `  ${'gatewayApiChannel'.padEnd(20)} channel of its CRDs, ${GATEWAY_API_CHANNELS.join(' or ')} (default: standard)`;
  return `Components:\n${[...versions, channel].join('\n')}`;
}

/** Returns the cluster that the options describe, and where they say nothing the configuration file. Throws UsageError. */
export function clusterOf(values: PlatformValues, config: Config = readConfig(values)): Cluster {
  return declaredCluster(declarationOf(values, config));
}

/** Returns what the options say of the cluster, and where they say nothing the configuration file. Throws UsageError. */
export function declarationOf(values: PlatformValues, { platform }: Config): Declaration {
  const interceptor = interceptorAt(values.interceptor) ?? platform.interceptor;
  const featureGates = [...new Set([...(platform.featureGates ?? []), ...values['feature-gate']])];
  const knativeFeatures = [...new Set([...(platform.knativeFeatures ?? []), ...values['knative-feature']])];
  try {
    const declaration = { ...platform, ...parseVersions(values.platform.join(',')), featureGates, knativeFeatures, interceptor };
    declaredCluster(declaration);
    return declaration;
  } catch (error) {
    throw new UsageError(`--platform: ${(error as Error).message}`);
  }
}

/** Parses `service.namespace:port`. */
function interceptorAt(address: string | undefined): Cluster['interceptor'] | undefined {
  if (address === undefined) return undefined;
  const match = /^([a-z0-9-]+)\.([a-z0-9-]+)(?::(\d{1,5}))?$/.exec(address);
  if (!match) throw new UsageError(`--interceptor ${JSON.stringify(address)} must be service.namespace or service.namespace:port`);
  const [, service, namespace, port] = match;
  return { service, namespace, port: port ? Number(port) : undefined };
}
