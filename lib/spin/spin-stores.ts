import type { EnvValue } from 'cdk8s-plus-28';

/** The name that a component uses unless it asks for another. */
const DEFAULT = 'default';

/** Name of a store or database. */
export interface SpinStoreName {
  /**
   * Name by which the app's components know it.
   *
   * @default default - in place of the one that Spin has by itself, a file in each pod
   */
  readonly name?: string;
}

/** A file in the pod. */
export interface SpinFileProps extends SpinStoreName {
  /**
   * Path of the SQLite file, in one of the app's volumes: elsewhere it goes with the pod.
   *
   * @default - in memory
   */
  readonly path?: string;
}

/** A Redis. */
export interface SpinRedisProps extends SpinStoreName {
  /** `redis://` or `rediss://` URL, in most cases with a password, and so of a Secret. */
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
   * Key of the account.
   *
   * @default - the identity of the pod
   */
  readonly key?: EnvValue;
}

/** A table of Amazon DynamoDB. */
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

/** A service that speaks over HTTP. */
export interface SpinRemoteLlmProps {
  /** `https://` or `http://` URL. */
  readonly url: string;

  /** Token. */
  readonly authToken: EnvValue;

  /**
   * What the service speaks.
   *
   * @default SpinLlmApi.SPIN
   */
  readonly apiType?: SpinLlmApi;
}

/** What a remote service of inferencing speaks. Shims with a Spin before 3.4 know only their own. */
export enum SpinLlmApi {
  /** Spin's own. */
  SPIN = 'default',
  /** That of OpenAI, and of those compatible with it. */
  OPEN_AI = 'open_ai',
}

/** Options by the name that Spin reads, of texts and of values from anywhere; those that are not given are left out. */
function optionsOf(
  texts: { [name: string]: string | undefined },
  values: { [name: string]: EnvValue | undefined } = {},
): { [name: string]: EnvValue } | undefined {
  const plain = Object.entries(texts).map(([name, value]) => [name, value === undefined ? undefined : { value }] as const);
  const options = [...plain, ...Object.entries(values)].filter(([, option]) => option !== undefined);
  return options.length > 0 ? (Object.fromEntries(options) as { [name: string]: EnvValue }) : undefined;
}

/** A key-value store of a Spin app: by one of these methods, or as an object with `name`, `type` and `options`. */
export class SpinStore {
  /** A SQLite file in the pod, or memory: each pod has its own. */
  public static spin({ name, path }: SpinFileProps = {}): SpinStore {
    return new SpinStore(name ?? DEFAULT, 'spin', optionsOf({ path }));
  }

  /** A Redis. */
  public static redis({ name, url }: SpinRedisProps): SpinStore {
    return new SpinStore(name ?? DEFAULT, 'redis', optionsOf({}, { url }));
  }

  /** A container of Azure Cosmos DB. */
  public static azureCosmos({ name, account, database, container, key }: SpinAzureCosmosProps): SpinStore {
    return new SpinStore(name ?? DEFAULT, 'azure_cosmos', optionsOf({ account, database, container }, { key }));
  }

  /** A table of Amazon DynamoDB. */
  public static awsDynamo({ name, region, table, accessKey, secretKey, token }: SpinAwsDynamoProps): SpinStore {
    return new SpinStore(
      name ?? DEFAULT,
      'aws_dynamo',
      optionsOf({ region, table }, { access_key: accessKey, secret_key: secretKey, token }),
    );
  }

  /** A store of any type, with the options by the names that Spin reads. */
  public static of(name: string, type: string, options?: { [name: string]: EnvValue }): SpinStore {
    return new SpinStore(name, type, options);
  }

  private constructor(
    /** Name by which the app's components know it. */
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

/** A SQLite database of a Spin app: by one of these methods, or as an object with `name`, `type` and `options`. */
export class SpinDatabase {
  /** A SQLite file in the pod, or memory: each pod has its own. */
  public static spin({ name, path }: SpinFileProps = {}): SpinDatabase {
    return new SpinDatabase(name ?? DEFAULT, 'spin', optionsOf({ path }));
  }

  /** A libSQL server. */
  public static libsql({ name, url, token }: SpinLibsqlProps): SpinDatabase {
    return new SpinDatabase(name ?? DEFAULT, 'libsql', optionsOf({ url }, { token }));
  }

  /** A database of any type, with the options by the names that Spin reads. */
  public static of(name: string, type: string, options?: { [name: string]: EnvValue }): SpinDatabase {
    return new SpinDatabase(name, type, options);
  }

  private constructor(
    /** Name by which the app's components know it. */
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

/** The service that answers a Spin app's inferencing calls: by one of these methods, or as an object with `type` and `options`. */
export class SpinLlmCompute {
  /** A service over HTTP. */
  public static remoteHttp({ url, authToken, apiType }: SpinRemoteLlmProps): SpinLlmCompute {
    return new SpinLlmCompute('remote_http', optionsOf({ url, api_type: apiType }, { auth_token: authToken }));
  }

  /** A service of any type, with the options by the names that Spin reads. */
  public static of(type: string, options?: { [name: string]: EnvValue }): SpinLlmCompute {
    return new SpinLlmCompute(type, options);
  }

  private constructor(
    /** Kind of backend, `remote_http`, or `spin` for the engine that a shim of your own has built in. */
    public readonly type: string,
    /**
     * Options of the backend. A value may come from a Secret or a ConfigMap.
     *
     * @default - none
     */
    public readonly options?: { [name: string]: EnvValue },
  ) {}
}
