/** Whatever props the constructs accept, a cluster accepts what they make of them; whatever else they get, they say what is wrong with it. */

import { App, Chart, Testing } from 'cdk8s';
import { HttpScaledWasm, KnativeWagiService, Platform, SpinAppScaled, WasmApp } from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { type Cluster, httpScaledWasm, knativeWagiService, minor, type Sample, spinAppScaled, wasmApp } from './support/arbitraries';
import { ADD_ON_0_8, ADD_ON_0_12, schemaErrors } from './support/crd-schema';
import { runs } from './support/fuzz';
import { concerns, wrongHttpScaledWasm, wrongKnativeWagiService, wrongSpinAppScaled, wrongWasmApp } from './support/wrong-props';

// biome-ignore lint/suspicious/noExplicitAny: each construct has props of its own, and manifests are plain data of any shape
type Any = any;

/** A construct, with the cluster and the props to make it with. */
interface Given extends Sample<Any> {
  readonly construct: string;
}

const CONSTRUCTS: { readonly [name: string]: new (chart: Chart, id: string, props: Any) => Construct } = {
  WasmApp,
  HttpScaledWasm,
  SpinAppScaled,
  KnativeWagiService,
};

const of = (construct: string, samples: fc.Arbitrary<Sample<Any>>) => samples.map((sample): Given => ({ construct, ...sample }));
const ROOMS = {
  WasmApp: of('WasmApp', wasmApp),
  HttpScaledWasm: of('HttpScaledWasm', httpScaledWasm),
  SpinAppScaled: of('SpinAppScaled', spinAppScaled),
  KnativeWagiService: of('KnativeWagiService', knativeWagiService),
};
type Room = keyof typeof ROOMS;
const EVERY = Object.keys(ROOMS) as Room[];
const SCALED_BY_KEDA: Room[] = ['WasmApp', 'HttpScaledWasm', 'SpinAppScaled'];

/** The manifests of a construct with id `shop` in a chart named `test`. */
function manifestsOf({ construct, platform, props }: Given): Any[] {
  const app = new App();
  Platform.target(app, platform);
  const chart = new Chart(app, 'test', { namespace: 'prod' });
  new CONSTRUCTS[construct](chart, 'shop', props);
  return Testing.synth(chart);
}

/** The host that stands for any. */
const ANY = '*';

/** A sample, with its manifests once they were looked at: they are made once for all that must hold of them. */
interface Made {
  readonly given: Given;
  manifests?: Any[];
}

const SEED = Math.floor(Math.random() * 2 ** 31);
const samples = new Map<Room, Made[]>();

function samplesOf(room: Room): Made[] {
  const known = samples.get(room) ?? fc.sample(ROOMS[room], { seed: SEED, numRuns: runs(20) }).map((given): Made => ({ given }));
  samples.set(room, known);
  return known;
}

/** Checks what holds for every sample; a failure shows the least sample that fails, and the seed by which it is found again. */
function always(rooms: Room[], holds: (manifests: Any[], given: Given) => void, numRuns = runs(20)): void {
  for (const room of rooms) {
    try {
      for (const sample of samplesOf(room).slice(0, numRuns)) {
        sample.manifests ??= manifestsOf(sample.given);
        holds(sample.manifests, sample.given);
      }
    } catch (error) {
      fc.assert(
        fc.property(ROOMS[room], (given) => holds(manifestsOf(given), given)),
        { seed: SEED, numRuns },
      );
      throw error;
    }
  }
}

/** What Kubernetes serves by itself; everything else is a custom resource. */
const BUILT_IN = ['v1', 'apps/v1', 'networking.k8s.io/v1'];

/** Where the release on the cluster has its schemas; what it does not serve is not found there. */
function schemaFiles({ apiVersion, kind }: Any, { httpAddOn, spinOperator }: Cluster): string[] {
  const group = apiVersion.split('/')[0];
  if (kind === 'SpinApp') return [minor(spinOperator) >= 4 ? 'core.spinkube.dev.yaml' : 'core.spinoperator.dev.yaml'];
  if (group === 'http.keda.sh' && minor(httpAddOn) < 14) return minor(httpAddOn) >= 9 ? ADD_ON_0_12 : ADD_ON_0_8;
  return [`${group}.yaml`];
}

