export const HTTP_ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
/** v1beta1 is served by every release of the Gateway API since 0.6. */
export const REFERENCE_GRANT = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant' };

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
};
