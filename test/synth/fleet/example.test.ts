import { FleetApp } from 'cdk8s-wasm';
import { fleet } from '../../../examples/fleet';

test('the example has 1,000 apps of the three paths, and reports its progress', () => {
  const app = new FleetApp();
  const progress = jest.fn();
  fleet(app, progress);
  const yaml = app.synthYaml();
  const kinds: { [kind: string]: number } = {};
  for (const [, kind] of yaml.matchAll(/^kind: (\w+)$/gm)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  // 500 apps of path 1, 250 of path 2, 250 of path 3
  expect(kinds).toStrictEqual({ Deployment: 500, Service: 750, InterceptorRoute: 500, ScaledObject: 750, Ingress: 500, SpinApp: 250 });
  expect(progress.mock.calls).toStrictEqual([200, 400, 600, 800, 1000].map((done) => [done, 1000]));
  expect(yaml).toContain(`apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata:
  labels:
    app.kubernetes.io/name: events-0
    team: checkout
  name: events-0
  namespace: checkout
spec:
  enableAutoscaling: true
  executor: containerd-shim-spin
  image: ghcr.io/my-org/events:v1
`);
});
