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
}

/** Backends by type. */
export type SpinBackends = { readonly [type: string]: SpinBackend };

const backend = (
  required: string[],
  { optional = [], flags = [], schemes = [] }: { [key in 'optional' | 'flags' | 'schemes']?: string[] } = {},
) => ({
  required,
  optional,
  flags,
  schemes,
});

export const KEY_VALUE_BACKENDS: SpinBackends = {
  spin: backend([], { optional: ['path'] }),
  redis: backend(['url'], { schemes: ['redis', 'rediss'] }),
  azure_cosmos: backend(['account', 'database', 'container'], { optional: ['key'] }),
  aws_dynamo: backend(['region', 'table'], { optional: ['access_key', 'secret_key', 'token'], flags: ['consistent_read'] }),
};

export const SQLITE_BACKENDS: SpinBackends = {
  spin: backend([], { optional: ['path'], flags: ['allow_attach_file'] }),
  libsql: backend(['url', 'token'], { schemes: ['http', 'https'] }),
};

export const LLM_BACKENDS: SpinBackends = {
  spin: backend([]),
  remote_http: backend(['url', 'auth_token'], { optional: ['api_type'], schemes: ['http', 'https'] }),
};
