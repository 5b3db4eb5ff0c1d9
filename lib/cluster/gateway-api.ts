/** Release of the Gateway API whose CRDs the rules are based on (imports/crds/sources.json). */
export const GATEWAY_API_RELEASE = '1.6.3';

/** First release whose standard channel serves a version of a kind; 1.0 for those not listed. */
export const GATEWAY_API_SINCE: { readonly [versionAndKind: string]: string } = {
  'v1 GatewayClass': '1.0',
  'v1 Gateway': '1.0',
  'v1 HTTPRoute': '1.0',
  'v1 GRPCRoute': '1.1',
  'v1 BackendTLSPolicy': '1.4',
  'v1 TLSRoute': '1.5',
  'v1 ReferenceGrant': '1.5',
  'v1 ListenerSet': '1.5',
  'v1 TCPRoute': '1.6',
  'v1 UDPRoute': '1.6',
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

/** Versions of kinds that only the experimental channel of the Gateway API serves. */
export const GATEWAY_API_EXPERIMENTAL: readonly string[] = [
  'v1alpha2 TLSRoute',
  'v1alpha3 TLSRoute',
  'v1alpha2 TCPRoute',
  'v1alpha2 UDPRoute',
  'v1alpha2 GRPCRoute',
  'v1alpha2 BackendTLSPolicy',
  'v1alpha3 BackendTLSPolicy',
];

/** What only the experimental channel of the Gateway API has in a kind. */
export interface Experimental {
  /** Fields, with `[]` for the elements of a list. */
  readonly fields: readonly string[];
  /** Values, by the field that takes them. */
  readonly values: { readonly [field: string]: readonly string[] };
}

/**
 * Fields and values of the experimental channel, by kind; equal in releases 1.5 to 1.7.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.5.1/config/crd/experimental/gateway.networking.k8s.io_httproutes.yaml
 */
export const GATEWAY_API_EXPERIMENTAL_FIELDS: { readonly [kind: string]: Experimental } = {
  HTTPRoute: {
    fields: [
      'spec.useDefaultGateways',
      'spec.rules[].retry',
      'spec.rules[].sessionPersistence',
      'spec.rules[].filters[].externalAuth',
      'spec.rules[].backendRefs[].filters[].externalAuth',
    ],
    values: {
      'spec.rules[].filters[].type': ['ExternalAuth'],
      'spec.rules[].backendRefs[].filters[].type': ['ExternalAuth'],
    },
  },
};
