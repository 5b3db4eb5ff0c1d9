import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { type Component, compareVersions, SUPPORTED, supportedVersion } from '../../lib/cluster/supported-versions';

function messageOf(component: Component, version: unknown): string {
  try {
    supportedVersion(Testing.chart(), component, version as string);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}

test.each<[Component, string, string]>([
  ['keda', '2.14', '2.14'],
  ['keda', '2.21', '2.21'],
  ['httpAddOn', '0.8', '0.8'],
  ['httpAddOn', '0.16', '0.16'],
  ['kubernetes', '1.28', '1.28'],
  ['kubernetes', 'v1.37.2', '1.37'],
  ['spinShim', '0.15', '0.15'],
  ['spinShim', '0.25.1', '0.25'],
  ['spinOperator', '0.1', '0.1'],
  ['spinOperator', '0.6', '0.6'],
  ['knative', '1.12', '1.12'],
  ['knative', '1.24', '1.24'],
  ['runtimeClassManager', '0.1', '0.1'],
  ['runtimeClassManager', '0.2', '0.2'],
  ['keda', '2.20.2', '2.20'],
  ['keda', 'v2.20.2', '2.20'],
  ['knative', 'v1.23', '1.23'],
  ['knative', '01.023.0', '1.23'],
])('%s %s is supported as minor version %s', (component, version, minor) => {
  expect(supportedVersion(Testing.chart(), component, version)).toBe(minor);
});

test.each<[Component, string, string]>([
  [
    'keda',
    '2.13.1',
    'keda ("2.13.1") must be a version of KEDA from 2.14 to 2.21: a ScaledObject before 2.14 has no initialCooldownPeriod, ' +
      'and no supported HTTP add-on runs on it [test]',
  ],
  [
    'httpAddOn',
    '0.7',
    'httpAddOn ("0.7") must be a version of the KEDA HTTP add-on from 0.8 to 0.16: an HTTPScaledObject before 0.8 has no scalingMetric [test]',
  ],
  [
    'spinOperator',
    '0.0.2',
    'spinOperator ("0.0.2") must be a version of the SpinKube spin-operator from 0.1 to 0.6: ' +
      'there is no release of the SpinApp API before 0.1 [test]',
  ],
  [
    'knative',
    '1.9',
    'knative ("1.9") must be a version of Knative Serving from 1.12 to 1.24: ' +
      'releases before 1.12 are out of support upstream and were not compared [test]',
  ],
  [
    'runtimeClassManager',
    '0.0',
    'runtimeClassManager ("0.0") must be a version of runtime-class-manager from 0.1 to 0.2: ' +
      'there is no release of the Shim API before 0.1 [test]',
  ],
])('fails for %s %s, which is older than the supported range', (component, version, message) => {
  expect(messageOf(component, version)).toBe(message);
});

test.each<[Component, string, string]>([
  ['keda', '2.22', 'KEDA from 2.14 to 2.21'],
  ['keda', '3.0', 'KEDA from 2.14 to 2.21'],
  ['httpAddOn', '0.17', 'the KEDA HTTP add-on from 0.8 to 0.16'],
  ['spinOperator', '0.7', 'the SpinKube spin-operator from 0.1 to 0.6'],
  ['knative', '1.25', 'Knative Serving from 1.12 to 1.24'],
  ['runtimeClassManager', '0.3', 'runtime-class-manager from 0.1 to 0.2'],
])('fails for %s %s, which is newer than the supported range', (component, version, range) => {
  expect(messageOf(component, version)).toBe(
    `${component} ("${version}") must be a version of ${range}: ` +
      'this version of cdk8s-wasm was not tested with newer releases, look for a newer cdk8s-wasm [test]',
  );
});

test.each<[unknown, string, string]>([
  [2.2, '2.2', '2.20'],
  [2.18, '2.18', '2.18'],
  [2, '2', '2.21'],
  ['', '""', '2.21'],
  ['latest', '"latest"', '2.21'],
  ['2', '"2"', '2.21'],
  ['2.x', '"2.x"', '2.21'],
  ['>=2.20', '">=2.20"', '2.20'],
  ['2.19.0-rc.1', '"2.19.0-rc.1"', '2.19'],
  [' 2.20', '" 2.20"', '2.20'],
  ['3.0 or newer', '"3.0 or newer"', '2.21'],
  [null, 'null', '2.21'],
  [['2.20'], '["2.20"]', '2.20'],
])('fails for %j, which is not a version', (version, shown, written) => {
  expect(messageOf('keda', version)).toBe(`keda (${shown}) must be a version of KEDA: write "${written}" [test]`);
});

test.each<[string, string, number]>([
  ['1.9', '1.12', -1],
  ['1.12', '1.9', 1],
  ['0.15', '1.0', -1],
  ['2.20', '2.20', 0],
])('compares %s and %s as numbers', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test.each(Object.entries(SUPPORTED))('the default version of %s is in the supported range', (_, support) => {
  expect(compareVersions(support.default, support.min)).toBeGreaterThanOrEqual(0);
  expect(compareVersions(support.default, support.max)).toBeLessThanOrEqual(0);
});

// Knative numbers its Go module otherwise than its releases: v0.51 is knative-v1.24
test.each<[Component, string, string]>([
  ['keda', '2.21', 'github.com/kedacore/keda/v2 v2.21.'],
  // the fields of 0.16 come from its documentation (scripts/documented-crds.ts), since the proxy has no newer module
  ['httpAddOn', '0.16', 'github.com/kedacore/http-add-on v0.15.'],
  ['spinOperator', '0.6', 'github.com/spinkube/spin-operator v0.6.'],
  ['knative', '1.24', 'knative.dev/serving v0.51.'],
  ['runtimeClassManager', '0.2', 'github.com/spinkube/runtime-class-manager v0.2.'],
])('the default version of %s is %s, whose CRDs were imported', (component, version, pinned) => {
  const { modules } = JSON.parse(readFileSync(join(__dirname, '../../imports/crds/sources.json'), 'utf8'));
  expect(modules.map((entry: { module: string; version: string }) => `${entry.module} ${entry.version}`)).toContainEqual(
    expect.stringContaining(pinned),
  );
  expect(SUPPORTED[component].default).toBe(version);
});
