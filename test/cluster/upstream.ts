/** The manifests of the upstream projects, whole, as their Go modules have them: CRDs, webhook configurations, config maps. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Applied } from './client';
import { SOURCES_FILE } from './pins';

/** The pins of imports/crds, which the CRDs of a test cluster come from, too. */
interface SourceModule {
  readonly module: string;
  readonly version: string;
  readonly files: readonly { readonly path: string; readonly into?: string; readonly sha256: string }[];
}

const { modules: SOURCES } = JSON.parse(readFileSync(SOURCES_FILE, 'utf8')) as { modules: SourceModule[] };

/** What a cluster has beside the CRDs that are pinned there: further CRDs, and what the webhooks need. */
const EXTRAS: { readonly [module: string]: { readonly crds: readonly string[]; readonly others: readonly string[] } } = {
  'github.com/kedacore/keda/v2': {
    crds: ['config/crd/bases/keda.sh_scaledjobs.yaml'],
    others: ['config/webhooks/validation_webhooks.yaml'],
  },
  'github.com/spinkube/spin-operator': { crds: [], others: ['config/webhook/manifests.yaml'] },
  'knative.dev/serving': {
    crds: ['configuration', 'revision', 'route'].map((kind) => `config/core/300-resources/${kind}.yaml`),
    others: ['config/core/webhooks', 'config/core/configmaps', 'config/core/100-namespace.yaml'],
  },
  'sigs.k8s.io/gateway-api': { crds: ['config/crd/standard/gateway.networking.k8s.io_gateways.yaml'], others: [] },
};

/** Folder of a module's files below the cache. */
const folder = (dir: string, { module, version }: SourceModule) => join(dir, `${module.replaceAll('/', '+')}@${version}`);

/** Whether everything was copied into the cache. */
export function hasManifests(dir: string): boolean {
  return SOURCES.every((source) => files(source).every((path) => existsSync(join(folder(dir, source), path))));
}

/** Copies the manifests of every module into the cache; Go checks the modules against the public checksum database, and we each CRD against its pin. */
export function copyManifests(dir: string): void {
  for (const source of SOURCES) {
    const into = folder(dir, source);
    const absent = files(source).filter((path) => !existsSync(join(into, path)));
    if (absent.length === 0) continue;
    const from = download(source);
    for (const path of absent) {
      mkdirSync(dirname(join(into, path)), { recursive: true });
      cpSync(join(from, path), join(into, path), { recursive: true, mode: 0 });
    }
  }
}

function files(source: SourceModule): string[] {
  return [...source.files.map(({ path }) => path), ...extras(source).crds, ...extras(source).others];
}

function extras({ module, version }: SourceModule) {
  return (version === currentVersion(module) && EXTRAS[module]) || { crds: [], others: [] };
}

/** Version of a module that a cluster of today runs: the first that is pinned. */
export function currentVersion(module: string): string {
  const source = SOURCES.find((each) => each.module === module);
  if (!source) throw new Error(`${SOURCES_FILE} has no module ${module}`);
  return source.version;
}

/** The CRDs that a cluster of today has. */
export function crds(dir: string): Applied[] {
  return SOURCES.flatMap((source) => [
    ...source.files
      .filter(({ path, into }) => path.endsWith('.yaml') && !into?.startsWith('older/'))
      .flatMap(({ path, sha256 }) => documents(join(folder(dir, source), path), sha256)),
    ...extras(source).crds.flatMap((path) => documents(join(folder(dir, source), path))),
  ]);
}

/** The objects in a file, or in every YAML file of a folder, of a module's current version. */
export function manifests(dir: string, module: string, path: string): Applied[] {
  const source = SOURCES.find((each) => each.module === module) as SourceModule;
  const whole = join(folder(dir, source), path);
  if (path.endsWith('.yaml')) return documents(whole);
  return readdirSync(whole)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => documents(join(whole, file)));
}

function documents(file: string, sha256?: string): Applied[] {
  const text = readFileSync(file, 'utf8');
  if (sha256 !== undefined && createHash('sha256').update(text).digest('hex') !== sha256) {
    throw new Error(`${file} is not what ${SOURCES_FILE} pins: remove it and run npm run cluster:build`);
  }
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter(Boolean);
}

function download({ module, version }: SourceModule): string {
  const cwd = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-upstream-')); // outside any Go module
  try {
    return JSON.parse(execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], { cwd, encoding: 'utf8' })).Dir;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
