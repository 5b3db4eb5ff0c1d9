import type { EnvValue, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import {
  isEmptyOption,
  KEY_VALUE_BACKENDS,
  LLM_BACKENDS,
  otherSchemes,
  otherValues,
  type SpinBackend,
  type SpinBackends,
  SQLITE_BACKENDS,
  shimNeeds,
} from '../cluster/spin-backends';
import { checkDistinct, checkNotEmpty, checkObject, checkObjects, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { secretExpression } from '../core/expressions';
import { show } from '../core/show';
import type { SpinDatabase, SpinLlmCompute, SpinStore } from './spin-stores';

/**
 * Spin's runtime configuration: either a whole runtime-config.toml in a Secret, or the stores.
 *
 * @see https://www.spinkube.dev/docs/reference/spin-app/
 */
export interface SpinRuntimeConfig {
  /**
   * Secret whose key `runtime-config.toml` holds the whole configuration; cannot be combined with the other settings.
   *
   * @default - none
   */
  readonly loadFromSecret?: ISecret;

  /**
   * Key-value stores.
   *
   * @default - the store `default`, a file in each pod
   */
  readonly keyValueStores?: SpinStore[];

  /**
   * SQLite databases.
   *
   * @default - the database `default`, a file in each pod
   */
  readonly sqliteDatabases?: SpinDatabase[];

  /**
   * Service for LLM inference.
   *
   * @default - none: every call fails
   */
  readonly llmCompute?: SpinLlmCompute;
}

/** A store, a database or an LLM service, as a class instance or a plain object. */
interface Configured {
  readonly type: string;
  readonly options?: { [name: string]: EnvValue };
}

/** Renders the runtime configuration of a SpinApp. */
export function renderRuntimeConfig(scope: IConstruct, config: SpinRuntimeConfig | undefined) {
  if (!config) return undefined;
  const { loadFromSecret, keyValueStores, sqliteDatabases, llmCompute } = config;
  if (loadFromSecret && (keyValueStores || sqliteDatabases || llmCompute)) {
    fail(scope, 'runtimeConfig.loadFromSecret makes the operator ignore the other settings: leave one of the two out');
  }
  if (loadFromSecret !== undefined && typeof loadFromSecret?.name !== 'string') {
    fail(
      scope,
      `runtimeConfig.loadFromSecret (${show(loadFromSecret)}) must be a Secret: write ${secretExpression(loadFromSecret, 'SpinConfig', 'spin-config')}`,
    );
  }
  checkObject(scope, 'runtimeConfig.llmCompute', llmCompute);
  return {
    loadFromSecret: loadFromSecret?.name,
    keyValueStores: renderStores(scope, 'runtimeConfig.keyValueStores', keyValueStores, KEY_VALUE_BACKENDS),
    sqliteDatabases: renderStores(scope, 'runtimeConfig.sqliteDatabases', sqliteDatabases, SQLITE_BACKENDS),
    llmCompute: llmCompute && renderBackend(scope, 'runtimeConfig.llmCompute', llmCompute, LLM_BACKENDS),
  };
}

function renderStores(scope: IConstruct, prop: string, stores: (SpinStore | SpinDatabase)[] | undefined, backends: SpinBackends) {
  checkNotEmpty(scope, prop, stores, 'leave it out');
  checkObjects(scope, prop, stores);
  checkDistinct(
    scope,
    prop,
    (stores ?? []).map(({ name }) => name),
  );
  return stores?.map((store, index) => {
    checkText(scope, `${prop}[${index}].name`, store.name);
    return { name: store.name, ...renderBackend(scope, `${prop}[${index}]`, store, backends) };
  });
}

function renderBackend(scope: IConstruct, prop: string, { type, options }: Configured, backends: SpinBackends) {
  checkText(scope, `${prop}.type`, type);
  checkObject(scope, `${prop}.options`, options);
  const rendered = renderOptions(scope, `${prop}.options`, options);
  checkBackend(scope, prop, { type, options }, backends);
  return { type, options: rendered };
}

/** Renders options; fails for an EnvValue that is neither a string nor a key of a ConfigMap or a Secret. */
function renderOptions(scope: IConstruct, prop: string, options: { [name: string]: EnvValue } | undefined) {
  if (!options) return undefined;
  return Object.entries(options).map(([name, option]) => {
    const { value, valueFrom } = option ?? {};
    if (typeof value !== 'string' && !valueFrom) {
      const string = show(String(value ?? option));
      fail(scope, `${prop}.${name} (${show(value ?? option)}) must be an EnvValue of a string: write EnvValue.fromValue(${string})`);
    }
    if (valueFrom && !valueFrom.secretKeyRef && !valueFrom.configMapKeyRef) {
      fail(scope, `${prop}.${name} (${show(valueFrom)}) must be a value, or a key of a Secret or a ConfigMap`);
    }
    return { name, value, valueFrom };
  });
}

/** Fails for missing options, with which the app exits at startup, and for unknown ones, which the backend ignores or exits at. */
function checkBackend(scope: IConstruct, prop: string, { type, options = {} }: Configured, backends: SpinBackends): void {
  if ('type' in options)
    fail(scope, `${prop}.options.type (${show(options.type.value)}) would override the type: leave it out, and pass type`);
  const backend = Object.hasOwn(backends, type) ? backends[type] : undefined;
  // a shim of one's own may have other types: the rule spinkube/backend-options warns of them
  if (!backend) return;
  const { required, optional, flags } = backend;
  for (const name of required) {
    if (!(name in options)) fail(scope, `${prop}.options.${name} is missing, which type ${type} needs: pass an EnvValue`);
  }
  for (const name of Object.keys(options)) {
    if (flags.includes(name)) {
      fail(
        scope,
        `${prop}.options.${name} cannot be set here, since the operator writes a string and Spin reads true or false: use loadFromSecret`,
      );
    }
    if (![...required, ...optional].includes(name)) {
      const known = [...required, ...optional].join(', ');
      fail(scope, `${prop}.options.${name} is not an option of type ${type}: ${known ? `write one of ${known}` : 'leave it out'}`);
    }
    const { value, valueFrom } = options[name];
    if (isEmptyOption(name, value, valueFrom !== undefined)) {
      fail(scope, `${prop}.options.${name} is empty: ${optional.includes(name) ? 'leave it out' : 'pass an EnvValue of its value'}`);
    }
    const values = otherValues(backend, name, value);
    if (values) fail(scope, `${prop}.options.${name} (${show(value)}) must be ${values.join(' or ')}`);
  }
  if ('access_key' in options !== 'secret_key' in options) {
    fail(scope, `${prop}.options has one of access_key and secret_key, and Spin ignores one alone: pass both, or neither`);
  }
  checkShim(scope, prop, type, backend, options);
  const url = options.url?.value;
  const schemes = otherSchemes(backend, url);
  if (schemes) fail(scope, `${prop}.options.url (${show(url)}) must start with ${schemes.join(' or ')}`);
}

/** Fails for what the shim of the declared version does not know, and exits at or ignores. */
function checkShim(scope: IConstruct, prop: string, type: string, backend: SpinBackend, options: { [name: string]: EnvValue }): void {
  const { spinShim } = Platform.of(scope);
  const given = new Map(Object.entries(options).map(([name, { value }]) => [name, value]));
  for (const { part, option, since, otherwise, remedy } of shimNeeds(spinShim, type, backend, given)) {
    const where = option === undefined ? `${prop}: ${part}` : `${prop}.options.${option}`;
    fail(
      scope,
      `${where} needs containerd-shim-spin ${since} or newer, and the platform declares ${spinShim}, on which ${otherwise}: ` +
        `${remedy}, or declare Platform.target(app, { spinShim: '${since}' })`,
    );
  }
}
