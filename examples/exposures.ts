/**
 * Four exposures of apps behind the KEDA HTTP add-on, each with a NetworkPolicy that only allows the namespace of the interceptor: a Gateway, an
 * Ingress in the app's own namespace, callers in the cluster only, and gRPC.
 */
import { App, Chart } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import {
  AppNamespace,
  AppProtocol,
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  NetworkPeer,
  SpinAppScaled,
  SpinExecutor,
  WasmRuntime,
} from 'cdk8s-wasm';

export function exposures(app: App): void {
  const chart = new Chart(app, 'exposures', { namespace: 'storefront' });
  new AppNamespace(chart, 'namespace');
  new SpinExecutor(chart, 'executor');
  // callers in the cluster only: through the alias prices-proxy, which wakes the app from zero
  const prices = new SpinAppScaled(chart, 'prices', {
    image: 'ghcr.io/my-org/prices:v1',
    metrics: [HttpMetric.concurrency(20)],
    maxReplicas: 10,
    exposure: Exposure.cluster(),
    networkPolicy: true,
  });
  // a Gateway of the platform team: the HTTPRoute is in this namespace, its grant in that of the interceptor
  new HttpScaledWasm(chart, 'storefront', {
    image: 'ghcr.io/my-org/storefront:v1',
    runtime: WasmRuntime.SLIGHT,
    hosts: ['storefront.example.com'],
    env: { PRICES_URL: EnvValue.fromValue(prices.clusterUrl!) },
    exposure: Exposure.gateway({ parentRefs: [{ name: 'public', namespace: 'gateways' }] }),
    networkPolicy: { to: [NetworkPeer.namespace('keda', { ports: [8080] }), NetworkPeer.internet({ ports: [443] })] },
  });
  // a team that can only write to its own namespace; another of its Services serves the assets
  new HttpScaledWasm(chart, 'admin', {
    image: 'ghcr.io/my-org/admin:v1',
    runtime: WasmRuntime.SLIGHT,
    hosts: ['admin.example.com'],
    exposure: Exposure.ingress({
      className: 'traefik', // with allowExternalNameServices
      inAppNamespace: true,
      extraPaths: [{ path: '/assets', service: 'admin-assets', port: 80 }],
    }),
    networkPolicy: true,
  });
  // gRPC without TLS in the cluster: the interceptor connects to the app with HTTP/2. The image is a WASI command that opens the port,
  // since the proxy of wasmtime's shim speaks HTTP/1.1 only
  new HttpScaledWasm(chart, 'ledger', {
    image: 'ghcr.io/my-org/ledger:v1',
    runtime: WasmRuntime.WASMEDGE,
    port: 50051,
    appProtocol: AppProtocol.HTTP2,
    hosts: ['ledger.example.com'],
    exposure: Exposure.ingress({ className: 'haproxy', annotations: { 'haproxy.org/server-proto': 'h2' } }),
    networkPolicy: true,
  });
}

if (require.main === module) {
  const app = new App();
  exposures(app);
  app.synth();
}
