import { isIP } from 'node:net';
import { type ApiObject, Chart } from 'cdk8s';
import type { EnvValue, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkBoolean, checkHost, checkInteger, checkPort, checkText } from '../core/checks';
import { strictCidr } from '../core/cidr';
import { fail } from '../core/errors';
import { secretExpression } from '../core/expressions';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { NetworkPeer } from '../network/network-peer';

/** Properties of a Redis outside of the app. */
export interface ExternalRedisProps {
  /** Host name or address. The name of a Service includes its namespace, `redis-master.redis`. */
  readonly host: string;

  /**
   * Port.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * Whether it uses TLS (`rediss://`).
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * User name, of letters, digits, '-' and '_'.
   *
   * @default - the default user
   */
  readonly username?: string;

  /**
   * Secret with the password, in the namespace of the app. The password becomes part of a URL and must consist of characters that are
   * not escaped there, such as letters and digits.
   *
   * @default - no password
   */
  readonly password?: ISecret;

  /**
   * Key of the password in the Secret.
   *
   * @default password
   */
  readonly passwordKey?: string;

  /**
   * Number of the database.
   *
   * @default - 0
   */
  readonly database?: number;

  /**
   * Address range of the host for the NetworkPolicy of an app, such as `10.20.0.0/16`.
   *
   * @default - the namespace of a Service, the address itself, or else any peer on the port
   */
  readonly cidr?: string;
}

/** Configuration of an app for a store. */
export interface StoreConfig {
  /** Environment variables, each after those that it refers to. */
  readonly env: { [name: string]: EnvValue };
  /** Peer that the app must reach. */
  readonly peer: NetworkPeer;
  /** Objects that must be applied before the app. */
  readonly after: ApiObject[];
}

/** The address of a Redis for KEDA. */
export interface RedisTriggerAddress {
  /** Props of the trigger. */
  readonly props: { readonly [prop: string]: string | boolean | number };
  /** Secret and key of the password, which KEDA reads from a TriggerAuth. */
  readonly password?: { readonly secret: string; readonly key: string };
}

/** Details of a Redis construct. */
export interface OwnRedis {
  readonly namespace?: string;
  readonly podLabels: { [name: string]: string };
  readonly objects: ApiObject[];
}

export const REDIS_PORT = 6379;

/**
 * Address of a Redis: that of a `Redis` construct, or an external one.
 *
 * @example
 * const stores = { REDIS_ADDRESS: RedisAddress.external({ host: 'redis.data', port: 6379 }) };
 */
export class RedisAddress {
  /** A Redis that is not part of the app: of another namespace, another cluster, or a cloud. */
  public static external(props: ExternalRedisProps): RedisAddress {
    return new RedisAddress(props ?? {});
  }

  /**
   * The address of a Redis construct.
   *
   * @internal
   */
  public static _of(props: ExternalRedisProps, own: OwnRedis): RedisAddress {
    return new RedisAddress(props, own);
  }

  /** Host name or address. */
  public readonly host: string;

  /** Port. */
  public readonly port: number;

  private constructor(
    private readonly props: ExternalRedisProps,
    private readonly own?: OwnRedis,
    private readonly secretGiven = false,
  ) {
    this.host = props.host;
    this.port = props.port ?? REDIS_PORT;
  }

  /** Returns the same Redis with another Secret for its password, which an app in another namespace needs. */
  public withPassword(password: ISecret, passwordKey?: string): RedisAddress {
    return new RedisAddress({ ...this.props, password, passwordKey }, this.own, true);
  }

  /**
   * Returns the configuration of an app.
   *
   * @param variable environment variable for the address
   * @param reference renders a reference to another variable in the containers of the app
   *
   * @internal
   */
  public _bind(scope: IConstruct, variable: string, reference: (variable: string) => string = (name) => `$(${name})`): StoreConfig {
    const prop = `stores.${variable}`;
    this.check(scope, prop);
    const { tls, username = '', password, passwordKey = 'password', database } = this.props;
    const secret = `${variable}${/[a-z]/.test(variable) ? '_password' : '_PASSWORD'}`;
    const credentials = password ? `${username}:${reference(secret)}@` : username && `${username}@`;
    const host = isIP(this.host) === 6 ? `[${this.host}]` : this.host;
    const address = `${tls ? 'rediss' : 'redis'}://${credentials}${host}:${this.port}${database === undefined ? '' : `/${database}`}`;
    const env = {
      ...(password && { [secret]: { valueFrom: { secretKeyRef: { name: password.name, key: passwordKey } } } }),
      [variable]: { value: address },
    } as { [name: string]: EnvValue };
    return { env, peer: this.peer(scope), after: this.own?.objects.filter((object) => Chart.of(object) === Chart.of(scope)) ?? [] };
  }

