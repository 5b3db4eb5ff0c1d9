import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { check } from '../../lib/rules/check';
import type { Manifest } from '../../lib/rules/manifest';
import { SCHEMA_RULES } from '../../lib/rules/schema';
import { broken } from '../../lib/rules/schema/cel';
import { SCHEMAS } from '../../lib/rules/schema/crds';
import type { Structural } from '../../lib/rules/schema/structural';
import { clusterOf } from './corpus';

const root = join(__dirname, '..', '..');

/** What the schema rules alone say, as `rule path: message; fix`. */
function said(manifest: unknown, declared: { [component: string]: string } = {}): string[] {
  const findings = check([manifest as Manifest], clusterOf(declared), SCHEMA_RULES);
  return findings.map(
    ({ rule, severity, path, message, fix }) => `${severity === 'error' ? '' : `${severity} `}${rule} ${path}: ${message}; ${fix}`,
  );
}

const scaledObject = (spec: object) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'worker' },
  spec: { scaleTargetRef: { name: 'worker' }, triggers: [{ type: 'cron', metadata: {} }], ...spec },
});

const route = (spec: object) => ({
  apiVersion: 'http.keda.sh/v1beta1',
  kind: 'InterceptorRoute',
  metadata: { name: 'hello' },
  spec: { target: { service: 'hello', port: 80 }, scalingMetric: { concurrency: { targetValue: 1 } }, ...spec },
});

