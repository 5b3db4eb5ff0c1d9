import { AppNamespace, PodSecurityStandard, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, synth } from '../support/synth';

test("a Namespace is named after the chart's namespace, is cluster-scoped and comes first", () => {
  const [namespace, ...others] = synth(
    (chart) => {
      new AppNamespace(chart, 'namespace');
      new WasmApp(chart, 'app', { image: 'ghcr.io/acme/app:v1', runtime: WasmRuntime.WASMEDGE });
    },
    { namespace: 'prod' },
  );
  expect(namespace).toStrictEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } });
  expect(others.map(({ kind }) => kind)).toStrictEqual(['Deployment']);
});

test('a Namespace enforces a Pod Security Standard, and has labels and annotations', () => {
  const props = { name: 'prod', podSecurity: PodSecurityStandard.RESTRICTED, labels: { team: 'web' }, annotations: { owner: 'web' } };
  expect(synth((chart) => new AppNamespace(chart, 'namespace', props))).toStrictEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'prod',
        labels: { team: 'web', 'pod-security.kubernetes.io/enforce': 'restricted' },
        annotations: { owner: 'web' },
      },
    },
  ]);
});

test.each([
  [{}, 'name is missing, and the chart has no namespace: pass namespace to the chart, or name here'],
  [{ name: 'Prod' }, 'name ("Prod") must be a DNS label'],
  [{ name: 'prod', podSecurity: 'strict' }, 'podSecurity ("strict") must be one of privileged, baseline, restricted'],
])('fails for %j', (props, message) => {
  expect(errorOf((chart) => new AppNamespace(chart, 'namespace', props as never))).toContain(message);
});
