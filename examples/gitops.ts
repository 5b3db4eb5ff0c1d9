/**
 * Manifests that a GitOps tool applies from a repository: sync waves order them for Argo CD, a Kustomization for each chart, in
 * dist/flux, for Flux. Both follow from the dependencies between objects and charts.
 */
import { App, Chart } from 'cdk8s';
import { AppNamespace, Exposure, GitOps, HttpScaledWasm, Platform, Redis, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';

export function gitops(app: App): void {
  const argo = new Chart(app, 'gitops-argo-cd', { namespace: 'guestbook-argo' });
  Platform.target(argo, { gitOps: GitOps.argoCd() });
  new AppNamespace(argo, 'namespace');
  const redis = new Redis(argo, 'redis');
  new HttpScaledWasm(argo, 'guestbook-argo', {
    image: 'ghcr.io/my-org/guestbook:v1',
    runtime: WasmRuntime.WASMTIME,
    port: 8080,
    stores: { REDIS_ADDRESS: redis.address },
    hosts: ['guestbook-argo.example.com'],
    exposure: Exposure.ingress({ className: 'traefik' }),
  });

  const flux = new Chart(app, 'gitops-flux', { namespace: 'default' });
  Platform.target(flux, { gitOps: GitOps.flux({ sourceName: 'apps', path: './dist' }) });
  new SpinAppScaled(flux, 'guestbook-flux', { image: 'ghcr.io/my-org/guestbook-spin:v1', replicas: 2 });
}

if (require.main === module) {
  const app = new App();
  gitops(app);
  app.synth();
}