test.each<[title: string, manifest: object, expected: string[]]>([
  [
    'a number in quotes',
    scaledObject({ pollingInterval: '30' }),
    ['schema/type spec.pollingInterval: pollingInterval ("30") must be an integer; write 30, without quotes'],
  ],
  [
    'a number for text',
    scaledObject({ triggers: [{ type: 'cron', metadata: { desiredReplicas: 2 } }] }),
    ['schema/type spec.triggers[0].metadata.desiredReplicas: desiredReplicas (2) must be a string; quote it: "2"'],
  ],
  [
    'a text for a list',
    route({ rules: [{ hosts: 'a.example.com' }] }),
    ['schema/type spec.rules[0].hosts: hosts ("a.example.com") must be a list; write a list: ["a.example.com"]'],
  ],
  [
    'a list for a map',
    scaledObject({ scaleTargetRef: ['worker'] }),
    [
      'schema/type spec.scaleTargetRef: scaleTargetRef (a list) must be a map; write a map of apiVersion, envSourceContainerName, kind and name',
    ],
  ],
  [
    'text for a truth value',
    scaledObject({ triggers: [{ type: 'cron', metadata: {}, useCachedMetrics: 'true' }] }),
    ['schema/type spec.triggers[0].useCachedMetrics: useCachedMetrics ("true") must be true or false; write true, without quotes'],
  ],
  [
    'no spec',
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'a' } },
    ['schema/required spec: spec is missing; write spec, a map'],
  ],
  [
    'a null where a value is required',
    scaledObject({ triggers: null }),
    ['schema/required spec.triggers: triggers is missing; write spec.triggers, a list'],
  ],
  [
    'a misspelt field, whose right name is not said to be missing as well',
    { ...scaledObject({}), spec: { scaleTargetRf: { name: 'worker' }, triggers: [{ type: 'cron', metadata: {} }] } },
    ['schema/unknown-field spec.scaleTargetRf: scaleTargetRf is not a field of spec: did you mean scaleTargetRef?; write scaleTargetRef'],
  ],
  [
    'a field at the wrong depth',
    scaledObject({ triggers: [{ type: 'cron', metadata: {}, idleReplicaCount: 0 }] }),
    [
      'schema/unknown-field spec.triggers[0].idleReplicaCount: idleReplicaCount is not a field of triggers[0]; write it as spec.idleReplicaCount',
    ],
  ],
  [
    'a field of nothing',
    scaledObject({ scaleTargetRef: { name: 'worker', selector: {} } }),
    [
      'schema/unknown-field spec.scaleTargetRef.selector: selector is not a field of scaleTargetRef in KEDA 2.20; leave it out: the fields are apiVersion, envSourceContainerName, kind and name',
    ],
  ],
  [
    'a field beside spec',
    { ...scaledObject({}), data: {} },
    ['schema/unknown-field data: data is not a field of the object in KEDA 2.20; leave it out: the fields are spec'],
  ],
  [
    'a value that is none of the list',
    scaledObject({ fallback: { failureThreshold: 1, replicas: 1, behavior: 'statik' } }),
    [
      'schema/enum spec.fallback.behavior: behavior ("statik") must be "static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower" or "scalingModifiers"; write "static"',
    ],
  ],
  [
    'a number below its bound',
    scaledObject({ maxReplicaCount: 0 }),
    ['schema/bounds spec.maxReplicaCount: maxReplicaCount (0) must be at least 1; write 1 or more'],
  ],
  [
    'a number above its bound',
    route({ target: { service: 'hello', port: 70000 } }),
    ['schema/bounds spec.target.port: port (70000) must be at most 65535; write 65535 or less'],
  ],
  [
    'a number above int32',
    scaledObject({ maxReplicaCount: 3e9 }),
    ['schema/bounds spec.maxReplicaCount: maxReplicaCount (3000000000) does not fit an int32; write at most 2147483647'],
  ],
  [
    'an empty list',
    scaledObject({ triggers: [] }),
    ['schema/bounds spec.triggers: triggers ([]) must have at least 1 element; write at least 1 element'],
  ],
  [
    'an empty text',
    route({ target: { service: '', port: 80 } }),
    ['schema/bounds spec.target.service: service ("") must not be empty; write service, or leave it out where it is optional'],
  ],
  [
    'a text of the wrong form',
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' }, spec: { hostnames: ['A.example.com'] } },
    [
      'schema/pattern spec.hostnames[0]: hostnames[0] ("A.example.com") must match ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$; write it in that form',
    ],
  ],
  [
    'a set with something twice',
    route({ rules: [{ hosts: ['a', 'b', 'a'] }] }),
    ['schema/duplicate spec.rules[0].hosts[2]: hosts holds "a" twice; leave one of the two out'],
  ],
  [
    'a map with a key twice',
    route({ rules: [{ hosts: ['a'], headers: [{ name: 'x' }, { name: 'x', value: '1' }] }] }),
    ['schema/duplicate spec.rules[0].headers[1]: headers holds name "x" twice; leave one of the two out'],
  ],
  [
    'CEL: both of two',
    route({ target: { service: 'hello', port: 80, portName: 'http' } }),
    ["schema/cel spec.target.port: exactly one of 'port' or 'portName' must be set; write either port or portName"],
  ],
  [
    'CEL: none of two',
    route({ scalingMetric: {} }),
    ["schema/cel spec.scalingMetric: at least one of 'concurrency' or 'requestRate' must be set; write concurrency, requestRate or both"],
  ],
  [
    'CEL that counts on a default',
    scaledObject({ minReplicaCount: 101 }),
    [
      'schema/cel spec.minReplicaCount: minReplicaCount must be less than or equal to maxReplicaCount; make this hold: !has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount) ? self.maxReplicaCount : 100)',
    ],
  ],
  [
    'a kind that does not exist',
    { ...scaledObject({}), kind: 'ScaledObjects' },
    ['schema/kind kind: keda.sh has no kind "ScaledObjects" in KEDA; write kind: ScaledObject'],
  ],
  [
    'a version that does not exist',
    { ...scaledObject({}), apiVersion: 'keda.sh/v1' },
    ['schema/kind apiVersion: ScaledObject has no version "v1": it is served as keda.sh/v1alpha1; write apiVersion: keda.sh/v1alpha1'],
  ],
  [
    'a group that does not exist',
    { ...scaledObject({}), apiVersion: 'kedas.sh/v1alpha1' },
    ['schema/kind apiVersion: apiVersion ("kedas.sh/v1alpha1") is not the one of ScaledObject; write apiVersion: keda.sh/v1alpha1'],
  ],
])('%s is refused', (_, manifest, expected) => {
  expect(said(manifest)).toStrictEqual(expected);
});

test('a field of a later release is refused by name of the release', () => {
  const auth = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: 'a' },
    spec: { filePath: '/run/secret' },
  };
  expect(said(auth, { keda: '2.18' })).toStrictEqual([
    'schema/unknown-field spec.filePath: filePath is not known to KEDA 2.18: it came with 2.19; leave filePath out, or declare keda 2.19 where the cluster runs it',
  ]);
  expect(said(auth, { keda: '2.19' })).toStrictEqual([]);
});

test('a field of releases after the pinned ones may exist: the gravity is a warning, but for a slip of the pen', () => {
  expect(said(scaledObject({ brandNew: 1 }), { keda: '2.21' })).toStrictEqual([
    expect.stringMatching(/^warning schema\/unknown-field spec\.brandNew: brandNew is not a field of spec in KEDA 2\.21; leave it out/),
  ]);
  expect(said(scaledObject({ maxReplicas: 1 }), { keda: '2.21' })).toStrictEqual([expect.stringMatching(/^schema\/unknown-field/)]);
});

