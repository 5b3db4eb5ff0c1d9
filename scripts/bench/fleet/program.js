/** Builds and synthesizes a fleet, and prints a Cost or a Failure as JSON. Takes a Run with the manifests of its first app as JSON. */
const { existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ApiObject, Chart } = require('cdk8s');
const { appTable } = require('../app-table');
const { modes } = require('./modes');

const { mode, path, apps, layout, dependencies, manifests } = JSON.parse(process.argv[2]);
const { appOf, make } = modes[mode]({ path, manifests });
// in memory if possible: creating ten thousand files on disk takes longer than the measured work, and varies
const MEMORY = '/dev/shm';
const outdir = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'cdk8s-wasm-bench-'));

function build(rows) {
  const app = appOf({ outdir });
  const only = layout === 'one-chart' ? new Chart(app, 'fleet', { namespace: 'team' }) : undefined;
  const hub = dependencies === 'hub' ? new Chart(app, 'hub', { namespace: 'team' }) : undefined;
  if (hub) new ApiObject(hub, 'hub', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  let last;
  for (const row of rows) {
    const chart = only ?? new Chart(app, row.name, { namespace: 'team' });
    const made = make(chart, row);
    if (dependencies === 'per-app') made[1].addDependency(made[0]);
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
  // loads every module that the mode needs, since the cost of loading is measured separately
  build(appTable(1)).synthYaml();
  const rows = appTable(apps);
  const start = seconds();
  build(rows).synth();
  console.log(
    JSON.stringify({
      cpu: seconds() - start,
      megabytes: process.resourceUsage().maxRSS / 1024,
      documents: apps * manifests.length,
    }),
  );
} catch (error) {
  console.log(JSON.stringify({ error: error.name }));
} finally {
  rmSync(outdir, { recursive: true });
}
