import { BACKEND_TABLES, otherSchemes, otherValues, RUNTIME_CONFIG_KEYS, type SpinBackends, shimNeeds } from '../../cluster/spin-backends';
import { CONFIG_KEY } from '../../cluster/spinkube';
import { isPlaceholder } from '../../core/placeholder';
import { nearest } from '../../core/suggest';
import { toml } from '../../core/toml';
import { atLeast, type Cluster } from '../cluster';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Rule } from '../rule';
import { isMap, mapOf, show, textOf } from '../values';
import { APPS, deploymentConfigOf } from './apps';

/** What is wrong in a configuration, and what to write. */
type Problem = readonly [message: string, fix: string];

export const configFile: Rule = {
  id: 'spinkube/config-file',
  severity: 'warning',
  title: `The ${CONFIG_KEY} in the Secret of an app is one that Spin takes`,
  rationale:
    'Spin reads the file at the start of the app, and exits at a key, a type or an option that it does not know or that is missing.',
  link: 'https://github.com/spinframework/spin/blob/v3.6.3/crates/runtime-config/src/lib.rs',
  kinds: APPS,
  check(app, { cluster, manifests, report }) {
    const name = textOf(mapOf(mapOf(app.spec).runtimeConfig).loadFromSecret);
    const [secret, ...others] = name === undefined ? [] : manifests.findAll('Secret', namespaceOf(app), name);
    // of several one is applied
    const text = secret && others.length === 0 ? fileOf(secret) : undefined;
    if (text === undefined) return;
    // an image of Spin stands in for the shim
    const shim = deploymentConfigOf(manifests, app).spinImage ? undefined : cluster;
    for (const [message, fix] of problemsOf(text, shim)) {
      report({ path: 'spec.runtimeConfig.loadFromSecret', message: `${CONFIG_KEY} of Secret ${name}: ${message}`, fix });
    }
  },
};

/** The configuration in a Secret; undefined where it is not there, or is not written yet. */
function fileOf({ data, stringData }: Manifest): string | undefined {
  const plain = mapOf(stringData)[CONFIG_KEY];
  const encoded = mapOf(data)[CONFIG_KEY];
  const text = typeof plain === 'string' ? plain : decoded(encoded);
  if (text === undefined) return undefined;
  // the head of a table in a list looks like a placeholder
  return isPlaceholder(text.replace(/^[ \t]*\[\[.*$/gm, '')) ? undefined : text;
}

/** The text of a value in base64; undefined for anything else, such as a word to replace. Without Buffer, which a browser does not have. */
function decoded(value: Value): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(value), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function problemsOf(text: string, cluster: Cluster | undefined): Problem[] {
  let config: Value;
  try {
    config = toml().parse(text);
  } catch (error) {
    const { message, line } = error as Error & { line?: number };
    const reason = message.split('\n')[0].replace(/^Invalid TOML document: /, '');
    return [[`line ${line} is not TOML, and Spin exits at it: ${reason}`, 'correct the line']];
  }
  return Object.keys(config).flatMap((key): Problem[] => {
    const known = Object.hasOwn(RUNTIME_CONFIG_KEYS, key) ? RUNTIME_CONFIG_KEYS[key] : undefined;
    if (!known) {
      const keys = Object.keys(RUNTIME_CONFIG_KEYS);
      const meant = nearest(key.slice(0, 100), keys);
      return [[`${show(key)} is not a key that Spin knows, and it exits`, meant ? `write ${meant}` : `write one of ${keys.join(', ')}`]];
    }
    if (known.since !== undefined && cluster && !atLeast(cluster, 'spinShim', known.since)) {
      const { spinShim } = cluster;
      return [
        [
          `${key} needs containerd-shim-spin ${known.since}, and the nodes have ${spinShim}: Spin exits at it`,
          `install shim ${known.since} or newer, or leave ${key} out`,
        ],
      ];
    }
    if (!Object.hasOwn(BACKEND_TABLES, key)) return [];
    const { backends, isNamed } = BACKEND_TABLES[key];
    const table = config[key];
    if (!isMap(table)) return [[`${key} is not a table`, `write [${key}${isNamed ? '.default' : ''}]`]];
    if (!isNamed) return ofBackend(key, table, backends, cluster);
    return Object.keys(table).flatMap((name) => ofBackend(`${key}.${name}`, table[name], backends, cluster));
  });
}

function ofBackend(where: string, table: Value, backends: SpinBackends, cluster: Cluster | undefined): Problem[] {
  if (!isMap(table)) return [[`${where} is not a table`, `write [${where.includes('.') ? where : `${where}.default`}]`]];
  const type = textOf(table.type);
  const types = Object.keys(backends);
  if (type === undefined) return [[`${where} has no type, and Spin exits`, `write one of ${types.join(', ')}`]];
  if (!Object.hasOwn(backends, type)) {
    const meant = nearest(type.slice(0, 100), types);
    const fix = meant ? `write ${meant}` : `write one of ${types.join(', ')}`;
    return [[`type ${show(type)} of ${where} is not a type of Spin, and needs a shim of its own`, fix]];
  }
  const backend = backends[type];
  const { required, optional, flags } = backend;
  const problems: Problem[] = [];
  for (const name of required) {
    if (table[name] === undefined) problems.push([`type ${type} of ${where} needs ${name}, and Spin exits without it`, `write ${name}`]);
  }
  for (const name of [...required, ...optional, ...flags]) {
    const value = table[name];
    const wanted = flags.includes(name) ? 'boolean' : 'string';
    const values = otherValues(backend, name, value);
    if (value === undefined) continue;
    if (typeof value !== wanted) {
      const fix = wanted === 'boolean' ? 'write true or false, without quotes' : 'quote it';
      problems.push([`${name} of ${where} is not a ${wanted}, and Spin exits at it`, fix]);
    } else if (values) {
      problems.push([`${name} of ${where} is not one of ${values.join(', ')}, and Spin exits at it`, `write ${values.join(' or ')}`]);
    }
  }
  const schemes = otherSchemes(backend, table.url);
  if (schemes)
    problems.push([`url of ${where} does not start with ${schemes.join(' or ')}`, `write a URL of ${backend.schemes.join(' or ')}`]);
  if (!cluster) return problems;
  const { spinShim } = cluster;
  for (const { part, since, otherwise, remedy } of shimNeeds(spinShim, type, backend, new Map(Object.entries(table)))) {
    problems.push([
      `${part} of ${where} needs containerd-shim-spin ${since}, and the nodes have ${spinShim}: ${otherwise}`,
      `install shim ${since} or newer, or ${remedy}`,
    ]);
  }
  return problems;
}
