import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATEWAY_API_RELEASE } from '../../lib/cluster/gateway-api';
import { type Component, SUPPORTED } from '../../lib/cluster/supported-versions';
import { requirementsOf } from '../../lib/requirements/collect';
import { COMPONENTS } from '../../lib/requirements/components';
import { patchOf } from '../../lib/requirements/releases';
import { text } from '../../lib/requirements/text';
import type { Manifest } from '../../lib/rules/manifest';
import { clusterOf } from '../rules/corpus';
import { requirements } from './lines-of';

test('the same need of several objects is one requirement, and names each object once', () => {
  const secret = '{ secretKeyRef: { name: login, key: user } }';
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ env: [{ valueFrom: ${secret} }, { valueFrom: ${secret} }] }] }\n`;
  expect(requirements(['a', 'b', 'c', 'd', 'e'].map(pod).join('---\n'))).toStrictEqual([
    {
      kind: 'object',
      objectKind: 'Secret',
      name: 'login',
      details: ['key user'],
      neededBy: ['Pod a', 'Pod b', 'Pod c', 'Pod d', 'Pod e'],
      install: [],
    },
  ]);
});

test('the text names the first objects, the data all of them', () => {
  const pods = ['a', 'b', 'c', 'd', 'e'].map(
    (name): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { runtimeClassName: 'x' } }),
  );
  const cluster = clusterOf();
  expect(text([{ cluster, requirements: requirementsOf(pods, cluster) }])).toContain('needed by Pod a, Pod b, Pod c and 2 more');
});

test('manifests without requirements print none', () => {
  expect(text([{ cluster: clusterOf(), requirements: [] }])).toBe(
    "Cluster requirements (Kubernetes 1.37, KEDA 2.21, KEDA HTTP add-on 0.16, SpinKube spin-operator 0.6, SpinKube's containerd-shim-spin 0.25, Knative Serving 1.24, runtime-class-manager 0.2, Gateway API 1.6):\n\nnone\n",
  );
});

test('the release of the Gateway API is that of the pinned CRDs', () => {
  const { modules } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'imports', 'crds', 'sources.json'), 'utf8'));
  const { version } = modules.find(({ module }: { module: string }) => module === 'sigs.k8s.io/gateway-api');
  expect(`v${GATEWAY_API_RELEASE}`).toBe(version);
});

test('the commands install the releases of the pinned CRDs', () => {
  const { modules } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'imports', 'crds', 'sources.json'), 'utf8'));
  const pinned = (module: string) => modules.find((each: { module: string }) => each.module.endsWith(module)).version;
  expect(`v${patchOf('spinOperator', SUPPORTED.spinOperator.default)}`).toBe(pinned('spin-operator'));
  expect(`v${patchOf('runtimeClassManager', SUPPORTED.runtimeClassManager.default)}`).toBe(pinned('runtime-class-manager'));
});

test.each(Object.entries(COMPONENTS).filter(([, { install }]) => install))(
  'the commands install every supported release of %s',
  (_, { of, install }) => {
    const releases = of ? [SUPPORTED[of as Component].min, SUPPORTED[of as Component].max] : [undefined];
    for (const release of releases) {
      const cluster = clusterOf(of && release ? { [of]: release } : {});
      for (const command of install!(cluster)) expect(command).toMatch(/^(helm|kubectl|flux) /);
    }
  },
);

test('ten times the objects take about ten times the time', () => {
  const fleet = (length: number) =>
    Array.from({ length }, (_, index): Manifest[] => [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `app-${index}` },
        spec: { template: { spec: { runtimeClassName: 'wasm' } } },
      },
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: `app-${index}` },
        spec: { scaleTargetRef: { name: `app-${index}` }, triggers: [{ type: 'cron', metadata: {} }] },
      },
    ]).flat();
  const seconds = (length: number) => {
    const objects = fleet(length);
    const start = process.cpuUsage();
    requirementsOf(objects, clusterOf());
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  seconds(500);
  expect(seconds(5000)).toBeLessThan(Math.max(seconds(500), 0.01) * 40);
});
