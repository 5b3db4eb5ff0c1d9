import type { EnvValue } from 'cdk8s-plus-28';
import { callOf } from '../core/errors';
import { checkProps } from '../core/props';

/** Name of the store that a component opens by default. */
const DEFAULT = 'default';

/** Name of a store or database. */
export interface SpinStoreName {
  /**
   * Name by which the components open it.
   *
   * @default default - in place of Spin's default, a file in each pod
   */
  readonly name?: string;
}

/** A file in the pod. */
export interface SpinFileProps extends SpinStoreName {
  /**
   * Path of the SQLite file, in one of the app's volumes: elsewhere it is lost with the pod.
   *
   * @default - in memory
   */
  readonly path?: string;
}

/** A Redis. */
export interface SpinRedisProps extends SpinStoreName {
  /** `redis://` or `rediss://` URL. Take it from a Secret if it has a password. */
  readonly url: EnvValue;
}

/** A container of Azure Cosmos DB, with the partition key `/id`. */
export interface SpinAzureCosmosProps extends SpinStoreName {
  /** Account. */
  readonly account: string;

  /** Database. */
  readonly database: string;

  /** Container. */
  readonly container: string;

  /**
   * Key of the account. A shim before 0.17 needs it.
   *
   * @default - the identity of the pod
   */
  readonly key?: EnvValue;
}

/** A table of Amazon DynamoDB. Needs the Spin shim 0.18 or newer. */
export interface SpinAwsDynamoProps extends SpinStoreName {
  /** Region, such as `eu-central-1`. */
  readonly region: string;

  /** Table. */
  readonly table: string;

  /**
   * Access key; with secretKey.
   *
   * @default - the identity of the pod
   */
  readonly accessKey?: EnvValue;

  /**
   * Secret key; with accessKey.
   *
   * @default - the identity of the pod
   */
  readonly secretKey?: EnvValue;

  /**
   * Token of a session, with the keys.
   *
   * @default - none
   */
  readonly token?: EnvValue;
}

/** A libSQL server, such as Turso. */
export interface SpinLibsqlProps extends SpinStoreName {
  /** `https://` or `http://` URL. */
  readonly url: string;

  /** Token; for a server without one `EnvValue.fromValue('')`. */
  readonly token: EnvValue;
}

/** An LLM inference service over HTTP. */
export interface SpinRemoteLlmProps {
  /** `https://` or `http://` URL. */
  readonly url: string;

  /** Token. */
  readonly authToken: EnvValue;

  /**
   * API of the service.
   *
   * @default SpinLlmApi.SPIN
   */
  readonly apiType?: SpinLlmApi;
}

/** API of a remote LLM inference service. Shims before 0.22, with a Spin before 3.5, only support that of Spin. */
export enum SpinLlmApi {
  /** The API of Spin. */
  SPIN = 'default',
  /** The API of OpenAI, and of compatible services. */
  OPEN_AI = 'open_ai',
}

/** Returns options by the name that Spin reads, from strings and from values of any source; omits absent ones. */
function optionsOf(
  strings: { [name: string]: string | undefined },
  values: { [name: string]: EnvValue | undefined } = {},
): { [name: string]: EnvValue } | undefined {
  const plain = Object.entries(strings).map(([name, value]) => [name, value === undefined ? undefined : { value }] as const);
  const options = [...plain, ...Object.entries(values)].filter(([, option]) => option !== undefined);
  return options.length > 0 ? (Object.fromEntries(options) as { [name: string]: EnvValue }) : undefined;
}

/**
 * A key-value store of a Spin app: created by one of these methods, or a plain object with `name`, `type` and `options`.
 *
 * @example
 * const keyValueStores = [SpinStore.redis({ url: EnvValue.fromSecretValue({ secret, key: 'url' }) })];
 */
export class SpinStore {
  /** A SQLite database in a file or in memory: each pod has its own. */
  public static spin(props: SpinFileProps = {}): SpinStore {
    checkProps(callOf('SpinStore.spin()'), 'props', 'SpinFileProps', props);
    const { name, path } = props;
    return new SpinStore(name ?? DEFAULT, 'spin', optionsOf({ path }));
  }

  /** A Redis. */
  public static redis(props: SpinRedisProps): SpinStore {
    checkProps(callOf('SpinStore.redis()'), 'props', 'SpinRedisProps', props);
    const { name, url } = props;
    return new SpinStore(name ?? DEFAULT, 'redis', optionsOf({}, { url }));
  }