/** Kinds whose objects have a name of their own. */
const NAMED_OTHERWISE = ['DomainMapping', 'Ingress', 'HTTPRoute', 'ReferenceGrant'];

const ofKind = (manifests: Any[], ...kinds: string[]): Any[] => manifests.filter(({ kind }) => kinds.includes(kind));

describe('valid props', () => {
  test.each(EVERY)('a %s is accepted by the API server of its cluster', (room) => {
    always([room], (manifests, { platform }) => {
      for (const manifest of manifests.filter(({ apiVersion }) => !BUILT_IN.includes(apiVersion))) {
        expect(schemaErrors(manifest, schemaFiles(manifest, platform))).toStrictEqual([]);
      }
    });
  });

  test('the same props give the same manifests', () => {
    const again = (manifests: Any[], given: Given) => expect(JSON.stringify(manifestsOf(given))).toBe(JSON.stringify(manifests));
    always(EVERY, again, 25);
  });

  test('every object has a name that Kubernetes takes, the label of the app, and a namespace', () => {
    always(EVERY, (manifests, { props }) => {
      const name = props.name ?? 'shop';
      for (const { kind, metadata } of manifests) {
        if (kind === 'ConfigMap') expect(metadata.name.startsWith(`${name}-modules-`)).toBe(true);
        else if (!NAMED_OTHERWISE.includes(kind) && metadata.name !== `${name}-proxy`) expect(metadata.name).toBe(name);
        expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/);
        expect(metadata.labels['app.kubernetes.io/name']).toBe(name);
        expect(['prod', 'keda']).toContain(metadata.namespace);
      }
    });
  });

  test('what is scaled has no replicas of its own', () => {
    always(SCALED_BY_KEDA, (manifests) => {
      const scaled = ofKind(manifests, 'ScaledObject', 'HTTPScaledObject').length > 0;
      for (const { kind, spec } of ofKind(manifests, 'Deployment', 'SpinApp')) {
        if (scaled) expect(spec).not.toHaveProperty('replicas');
        if (kind === 'SpinApp') expect(spec.enableAutoscaling).toBe(scaled ? true : undefined);
      }
    });
  });

  test('a scaler targets the Deployment of the app, within bounds that KEDA takes', () => {
    always(SCALED_BY_KEDA, (manifests) => {
      const [{ metadata }] = ofKind(manifests, 'Deployment', 'SpinApp');
      for (const { spec } of ofKind(manifests, 'ScaledObject')) {
        expect(spec.scaleTargetRef).toStrictEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name });
        expect(spec.minReplicaCount).toBeLessThanOrEqual(spec.maxReplicaCount ?? 100);
      }
      for (const { spec } of ofKind(manifests, 'HTTPScaledObject')) {
        expect(spec.scaleTargetRef).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name });
        if (spec.replicas) expect(spec.replicas.min).toBeLessThanOrEqual(spec.replicas.max ?? 100);
      }
    });
  });

  test('a trigger has texts for its metadata, and reaches zero only where it is seen without pods', () => {
    always(SCALED_BY_KEDA, (manifests) => {
      for (const { spec } of ofKind(manifests, 'ScaledObject')) {
        for (const value of spec.triggers.flatMap(({ metadata }: Any) => Object.values(metadata))) expect(typeof value).toBe('string');
        const types = spec.triggers.map(({ type }: Any) => type);
        if (spec.minReplicaCount === 0) expect(types.some((type: string) => type !== 'cpu' && type !== 'memory')).toBe(true);
      }
    });
  });

  test('the workload comes before its route, and the route before its scaler', () => {
    const order = [['Deployment', 'SpinApp'], ['InterceptorRoute', 'HTTPScaledObject'], ['ScaledObject']];
    always(SCALED_BY_KEDA, (manifests) => {
      const positions = order.map((kinds) => manifests.findIndex(({ kind }) => kinds.includes(kind))).filter((position) => position >= 0);
      expect(positions).toStrictEqual([...positions].sort((a, b) => a - b));
    });
  });

  test('an Ingress serves no host that the app does not have, and leads to a Service beside it', () => {
    always(['HttpScaledWasm', 'SpinAppScaled'], (manifests, { props }) => {
      const routed = ofKind(manifests, 'InterceptorRoute', 'HTTPScaledObject');
      const hosts = routed.flatMap(({ spec }) => spec.hosts ?? spec.rules?.flatMap((rule: Any) => rule.hosts ?? [ANY]) ?? [ANY]);
      for (const { metadata, spec } of ofKind(manifests, 'Ingress')) {
        for (const { host } of spec.rules) expect(routed.length > 0 ? hosts : props.hosts).toContain(host ?? ANY);
        const [{ backend }] = spec.rules[0].http.paths.slice(-1);
        const isAlias = ofKind(manifests, 'Service').some((service) => service.metadata.name === backend.service.name);
        expect(metadata.namespace).toBe(routed.length > 0 && !isAlias ? 'keda' : 'prod');
      }
    });
  });

  test('pods meet the Restricted Pod Security Standard, but for what the user overrides and a runtime that needs root', () => {
    always(['WasmApp', 'HttpScaledWasm'], (manifests, { props }) => {
      const [{ spec }] = ofKind(manifests, 'Deployment');
      const pod = spec.template.spec;
      const { podSecurityContext: override = {}, automountServiceAccountToken = false } = props;
      expect(pod.securityContext).toStrictEqual({
        ...(!props.runtime.needsRoot && { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532 }),
        seccompProfile: { type: 'RuntimeDefault' },
        ...(override.runAsUser !== undefined && { runAsGroup: override.runAsUser }),
        ...override,
      });
      expect(pod.enableServiceLinks).toBe(props.enableServiceLinks ?? false);
      expect(pod.automountServiceAccountToken).toBe(automountServiceAccountToken);
      for (const { securityContext } of pod.containers) {
        expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      }
    });
  });

  test('the autoscaling annotations of Knative stand on the template alone, as texts', () => {
    always(['KnativeWagiService'], (manifests) => {
      const [{ metadata, spec }] = ofKind(manifests, 'Service');
      const autoscaling = (annotations = {}) => Object.entries(annotations).filter(([name]) => name.startsWith('autoscaling.knative.dev/'));
      expect(autoscaling(metadata.annotations)).toStrictEqual([]);
      expect(autoscaling(spec.template.metadata.annotations).length).toBeGreaterThan(0);
      for (const [, value] of autoscaling(spec.template.metadata.annotations)) expect(typeof value).toBe('string');
    });
  });
});

describe('one wrong prop', () => {
  test.each([
    ['WasmApp', wrongWasmApp],
    ['HttpScaledWasm', wrongHttpScaledWasm],
    ['SpinAppScaled', wrongSpinAppScaled],
    ['KnativeWagiService', wrongKnativeWagiService],
  ] as const)('fails in a %s with an error that names it', (construct, wrong) => {
    fc.assert(
      fc.property(ROOMS[construct], fc.array(wrong, { minLength: 1, maxLength: 9 }), (given, wrongs) => {
        for (const { prop, value } of wrongs) {
          if (construct !== 'KnativeWagiService' && !concerns(prop, given.props)) continue;
          const error = errorOf({ ...given, props: { ...given.props, [prop]: value } });
          expect(error?.constructor).toBe(Error);
          expect(error?.message).toContain(prop);
          expect(error?.message).toMatch(/^[a-z].*[^.\s] \[test\/shop(\/App)?\]$/);
        }
      }),
      { numRuns: runs(50) },
    );
  });
});

/** The error of a construct; undefined where it is made. */
function errorOf(given: Given): Error | undefined {
  try {
    manifestsOf(given);
  } catch (error) {
    return error as Error;
  }
  return undefined;
}
