import { Chart } from 'cdk8s';

export type Path = 1 | 2 | 3;

/** Returns the manifests of the first app of a path as the constructs write them, in place of manifests written by hand. */
export function appManifests(path: Path): object[] {
  const { FleetApp } = require('../../../build/lib') as typeof import('cdk8s-wasm');
  const { makers } = require('./constructs');
  const { appTable } = require('../app-table');
  const chart = new Chart(new FleetApp(), 'fleet', { namespace: 'team' });
  makers[path](chart, appTable(1)[0]);
  return chart.toJson();
}
