import { GATEWAY_API_CHANNELS, type GatewayApiChannel } from '../cluster/gateway-api';
import { DEFAULT_INTERCEPTOR } from '../cluster/interceptor';
import { type Component, compareVersions, releaseOf, SUPPORTED } from '../cluster/supported-versions';
import { nearest } from '../core/suggest';
import type { Cluster } from './cluster';

/** What is said of a cluster outside of a construct tree: versions by component, the interceptor's address, Knative's flags. */
export interface Declaration {
  readonly kubernetes?: string;
  readonly featureGates?: readonly string[];
  readonly keda?: string;
  readonly httpAddOn?: string;
  readonly spinOperator?: string;
  readonly spinShim?: string;
  readonly knative?: string;
  readonly runtimeClassManager?: string;
  readonly gatewayApi?: string;
  readonly gatewayApiChannel?: string;
  readonly interceptor?: Cluster['interceptor'];
  readonly knativeFeatures?: readonly string[];
}

const COMPONENTS = Object.keys(SUPPORTED) as Component[];
const CHANNEL = 'gatewayApiChannel';
const OTHERS = ['interceptor', CHANNEL, 'featureGates', 'knativeFeatures'];

/** The cluster of a declaration, with the default versions for what it does not say. Throws for unknown components and versions. */
export function declaredCluster(declaration: Declaration = {}): Cluster {
  for (const key of Object.keys(declaration)) {
    if (!COMPONENTS.includes(key as Component) && !OTHERS.includes(key)) throw new Error(unknown(key, [...COMPONENTS, ...OTHERS]));
  }
  const versions = Object.fromEntries(COMPONENTS.map((component) => [component, minor(component, declaration[component])]));
  const releases = COMPONENTS.flatMap((component) => {
    const release = releaseOf(declaration[component]);
    return release === undefined ? [] : [[component, release] as const];
  });
  const { service, namespace = DEFAULT_INTERCEPTOR.namespace, port, scalerAddress } = declaration.interceptor ?? {};
  return {
    ...(versions as { [component in Component]: string }),
    gatewayApiChannel: channel(declaration.gatewayApiChannel),
    interceptor: {
      service: service ?? DEFAULT_INTERCEPTOR.service,
      namespace,
      port: port ?? DEFAULT_INTERCEPTOR.port,
      scalerAddress: scalerAddress ?? `${DEFAULT_INTERCEPTOR.scaler}.${namespace}:${DEFAULT_INTERCEPTOR.scalerPort}`,
    },
    featureGates: [...(declaration.featureGates ?? [])],
    knativeFeatures: [...(declaration.knativeFeatures ?? [])],
    ...(releases.length > 0 && { releases: Object.fromEntries(releases) }),
  };
}

/** Reads `keda=2.21,httpAddOn=0.12`, and `gatewayApiChannel=experimental`. Throws for anything else. */
export function parseVersions(text: string): Declaration {
  const declaration: { [key in Component | typeof CHANNEL]?: string } = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [key, version, ...rest] = pair.split('=').map((part) => part.trim());
    if (!version || rest.length > 0)
      throw new Error(`${JSON.stringify(pair)} must be a component and its version, such as keda=${SUPPORTED.keda.default}`);
    if (key !== CHANNEL && !COMPONENTS.includes(key as Component)) throw new Error(unknown(key, [...COMPONENTS, CHANNEL]));
    declaration[key as Component | typeof CHANNEL] = version;
  }
  return declaration;
}

function minor(component: Component, version: string | undefined): string {
  const { title, min, max, default: standard } = SUPPORTED[component];
  if (version === undefined) return standard;
  const match = typeof version === 'string' ? /^v?(\d+)\.(\d+)(\.\d+)?$/.exec(version) : null;
  const found = match && `${Number(match[1])}.${Number(match[2])}`;
  if (!found || compareVersions(found, min) < 0 || compareVersions(found, max) > 0) {
    throw new Error(`${component} (${JSON.stringify(version)}) must be a version of ${title} from ${min} to ${max}`);
  }
  return found;
}

function channel(name: string | undefined = 'standard'): string {
  if (!GATEWAY_API_CHANNELS.includes(name as GatewayApiChannel)) {
    throw new Error(`${CHANNEL} (${JSON.stringify(name)}) must be ${GATEWAY_API_CHANNELS.join(' or ')}`);
  }
  return name;
}

function unknown(key: string, known: readonly string[]): string {
  const near = nearest(key.slice(0, 100), known);
  return `${JSON.stringify(key.slice(0, 100))} is not a component${near ? `: did you mean ${near}?` : `: there are ${known.join(', ')}`}`;
}
