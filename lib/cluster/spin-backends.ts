import { SINCE } from './releases';
import { compareVersions } from './supported-versions';

/**
 * A backend of Spin's key-value stores, SQLite databases or inferencing, with its options in v3.6.3, which the shim v0.24 contains.
 *
 * @see https://github.com/spinframework/spin/blob/v3.6.3/crates/runtime-config/src/lib.rs
 */
export interface SpinBackend {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Boolean options: the operator writes each option as a string, with which Spin fails to start. */
  readonly flags: readonly string[];
  /** Valid schemes of its URL. */
  readonly schemes: readonly string[];
  /** The values of options that take no others, with the one of Spin first. */
  readonly values: { readonly [option: string]: readonly string[] };
  /** First shim with the type; every supported one where it is absent. */
  readonly since?: string;
  /** First shim that reads an option, which an older one ignores. */
  readonly optionSince: { readonly [option: string]: string };
  /** First shim that does without an option. */
  readonly optionalSince: { readonly [option: string]: string };
}

/** Backends by type. */
export type SpinBackends = { readonly [type: string]: SpinBackend };

const backend = (required: string[], others: Partial<Omit<SpinBackend, 'required'>> = {}): SpinBackend => ({
  required,
  optional: [],
  flags: [],
  schemes: [],
  values: {},
  optionSince: {},
  optionalSince: {},
  ...others,
});

export const KEY_VALUE_BACKENDS: SpinBackends = {
  spin: backend([], { optional: ['path'] }),
  redis: backend(['url'], { schemes: ['redis', 'rediss'] }),
  azure_cosmos: backend(['account', 'database', 'container'], {
    optional: ['key'],
    optionalSince: { key: SINCE.spinShim.cosmosIdentity },
  }),
  aws_dynamo: backend(['region', 'table'], {
    optional: ['access_key', 'secret_key', 'token'],
    flags: ['consistent_read'],
    since: SINCE.spinShim.awsDynamo,
  }),
};

export const SQLITE_BACKENDS: SpinBackends = {
  spin: backend([], { optional: ['path'], flags: ['allow_attach_file'] }),
  libsql: backend(['url', 'token'], { schemes: ['http', 'https'] }),
};

export const LLM_BACKENDS: SpinBackends = {
  spin: backend([]),
  remote_http: backend(['url', 'auth_token'], {
    optional: ['api_type'],
    schemes: ['http', 'https'],
    values: { api_type: ['default', 'open_ai'] },
    optionSince: { api_type: SINCE.spinShim.llmApiType },
  }),
};

/** Options that may be empty: a server may ask for no token. */
const MAY_BE_EMPTY: readonly string[] = ['token', 'auth_token'];

/** Whether an option says nothing, which the operator writes as an empty string. */
export function isEmptyOption(name: string, value: unknown, hasSource: boolean): boolean {
  return !hasSource && (value === undefined || value === null || value === '') && !MAY_BE_EMPTY.includes(name);
}

/** The values that an option takes, where the given one is none of them. */
export function otherValues({ values }: SpinBackend, name: string, value: unknown): readonly string[] | undefined {
  const known = Object.hasOwn(values, name) ? values[name] : undefined;
  return known && typeof value === 'string' && value !== '' && !known.includes(value) ? known : undefined;
}

/** The schemes of the URLs of a backend, where the given one has none of them. */
export function otherSchemes({ schemes }: SpinBackend, url: unknown): readonly string[] | undefined {
  if (schemes.length === 0 || typeof url !== 'string' || schemes.some((scheme) => url.startsWith(`${scheme}://`))) return undefined;
  return schemes.map((scheme) => `${scheme}://`);
}

/** A part of a store, a database or the inferencing that needs a newer shim. */
export interface ShimNeed {
  readonly part: string;
  /** The option that is given; undefined where it is the type or an option that is left out. */
  readonly option?: string;
  readonly since: string;
  /** What becomes of it on an older shim. */
  readonly otherwise: string;
  /** What to do without a newer shim. */
  readonly remedy: string;
}

/** Returns what a backend of that type with these options needs that a shim of that version lacks. */
export function shimNeeds(
  shim: string,
  type: string,
  { since, optionSince, optionalSince, values }: SpinBackend,
  options: ReadonlyMap<string, unknown>,
): ShimNeed[] {
  const isOlder = (release: string) => compareVersions(shim, release) < 0;
  if (since !== undefined && isOlder(since))
    return [{ part: `type ${type}`, since, otherwise: 'Spin does not know the type, and exits', remedy: 'use another type' }];
  const ignored = Object.entries(optionSince)
    // an older shim does what the first value says, and a value from elsewhere may be that one
    .filter(([name, release]) => options.get(name) !== undefined && options.get(name) !== values[name]?.[0] && isOlder(release))
    .map(([name, release]) => ({ part: name, option: name, since: release, otherwise: 'Spin ignores it', remedy: `leave ${name} out` }));
  const missing = Object.entries(optionalSince)
    .filter(([name, release]) => !options.has(name) && isOlder(release))
    .map(([name, release]) => ({
      part: `type ${type} without ${name}`,
      since: release,
      otherwise: `Spin exits for the lack of ${name}`,
      remedy: `add the option ${name}`,
    }));
  return [...ignored, ...missing];
}

/** The tables of backends in a runtime configuration: by the name of a store or a database, or a single one. */
export const BACKEND_TABLES: { readonly [key: string]: { readonly backends: SpinBackends; readonly isNamed: boolean } } = {
  key_value_store: { backends: KEY_VALUE_BACKENDS, isNamed: true },
  sqlite_database: { backends: SQLITE_BACKENDS, isNamed: true },
  llm_compute: { backends: LLM_BACKENDS, isNamed: false },
};

/** The keys of a runtime configuration, with the first shim where it is younger than the oldest supported one; Spin exits at others. */
export const RUNTIME_CONFIG_KEYS: { readonly [key: string]: { readonly since?: string } } = {
  state_dir: {},
  log_dir: {},
  variables_provider: {},
  config_provider: {},
  key_value_store: {},
  sqlite_database: {},
  llm_compute: {},
  client_tls: { since: SINCE.spinShim.clientTls },
  max_instance_memory: { since: SINCE.spinShim.maxInstanceMemory },
  outbound_networking: { since: SINCE.spinShim.outboundNetworking },
  outbound_http: { since: SINCE.spinShim.outboundHttp },
};
