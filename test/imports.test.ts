import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SpinApp, SpinAppExecutor } from '../imports/core.spinkube.dev';
import { HttpRoute, ReferenceGrantV1Beta1 } from '../imports/gateway.networking.k8s.io';
import { HttpScaledObject, InterceptorRoute } from '../imports/http.keda.sh';
import { ClusterTriggerAuthentication, ScaledObject, TriggerAuthentication } from '../imports/keda.sh';
import { Shim } from '../imports/runtime.spinkube.dev';
import { DomainMapping, Service } from '../imports/serving.knative.dev';
import * as kinds from '../lib/cluster/kinds';
import { CURRENT_GROUP } from '../lib/cluster/spinkube';
import { stripDescriptions, toCrdYaml } from '../scripts/crds';

const root = join(__dirname, '..');
const crds = join(root, 'imports', 'crds');
const { modules } = JSON.parse(readFileSync(join(crds, 'sources.json'), 'utf8'));
const crdFiles: string[] = readdirSync(crds, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

test('importing the CRDs again changes nothing', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    execFileSync('npx', ['cdk8s', 'import', '--no-save', '--check-upgrade=false', '--output', outdir], { cwd: root, stdio: 'pipe' });
    const imported = readdirSync(outdir);
    expect(imported).toStrictEqual(readdirSync(join(root, 'imports')).filter((file) => file.endsWith('.ts')));
    for (const file of imported) {
      const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
      expect([file, digest(join(outdir, file))]).toStrictEqual([file, digest(join(root, 'imports', file))]);
    }
  } finally {
    rmSync(outdir, { recursive: true });
  }
}, 60_000);

test.each([
  [kinds.SCALED_OBJECT, ScaledObject],
  [kinds.TRIGGER_AUTHENTICATION, TriggerAuthentication],
  [kinds.CLUSTER_TRIGGER_AUTHENTICATION, ClusterTriggerAuthentication],
  [kinds.HTTP_SCALED_OBJECT, HttpScaledObject],
  [kinds.INTERCEPTOR_ROUTE, InterceptorRoute],
  [kinds.spinAppKind(CURRENT_GROUP), SpinApp],
  [kinds.spinAppExecutorKind(CURRENT_GROUP), SpinAppExecutor],
  [kinds.SHIM, Shim],
  [kinds.KNATIVE_SERVICE, Service],
  [kinds.DOMAIN_MAPPING, DomainMapping],
  [kinds.HTTP_ROUTE, HttpRoute],
  [kinds.REFERENCE_GRANT, ReferenceGrantV1Beta1],
])('$kind is written with the apiVersion of its CRD', (kind, { GVK }) => {
  expect(kind).toStrictEqual(GVK);
});

test.each(crdFiles)('%s is in the form in which the refresh writes it', (file) => {
  const text = readFileSync(join(crds, file), 'utf8');
  const documents = parseAllDocuments(text).map((document) => document.toJS());
  expect(text === toCrdYaml(documents)).toBe(true);
  expect(text === toCrdYaml(documents.map(stripDescriptions))).toBe(true);
});

test('the record names module, version and checksum of every file', () => {
  const sources = modules.flatMap((module: { files: { into: string; sha256: string }[]; sum: string; version: string }) => {
    expect(module.sum).toMatch(/^h1:.{43}=$/);
    expect(module.version).toMatch(/^v\d+\.\d+\.\d+$/);
    return module.files.map(({ into, sha256 }) => {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      return into;
    });
  });
  const recorded = sources.filter((into: string) => into.endsWith('.yaml'));
  expect([...new Set(recorded)].sort()).toStrictEqual([...crdFiles].sort());
});

test('a field named description survives the removal of descriptions', () => {
  const schema = {
    description: 'prose',
    properties: { description: { type: 'string', description: 'prose' } },
    items: [{ description: 'prose' }],
  };
  expect(stripDescriptions(schema)).toStrictEqual({ properties: { description: { type: 'string' } }, items: [{}] });
});
