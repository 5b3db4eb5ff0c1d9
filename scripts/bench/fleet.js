/**
 * One measured run: builds a fleet, synthesizes it, and prints what that took as JSON.
 *
 *   node scripts/bench/fleet.js '{"mode":"ours","path":1,"apps":1000,"layout":"one-chart"}'
 *
 * Modes: `stock` is an App with the same objects as plain ApiObjects, `plain` a FleetApp with them, `ours` a FleetApp with the constructs of this library,
 * `unchecked` the same without the rules.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ApiObject, App, Chart } = require('cdk8s');

const { mode, path = 1, apps, layout = 'one-chart', dependencies = 'none', hash = false } = JSON.parse(process.argv[2]);
const lib = mode === 'stock' ? undefined : library();

function library() {
  return require('../../build/lib');
}

/** Makes an app of a path with the constructs of this library. */
function construct(
  chart,
  name,
  { Exposure, HttpMetric, HttpScaledWasm, KnativeMetric, KnativeWagiService, SpinAppScaled, Trigger, WasmRuntime },
) {
  const image = `ghcr.io/my-org/${name}:v1`;
  switch (path) {
    case 1:
      return new HttpScaledWasm(chart, name, {
        image,
        runtime: WasmRuntime.SLIGHT,
        hosts: [`${name}.example.com`],
        metrics: [HttpMetric.concurrency(200)],
        minReplicas: 0,
        maxReplicas: 10,
        exposure: Exposure.ingress({ className: 'nginx' }),
      });
    case 2:
      return new SpinAppScaled(chart, name, {
        image,
        minReplicas: 0,
        maxReplicas: 50,
        triggers: [Trigger.kafka({ bootstrapServers: ['kafka.default:9092'], consumerGroup: name, topic: 'events', lagThreshold: 5 })],
      });
    default:
      return new KnativeWagiService(chart, name, { image, metric: KnativeMetric.concurrency(10), minReplicas: 0, maxReplicas: 10 });
  }
}

/** The manifests of an app as a function of its name, which stands for what a user would write by hand. */
function template() {
  const app = lib ? new lib.FleetApp() : new App();
  const chart = new Chart(app, 'fleet', { namespace: 'team' });
  construct(chart, 'app-0', library());
  app.synthYaml();
  const fill = (value) => {
    if (typeof value === 'string') return value.includes('app-0') ? (name) => value.replaceAll('app-0', name) : () => value;
    if (typeof value !== 'object') return () => value;
    if (Array.isArray(value)) {
      const elements = value.map(fill);
      return (name) => elements.map((element) => element(name));
    }
    const fields = Object.entries(value).map(([key, field]) => [key, fill(field)]);
    return (name) => {
      const object = {};
      for (const [key, field] of fields) object[key] = field(name);
      return object;
    };
  };
  return fill(chart.toJson());
}

// in every mode one app is made and rendered before the clock runs, which loads what is needed: how long that takes is measured by itself
const made = template();
const manifests = mode === 'stock' || mode === 'plain' ? made : undefined;
// in memory, where there is such a place: to make ten thousand files on a disk takes longer than what is measured, and another time in every run
const MEMORY = '/dev/shm';
const outdir = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'cdk8s-wasm-bench-'));

function build() {
  const app = mode === 'stock' ? new App({ outdir }) : new lib.FleetApp({ outdir, checkManifests: mode === 'ours' });
  const only = layout === 'one-chart' ? new Chart(app, 'fleet', { namespace: 'team' }) : undefined;
  const hub = dependencies === 'hub' ? new Chart(app, 'hub', { namespace: 'team' }) : undefined;
  if (hub) new ApiObject(hub, 'hub', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  let last;
  for (let index = 0; index < apps; index++) {
    const name = `app-${index}`;
    const chart = only ?? new Chart(app, name, { namespace: 'team' });
    if (manifests) {
      const objects = manifests(name).map((manifest) => new ApiObject(chart, `${name}-${manifest.kind}`, manifest));
      if (dependencies === 'per-app') objects[1].addDependency(objects[0]);
    } else construct(chart, name, lib);
    if (hub) chart.addDependency(hub);
    if (dependencies === 'chain' && last) chart.addDependency(last);
    last = chart;
  }
  return app;
}

const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

try {
  const start = seconds();
  const app = build();
  const built = seconds();
  app.synth();
  const end = seconds();
  const result = {
    build: built - start,
    synth: end - built,
    cpu: end - start,
    process: end,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
  if (hash) {
    const sum = createHash('sha256');
    for (const file of readdirSync(outdir).sort()) sum.update(file).update(readFileSync(join(outdir, file)));
    result.hash = sum.digest('hex');
  }
  console.log(JSON.stringify(result));
} catch (error) {
  console.log(JSON.stringify({ error: error.name }));
} finally {
  rmSync(outdir, { recursive: true });
}