  /**
   * Returns the parameters of a redis trigger. KEDA connects from its own namespace.
   *
   * @internal
   */
  public _triggerProps(scope: IConstruct, prop: string): RedisTriggerAddress {
    this.check(scope, prop);
    const { tls, username, password, passwordKey = 'password', database } = this.props;
    const version = isIP(this.host);
    if (version === 0 && !this.host.includes('.')) {
      fail(
        scope,
        `${prop}.host (${show(this.host)}) names no namespace, and KEDA connects from its own: pass a namespace to the Chart of a Redis, ` +
          `or write ${show(`${this.host}.namespace`)} in RedisAddress.external()`,
      );
    }
    return {
      props: {
        address: `${version === 6 ? `[${this.host}]` : this.host}:${this.port}`,
        ...(username !== undefined && { username }),
        ...(tls !== undefined && { enableTls: tls }),
        ...(database !== undefined && { databaseIndex: database }),
      },
      ...(password && { password: { secret: password.name, key: passwordKey } }),
    };
  }

  private check(scope: IConstruct, prop: string): void {
    const { host, port, tls, username, password, passwordKey, database, cidr } = this.props;
    checkProps(scope, prop, 'ExternalRedisProps', this.props);
    checkText(scope, `${prop}.host`, host);
    if (!isIP(host)) checkHost(scope, `${prop}.host`, host);
    checkPort(scope, `${prop}.port`, port);
    checkBoolean(scope, `${prop}.tls`, tls);
    if (username !== undefined && !/^[\w-]+$/.test(username))
      fail(scope, `${prop}.username (${show(username)}) must consist of letters, digits, '-' and '_'`);
    if (password !== undefined && typeof password?.name !== 'string')
      fail(scope, `${prop}.password (${show(password)}) must be a Secret: write ${secretExpression(password, 'Redis', 'redis')}`);
    if (passwordKey !== undefined) checkText(scope, `${prop}.passwordKey`, passwordKey);
    checkInteger(scope, `${prop}.database`, database);
    if (cidr !== undefined) NetworkPeer.cidr(cidr)._bind(scope, prop);
    const { namespace } = Chart.of(scope);
    if (password && this.own && !this.secretGiven && this.own.namespace !== namespace) {
      fail(
        scope,
        `${prop} has its password in a Secret of namespace ${this.own.namespace ?? 'default'}, which pods of namespace ` +
          `${namespace ?? 'default'} cannot use: create a Secret there and pass address.withPassword(secret)`,
      );
    }
  }

  private peer(scope: IConstruct): NetworkPeer {
    const ports = [this.port];
    if (this.own) {
      const { namespace, podLabels } = this.own;
      const isNeighbour = namespace === undefined || namespace === Chart.of(scope).namespace;
      return isNeighbour ? NetworkPeer.pods(podLabels, { ports }) : NetworkPeer.namespace(namespace, { podLabels, ports });
    }
    const { cidr } = this.props;
    if (cidr !== undefined) return NetworkPeer.cidr(cidr, { ports });
    const version = isIP(this.host);
    if (version) return NetworkPeer.cidr(strictCidr(`${this.host}/${version === 4 ? 32 : 128}`), { ports });
    const namespace = clusterNamespace(this.host);
    if (namespace !== undefined) return NetworkPeer.namespace(namespace, { ports });
    return this.host.includes('.') ? NetworkPeer.anybody({ ports }) : NetworkPeer.pods({}, { ports });
  }
}

/** Returns the namespace in the name of a Service, such as `redis` for `redis-master.redis.svc`; undefined for other names. */
export function clusterNamespace(host: string): string | undefined {
  const [, namespace, ...rest] = host.split('.');
  return namespace !== undefined && (rest.length === 0 || rest[0] === 'svc') ? namespace : undefined;
}
