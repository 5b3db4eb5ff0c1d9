/** The manifests in test/rules/bad and test/rules/good: one file a case, what it must be found for in its first comments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SUPPORTED } from '../../lib/cluster/versions';
import type { Cluster } from '../../lib/rules/cluster';
import type { Manifest } from '../../lib/rules/manifest';

export interface Case {
  /** Path below the corpus, without ending: `keda/replica-bounds`. */
  readonly name: string;
  readonly file: string;
  /** Ids of the rules that must speak; a bad case names at least one. */
  readonly rules: string[];
  /** Where it was seen: an issue, a webhook. */
  readonly source?: string;
  readonly cluster: Cluster;
  readonly manifests: Manifest[];
  readonly text: string;
}

/** The cases of a corpus, by name. */
export function corpus(kind: 'bad' | 'good'): Case[] {
  const root = join(__dirname, kind);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => read(join(root, file), relative(root, join(root, file)).replace(/\.yaml$/, '')));
}

function read(file: string, name: string): Case {
  const text = readFileSync(file, 'utf8');
  const header = (key: string) => new RegExp(`^# ${key}: *(.*)$`, 'm').exec(text)?.[1];
  const list = (key: string) => header(key)?.split(/[, ]+/).filter(Boolean) ?? [];
  const declared = Object.fromEntries(list('platform').map((pair) => pair.split('=')));
  let manifests: Manifest[] | undefined;
  return {
    name,
    file,
    rules: list('rule'),
    source: header('source'),
    cluster: clusterOf(declared, list('features')),
    /** Parsed when it is asked for: most tests look at a few cases of hundreds. */
    get manifests() {
      manifests ??= parseAllDocuments(text)
        .map((document) => document.toJS())
        .filter(Boolean);
      return manifests;
    },
    text,
  };
}

/** A cluster of the default versions, but for what the case declares: `# platform: httpAddOn=0.12`. */
export function clusterOf(declared: { [component: string]: string } = {}, knativeFeatures: string[] = []): Cluster {
  const versions = Object.fromEntries(
    Object.entries(SUPPORTED).map(([component, { default: version }]) => [component, declared[component] ?? version]),
  );
  const interceptor = {
    service: 'keda-add-ons-http-interceptor-proxy',
    namespace: 'keda',
    port: 8080,
    scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
  };
  return { ...versions, interceptor, knativeFeatures } as unknown as Cluster;
}
