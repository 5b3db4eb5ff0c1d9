/** The rules take what the constructs make: whatever props they accept, and every example. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { HttpScaledWasm, KnativeWagiService, Platform, SpinAppScaled, WasmApp } from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { readManifests } from '../../lib/files/read';
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import { httpScaledWasm, knativeWagiService, type Sample, spinAppScaled, wasmApp } from '../support/arbitraries';
import { runs } from '../support/fuzz';

// biome-ignore lint/suspicious/noExplicitAny: each construct has props of its own
type Any = any;

const CONSTRUCTS: [name: string, make: new (chart: Chart, id: string, props: Any) => Construct, samples: fc.Arbitrary<Sample<Any>>][] = [
  ['WasmApp', WasmApp, wasmApp],
  ['HttpScaledWasm', HttpScaledWasm, httpScaledWasm],
  ['SpinAppScaled', SpinAppScaled, spinAppScaled],
  ['KnativeWagiService', KnativeWagiService, knativeWagiService],
];

beforeAll(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});

test.each(CONSTRUCTS)('whatever a %s accepts, the rules do not refuse what it makes', (_, Made, samples) => {
  fc.assert(
    fc.property(samples, ({ platform, props }) => {
      const app = new App();
      Platform.target(app, platform);
      const chart = new Chart(app, 'test', { namespace: 'prod' });
      new Made(chart, 'shop', props);
      // without the synthesis, which has the rules look, too
      const manifests = chart.node
        .findAll()
        .filter(ApiObject.isApiObject)
        .map((object) => object.toJson());
      expect(check(manifests, Platform.of(chart)).filter(({ severity }) => severity === 'error')).toStrictEqual([]);
    }),
    { numRuns: runs(40) },
  );
});

const dist = join(__dirname, '..', '..', 'dist');
/** Examples for another cluster than that of the default versions. */
const DECLARED: { readonly [file: string]: string } = { 'redis-0-12.k8s.yaml': '0.12', 'rust-slight-0-12.k8s.yaml': '0.12' };

test.each(readdirSync(dist).filter((file) => file.endsWith('.yaml')))('the rules have nothing to say of dist/%s', (file) => {
  const manifests = readManifests(readFileSync(join(dist, file)), file).sources.map(({ manifest }) => manifest);
  expect(manifests.length).toBeGreaterThan(0);
  expect(check(manifests, declaredCluster({ httpAddOn: DECLARED[file] }))).toStrictEqual([]);
});
