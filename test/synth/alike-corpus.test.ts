import { ApiObject, App, Chart } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, KnativeWagiService, Platform, SpinAppScaled, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import { check, checkEach } from '../../lib/rules/check';
import type { Manifest } from '../../lib/rules/manifest';
import { Manifests } from '../../lib/rules/manifests';
import { askedAbout } from '../../lib/synth/alike';
import { byPlatform } from '../../lib/synth/by-platform';
import { type Case, corpus } from '../rules/corpus';

beforeAll(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});

const NAMES = ['cart', 'mail', 'stock', 'price', 'chat', 'ship'];

const MADE: readonly ((chart: Construct, name: string) => Construct)[] = [
  (chart, name) => new HttpScaledWasm(chart, name, { ...app(name), hosts: [`${name}.example.com`], metrics: [HttpMetric.concurrency(10)] }),
  (chart, name) => new SpinAppScaled(chart, name, { image: app(name).image, triggers: [kafka(name)] }),
  (chart, name) => new KnativeWagiService(chart, name, { image: app(name).image }),
  (chart, name) => new WasmApp(chart, name, { ...app(name), triggers: [kafka(name)] }),
];

function app(name: string) {
  return { image: `ghcr.io/acme/${name}:v1`, runtime: WasmRuntime.SLIGHT };
}

function kafka(consumerGroup: string): Trigger {
  return Trigger.kafka({ bootstrapServers: ['kafka:9092'], topic: 'orders', consumerGroup });
}

/** Beside what stands in a case, with one of its objects left out and the others named like apps of the fleet. */
function renamed({ manifests }: Case, without: number): Manifest[] {
  const names = new Set(manifests.map((manifest) => manifest.metadata?.name).filter((name) => typeof name === 'string' && name.length > 1));
  let text = JSON.stringify(manifests.filter((_, at) => at !== without));
  for (const [at, name] of [...names].entries()) text = text.replaceAll(`"${name}"`, `"${NAMES[5 - (at % 3)]}"`);
  return JSON.parse(text);
}

/** Whether the rules find something only when they are asked about all; undefined where they are asked about all, or find something at once. */
function missed(platform: Platform, objects: readonly ApiObject[], manifests: readonly Manifest[]): boolean | undefined {
  const some = askedAbout(objects, manifests, platform);
  if (!some || checkEach(new Manifests(some, manifests), platform).length > 0) return undefined;
  return check(manifests, platform).length > 0;
}

/** The objects of a fleet beside those of a case. */
function besideFleet(each: Case, beside: readonly Manifest[], make: (chart: Construct, name: string) => Construct) {
  const root = new App();
  const { keda, httpAddOn, spinOperator, knative, knativeFeatures } = each.cluster;
  Platform.target(root, { keda, httpAddOn, spinOperator, knative, knativeFeatures: [...knativeFeatures] });
  const namespace = beside.map(({ metadata }) => metadata?.namespace).find((name) => typeof name === 'string') ?? 'shop';
  const chart = new Chart(root, 'fleet', { namespace });
  for (const name of NAMES) make(chart, name);
  const [[platform, { objects, manifests }]] = byPlatform(root);
  // they may be of a form that no ApiObject has
  const stand = beside.map((_, at) => new ApiObject(chart, `beside-${at}`, { apiVersion: 'v1', kind: 'ConfigMap' }));
  const placed = beside.map((manifest) =>
    isMap(manifest.metadata) ? { ...manifest, metadata: { namespace, ...manifest.metadata } } : manifest,
  );
  return { platform, objects: [...objects, ...stand] as ApiObject[], manifests: [...manifests, ...placed] };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

test('what is wrong beside a fleet, or because of it, is found without asking about all of it', () => {
  let silent = 0;
  const wrong: string[] = [];
  for (const [index, each] of [...corpus('bad'), ...corpus('good')].entries()) {
    for (let without = -1; without < Math.min(each.manifests.length, 8); without++) {
      const make = MADE[(index + without + 1) % MADE.length];
      let fleet: ReturnType<typeof besideFleet>;
      try {
        fleet = besideFleet(each, renamed(each, without), make);
      } catch {
        continue; // a cluster that has no such construct
      }
      const isMissed = missed(fleet.platform, fleet.objects, fleet.manifests);
      if (isMissed === false) silent++;
      if (isMissed) wrong.push(`${each.name} without ${without}`);
    }
  }
  expect(wrong).toStrictEqual([]);
  expect(silent).toBeGreaterThan(300);
}, 60_000);
