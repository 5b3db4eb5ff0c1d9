import type { EnvValue, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkDistinct, checkNotEmpty, checkText } from './checks';
import { fail, show } from './errors';

/** A key-value store or SQLite database of a Spin app. */
export interface SpinStore {
  /** Name by which the app's components know it. */
  readonly name: string;

  /** Kind of backend, such as `spin`, `redis`, `azure_cosmos` for a store, `spin` or `libsql` for a database. */
  readonly type: string;

  /**
   * Options of the backend. A value may come from a Secret or a ConfigMap.
   *
   * @default - none
   */
  readonly options?: { [name: string]: EnvValue };
}

/** The service that answers a Spin app's inferencing calls. */
export interface SpinLlmCompute {
  /** Kind of backend, such as `spin` or `remote_http`. */
  readonly type: string;

  /**
   * Options of the backend. A value may come from a Secret or a ConfigMap.
   *
   * @default - none
   */
  readonly options?: { [name: string]: EnvValue };
}

/**
 * Spin's runtime configuration: either a whole runtime-config.toml in a Secret, or the stores by themselves.
 *
 * @see https://www.spinkube.dev/docs/reference/spin-app/
 */
export interface SpinRuntimeConfig {
  /**
   * Secret whose key `runtime-config.toml` holds the whole configuration; the operator ignores everything beside it.
   *
   * @default - none
   */
  readonly loadFromSecret?: ISecret;

  /**
   * Key-value stores.
   *
   * @default - none
   */
  readonly keyValueStores?: SpinStore[];

  /**
   * SQLite databases.
   *
   * @default - none
   */
  readonly sqliteDatabases?: SpinStore[];

  /**
   * Inferencing.
   *
   * @default - none
   */
  readonly llmCompute?: SpinLlmCompute;
}

/** The runtime configuration of a SpinApp. */
export function renderRuntimeConfig(scope: IConstruct, config: SpinRuntimeConfig | undefined) {
  if (!config) return undefined;
  const { loadFromSecret, keyValueStores, sqliteDatabases, llmCompute } = config;
  if (loadFromSecret && (keyValueStores || sqliteDatabases || llmCompute)) {
    fail(scope, 'runtimeConfig.loadFromSecret makes the operator ignore the stores beside it: leave one of the two out');
  }
  if (loadFromSecret !== undefined && typeof loadFromSecret?.name !== 'string') {
    fail(
      scope,
      `runtimeConfig.loadFromSecret (${show(loadFromSecret)}) must be a Secret, such as Secret.fromSecretName(this, 'Config', 'spin-config')`,
    );
  }
  if (llmCompute) checkText(scope, 'runtimeConfig.llmCompute.type', llmCompute.type);
  return {
    loadFromSecret: loadFromSecret?.name,
    keyValueStores: renderStores(scope, 'runtimeConfig.keyValueStores', keyValueStores),
    sqliteDatabases: renderStores(scope, 'runtimeConfig.sqliteDatabases', sqliteDatabases),
    llmCompute: llmCompute && {
      type: llmCompute.type,
      options: renderOptions(scope, 'runtimeConfig.llmCompute.options', llmCompute.options),
    },
  };
}

function renderStores(scope: IConstruct, prop: string, stores: SpinStore[] | undefined) {
  checkNotEmpty(scope, prop, stores, 'leave it out');
  checkDistinct(
    scope,
    prop,
    (stores ?? []).map(({ name }) => name),
  );
  return stores?.map(({ name, type, options }, index) => {
    checkText(scope, `${prop}[${index}].name`, name);
    checkText(scope, `${prop}[${index}].type`, type);
    return { name, type, options: renderOptions(scope, `${prop}[${index}].options`, options) };
  });
}

/** Options take a text, or a reference to a key of a ConfigMap or a Secret; an EnvValue of another source is refused. */
function renderOptions(scope: IConstruct, prop: string, options: { [name: string]: EnvValue } | undefined) {
  if (!options) return undefined;
  return Object.entries(options).map(([name, option]) => {
    const { value, valueFrom } = option ?? {};
    if (typeof value !== 'string' && !valueFrom) {
      const text = show(String(value ?? option));
      fail(scope, `${prop}.${name} (${show(value ?? option)}) must be an EnvValue of a text: write EnvValue.fromValue(${text})`);
    }
    if (valueFrom && !valueFrom.secretKeyRef && !valueFrom.configMapKeyRef) {
      fail(scope, `${prop}.${name} (${show(valueFrom)}) must be a value, or come from a Secret or a ConfigMap`);
    }
    return { name, value, valueFrom };
  });
}
