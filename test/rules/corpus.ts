/** The manifests below test/rules: one file a case, whose header says what the rules find in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../lib/files/read';
import { check } from '../../lib/rules/check';
import type { Cluster } from '../../lib/rules/cluster';
import { declaredCluster } from '../../lib/rules/declared';
import type { Finding } from '../../lib/rules/finding';
import type { Manifest } from '../../lib/rules/manifest';
import { RULES } from '../../lib/rules/registry';
import type { Rule } from '../../lib/rules/rule';
import { type Expected, entryOf, findingsOf, headerOf } from './header';

export interface Case {
  /** Path below the corpus, without ending: `keda/replica-bounds`. */
  readonly name: string;
  readonly file: string;
  /** What the rules find, in full. */
  readonly findings: Expected[];
  /** Ids of the rules of the findings. */
  readonly rules: string[];
  /** Where it was seen: an issue, a webhook. */
  readonly source?: string;
  readonly cluster: Cluster;
  /** Upstream whose rules alone are asked, where those of others would say the same in its place. */
  readonly only?: string;
  readonly manifests: Manifest[];
  readonly text: string;
}

/** Everything the rules find in a case. */
export function found({ manifests, cluster, only }: Case): Finding[] {
  return check(manifests, cluster, only === undefined ? RULES : rulesOf(only));
}

/** The rules of an upstream. */
export function rulesOf(upstream: string): readonly Rule[] {
  return RULES.filter(({ id }) => id.startsWith(`${upstream}/`));
}

/**
 * The cases of a corpus, by name. `bad` and `good` hold manifests as users write them: control planes judge them too, and docs/rules/ shows them.
 * `variations` holds fragments that reach one more branch of a rule, and `articles` what articles about these paths published (docs/articles.md).
 */
export function corpus(kind: 'bad' | 'good' | 'variations' | 'articles'): Case[] {
  const root = join(__dirname, kind);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => read(join(root, file), file.replace(/\.yaml$/, '')));
}

function read(file: string, name: string): Case {
  const text = readFileSync(file, 'utf8');
  const header = headerOf(text);
  const list = (key: string) => entryOf(header, key)?.split(/[, ]+/);
  const pairs = (key: string) => list(key)?.map((pair) => pair.split('='));
  const interceptor = pairs('interceptor');
  const findings = findingsOf(header);
  const cluster = clusterOf(Object.fromEntries(pairs('platform') ?? []), list('features'));
  let manifests: Manifest[] | undefined;
  return {
    name,
    file,
    findings,
    rules: [...new Set(findings.map(({ finding }) => finding.split(' ')[0]))],
    source: entryOf(header, 'source'),
    cluster: interceptor ? { ...cluster, interceptor: interceptorOf(interceptor) } : cluster,
    only: entryOf(header, 'rules'),
    /** Parsed when it is asked for: most tests look at a few cases of hundreds. */
    get manifests() {
      manifests ??= readManifests(text, file).sources.map(({ manifest }) => manifest);
      return manifests;
    },
    text,
  };
}

/** A cluster of the default versions, but for what the case declares: `# platform: httpAddOn=0.12`. */
export function clusterOf(declared: { [component: string]: string } = {}, knativeFeatures: string[] = []): Cluster {
  return declaredCluster({ ...declared, knativeFeatures });
}

/** The interceptor of `# interceptor: service=proxy namespace=http port=80`, or of `# interceptor: none`. */
function interceptorOf(pairs: readonly string[][]): Cluster['interceptor'] {
  const { none: _, port, ...names } = Object.fromEntries(pairs);
  return port === undefined ? names : { ...names, port: Number(port) };
}
