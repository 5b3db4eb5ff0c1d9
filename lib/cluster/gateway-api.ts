import { compareVersions } from './supported-versions';

/** Release of the Gateway API whose CRDs the rules are based on (imports/crds/sources.json). */
export const GATEWAY_API_RELEASE = '1.6.3';

/** The channels of the Gateway API: `standard-install.yaml` or `experimental-install.yaml` is installed. */
export type GatewayApiChannel = 'standard' | 'experimental';

export const GATEWAY_API_CHANNELS: readonly GatewayApiChannel[] = ['standard', 'experimental'];

/** First releases that serve something, by channel, and the first one that serves it no more. The experimental channel has all of the standard one. */
export interface Availability {
  readonly standard?: string;
  readonly experimental?: string;
  readonly until?: string;
}

/** What a cluster runs of the Gateway API. */
export interface GatewayApi {
  readonly gatewayApi: string;
  readonly gatewayApiChannel: string;
}

/** Returns the fields that tell several references of a route to one Gateway apart (x-kubernetes-validations of parentRefs), in every release. */
export function parentKeys(channel: string): readonly ('sectionName' | 'port')[] {
  return channel === 'experimental' ? ['sectionName', 'port'] : ['sectionName'];
}

/**
 * When the versions of kinds are served, from the CRDs of releases 1.0.0, 1.1.0, 1.2.0, 1.3.0, 1.4.0, 1.5.1 and 1.6.3; those that are not
 * listed are served by every release.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.3/config/crd
 */
export const GATEWAY_API_VERSIONS: { readonly [versionAndKind: string]: Availability } = {
  'v1 GRPCRoute': { standard: '1.1', experimental: '1.1' },
  'v1 BackendTLSPolicy': { standard: '1.4', experimental: '1.4' },
  'v1 TLSRoute': { standard: '1.5', experimental: '1.5' },
  'v1 ReferenceGrant': { standard: '1.5', experimental: '1.5' },
  'v1 ListenerSet': { standard: '1.5', experimental: '1.5' },
  'v1 TCPRoute': { standard: '1.6', experimental: '1.6' },
  'v1 UDPRoute': { standard: '1.6', experimental: '1.6' },
  'v1alpha2 GRPCRoute': { experimental: '1.0', until: '1.2' },
  'v1alpha2 TLSRoute': { experimental: '1.0' },
  'v1alpha3 TLSRoute': { experimental: '1.4' },
  'v1alpha2 TCPRoute': { experimental: '1.0' },
  'v1alpha2 UDPRoute': { experimental: '1.0' },
  'v1alpha2 BackendTLSPolicy': { experimental: '1.0', until: '1.1' },
  'v1alpha3 BackendTLSPolicy': { experimental: '1.1' },
};

/** The kinds of the Gateway API, in either channel of any release. */
export const GATEWAY_API_KINDS: readonly string[] = [
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'ReferenceGrant',
  'ReferencePolicy',
  'BackendTLSPolicy',
  'ListenerSet',
];

/** Fields and values of a kind that not every release or channel has. */
export interface ChannelFields {
  /** Fields, with `[]` for the elements of a list. */
  readonly fields: { readonly [field: string]: Availability };
  /** Values, by the field that takes them. */
  readonly values: { readonly [field: string]: { readonly [value: string]: Availability } };
}

const CORS: Availability = { standard: '1.5', experimental: '1.3' };
const EXTERNAL_AUTH: Availability = { experimental: '1.4' };
const MIRROR: Availability = { standard: '1.3', experimental: '1.2' };

/** Fields of a filter, which a rule and a backend have. */
function filterFields(filter: string): { [field: string]: Availability } {
  return {
    [`${filter}.requestMirror.fraction`]: MIRROR,
    [`${filter}.requestMirror.percent`]: MIRROR,
    [`${filter}.cors`]: CORS,
    [`${filter}.externalAuth`]: EXTERNAL_AUTH,
  };
}

const FILTER = 'spec.rules[].filters[]';
const BACKEND_FILTER = 'spec.rules[].backendRefs[].filters[]';

/** Since when a prop of an exposure can be written. */
export const GATEWAY_API_FIELDS = {
  parentPort: { standard: '1.1', experimental: '1.0' },
  timeouts: { standard: '1.2', experimental: '1.0' },
} as const satisfies { readonly [field: string]: Availability };

/**
 * Fields and values by kind, from the CRDs of the releases above, and for 1.7 from its release notes.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.3/config/crd/experimental/gateway.networking.k8s.io_httproutes.yaml
 */
export const GATEWAY_API_CHANNEL_FIELDS: { readonly [kind: string]: ChannelFields } = {
  HTTPRoute: {
    fields: {
      'spec.parentRefs[].port': GATEWAY_API_FIELDS.parentPort,
      'spec.useDefaultGateways': { experimental: '1.4' },
      'spec.rules[].name': { standard: '1.4', experimental: '1.2' },
      'spec.rules[].timeouts': GATEWAY_API_FIELDS.timeouts,
      'spec.rules[].retry': { standard: '1.7', experimental: '1.2' },
      'spec.rules[].sessionPersistence': { experimental: '1.1' },
      ...filterFields(FILTER),
      ...filterFields(BACKEND_FILTER),
    },
    values: Object.fromEntries([FILTER, BACKEND_FILTER].map((filter) => [`${filter}.type`, { CORS, ExternalAuth: EXTERNAL_AUTH }])),
  },
};

/** How a cluster serves something: `channel` if only the other channel of its release does. */
export type Serving = 'served' | 'channel' | 'later' | 'removed';

/** Returns how the Gateway API of a cluster serves something. */
export function servingOf({ standard, experimental, until }: Availability, { gatewayApi, gatewayApiChannel }: GatewayApi): Serving {
  if (until !== undefined && compareVersions(gatewayApi, until) >= 0) return 'removed';
  const has = (since: string | undefined) => since !== undefined && compareVersions(gatewayApi, since) >= 0;
  if (has(standard)) return 'served';
  if (!has(experimental)) return 'later';
  return gatewayApiChannel === 'experimental' ? 'served' : 'channel';
}

/** Returns the first release that serves something in the channel of a cluster. */
export function sinceOn({ standard, experimental }: Availability, channel: string): string | undefined {
  return channel === 'experimental' ? (experimental ?? standard) : standard;
}