  /** A container of Azure Cosmos DB. */
  public static azureCosmos(props: SpinAzureCosmosProps): SpinStore {
    checkProps(callOf('SpinStore.azureCosmos()'), 'props', 'SpinAzureCosmosProps', props);
    const { name, account, database, container, key } = props;
    return new SpinStore(name ?? DEFAULT, 'azure_cosmos', optionsOf({ account, database, container }, { key }));
  }

  /** A table of Amazon DynamoDB. */
  public static awsDynamo(props: SpinAwsDynamoProps): SpinStore {
    checkProps(callOf('SpinStore.awsDynamo()'), 'props', 'SpinAwsDynamoProps', props);
    const { name, region, table, accessKey, secretKey, token } = props;
    return new SpinStore(
      name ?? DEFAULT,
      'aws_dynamo',
      optionsOf({ region, table }, { access_key: accessKey, secret_key: secretKey, token }),
    );
  }

  /** A store of any type, with options under the names that Spin reads. */
  public static of(name: string, type: string, options?: { [name: string]: EnvValue }): SpinStore {
    return new SpinStore(name, type, options);
  }

  private constructor(
    /** Name by which the components open it. */
    public readonly name: string,
    /** Kind of backend, such as `spin`, `redis`, `azure_cosmos` or `aws_dynamo`. */
    public readonly type: string,
    /**
     * Options of the backend. A value may come from a Secret or a ConfigMap.
     *
     * @default - none
     */
    public readonly options?: { [name: string]: EnvValue },
  ) {}
}

/**
 * A SQLite database of a Spin app: created by one of these methods, or a plain object with `name`, `type` and `options`.
 *
 * @example
 * const sqliteDatabases = [SpinDatabase.libsql({ url: 'https://shop-my-org.turso.io', token: EnvValue.fromSecretValue({ secret, key: 'token' }) })];
 */
export class SpinDatabase {
  /** A SQLite database in a file or in memory: each pod has its own. */
  public static spin(props: SpinFileProps = {}): SpinDatabase {
    checkProps(callOf('SpinDatabase.spin()'), 'props', 'SpinFileProps', props);
    const { name, path } = props;
    return new SpinDatabase(name ?? DEFAULT, 'spin', optionsOf({ path }));
  }

  /** A libSQL server. */
  public static libsql(props: SpinLibsqlProps): SpinDatabase {
    checkProps(callOf('SpinDatabase.libsql()'), 'props', 'SpinLibsqlProps', props);
    const { name, url, token } = props;
    return new SpinDatabase(name ?? DEFAULT, 'libsql', optionsOf({ url }, { token }));
  }

  /** A database of any type, with options under the names that Spin reads. */
  public static of(name: string, type: string, options?: { [name: string]: EnvValue }): SpinDatabase {
    return new SpinDatabase(name, type, options);
  }

  private constructor(
    /** Name by which the components open it. */
    public readonly name: string,
    /** Kind of backend, `spin` or `libsql`. */
    public readonly type: string,
    /**
     * Options of the backend. A value may come from a Secret or a ConfigMap.
     *
     * @default - none
     */
    public readonly options?: { [name: string]: EnvValue },
  ) {}
}

/**
 * The LLM inference service of a Spin app: created by one of these methods, or a plain object with `type` and `options`.
 *
 * @example
 * const llmCompute = SpinLlmCompute.remoteHttp({
 *   url: 'https://llm.example.com',
 *   authToken: EnvValue.fromSecretValue({ secret, key: 'token' }),
 * });
 */
export class SpinLlmCompute {
  /** A service over HTTP(S). */
  public static remoteHttp(props: SpinRemoteLlmProps): SpinLlmCompute {
    checkProps(callOf('SpinLlmCompute.remoteHttp()'), 'props', 'SpinRemoteLlmProps', props);
    const { url, authToken, apiType } = props;
    return new SpinLlmCompute('remote_http', optionsOf({ url, api_type: apiType }, { auth_token: authToken }));
  }

  /** A service of any type, with options under the names that Spin reads. */
  public static of(type: string, options?: { [name: string]: EnvValue }): SpinLlmCompute {
    return new SpinLlmCompute(type, options);
  }

  private constructor(
    /** Kind of backend, `remote_http`, or `spin` for the inference engine of a custom shim. */
    public readonly type: string,
    /**
     * Options of the backend. A value may come from a Secret or a ConfigMap.
     *
     * @default - none
     */
    public readonly options?: { [name: string]: EnvValue },
  ) {}
}