test('bounds, values and CEL hold from the release that enforces them', () => {
  const manifest = scaledObject({ pollingInterval: 0, minReplicaCount: 5, maxReplicaCount: 2, triggers: [] });
  expect(said(manifest, { keda: '2.19' })).toStrictEqual([]);
  expect(said(manifest, { keda: '2.20' }).map((line) => line.split(' ')[0])).toStrictEqual(['schema/bounds', 'schema/bounds']);
});

test('values that came or went are judged by release', () => {
  const auth = (provider: string) => ({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: 'a' },
    spec: { podIdentity: { provider } },
  });
  expect(said(auth('aws-kiam'), { keda: '2.14' })).toStrictEqual([]);
  expect(said(auth('aws-kiam'))).toHaveLength(1);
  const fallback = scaledObject({ fallback: { failureThreshold: 1, replicas: 1, behavior: 'scalingModifiers' } });
  expect(said(fallback)).toStrictEqual([]);
  expect(said(fallback, { keda: '2.19' })).toStrictEqual([expect.stringContaining('for KEDA 2.19')]);
});

test('add-on 0.8 has a schema of its own', () => {
  const http = (target: object) => ({
    apiVersion: 'http.keda.sh/v1alpha1',
    kind: 'HTTPScaledObject',
    metadata: { name: 'a' },
    spec: { scaleTargetRef: target },
  });
  const old = { deployment: 'a', service: 'a', port: 80 };
  expect(said(http(old), { httpAddOn: '0.8' })).toStrictEqual([]);
  expect(said(http(old), { httpAddOn: '0.9' })).toHaveLength(1);
});

test('every CEL rule of every CRD can be evaluated, without an error where all fields are there', () => {
  const rules: Structural[] = [];
  const collect = (schema: Structural) => {
    if (schema.rules) rules.push(schema);
    for (const property of Object.values(schema.properties ?? {})) collect(property);
    if (schema.items) collect(schema.items);
    if (schema.additionalProperties) collect(schema.additionalProperties);
  };
  for (const { load } of SCHEMAS) collect(JSON.parse(load()));
  expect(rules.length).toBeGreaterThan(50);
  for (const schema of rules) expect(() => [...broken(schema.type === 'array' ? [] : {}, schema)]).not.toThrow();
});

test('names that every object of JavaScript has are fields like others', () => {
  const hostile = JSON.parse('{"constructor": 1, "__proto__": {"polluted": true}, "toString": null, "hasOwnProperty": 2}');
  const manifest = scaledObject({ ...hostile, fallback: JSON.parse('{"failureThreshold": 1, "replicas": 1, "__proto__": {}}') });
  expect(said(manifest).filter((line) => line.startsWith('schema/unknown-field')).length).toBeGreaterThan(3);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('no manifest of any shape makes the schema rules throw, or say more than a reader takes', () => {
  const kinds = SCHEMAS.map(({ group, version, kind }) => ({ apiVersion: `${group}/${version}`, kind }));
  const arbitrary = fc.record({
    kind: fc.constantFrom(...kinds),
    spec: fc.jsonValue({ maxDepth: 5 }),
    extra: fc.dictionary(fc.string(), fc.jsonValue()),
  });
  fc.assert(
    fc.property(arbitrary, ({ kind, spec, extra }) => {
      expect(said({ ...extra, ...kind, metadata: { name: 'a' }, spec }).length).toBeLessThanOrEqual(110);
    }),
  );
});

test('a hostile object is read quickly', () => {
  const spec = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`field${index}`, index]));
  const long = { ['x'.repeat(1_000_000)]: 1, minReplicaCount: 'y'.repeat(10_000_000) };
  const start = process.cpuUsage();
  said(scaledObject(spec));
  said(scaledObject(long));
  said(scaledObject({ triggers: Array.from({ length: 200_000 }, () => 1) }));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(5);
});

test('what the examples write is clean', () => {
  for (const file of readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.k8s.yaml'))) {
    const manifests = parseAllDocuments(readFileSync(join(root, 'dist', file), 'utf8')).map((document) => document.toJS());
    const cluster = file.includes('-0-12') ? clusterOf({ httpAddOn: '0.12' }) : clusterOf();
    expect(check(manifests, cluster, SCHEMA_RULES)).toStrictEqual([]);
  }
});

test('the schemas are what the script writes from imports/crds', () => {
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-schemas-'));
  try {
    execFileSync('npx', ['tsx', 'scripts/generate-schemas.ts', '--out', out], { cwd: root });
    const read = (dir: string) => Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), 'utf8')]));
    const path = join('lib', 'rules', 'schema', 'crds');
    expect(read(join(root, path))).toStrictEqual(read(join(out, path)));
  } finally {
    rmSync(out, { recursive: true });
  }
}, 60_000);
