import { isIP } from 'node:net';
import { type ApiObject, Chart } from 'cdk8s';
import type { EnvValue, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkBoolean, checkHost, checkInteger, checkKeys, checkObject, checkPort, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { NetworkPeer } from '../network/network-peer';

/** A Redis that is not made here. */
export interface ExternalRedisProps {
  /** Host name or address. One in the cluster is written with its namespace, `redis-master.redis`. */
  readonly host: string;

  /**
   * Port.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * Whether it speaks TLS (`rediss://`).
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
   * Secret with the password, in the namespace of the app. The password becomes part of an address: it must consist of characters that need no escape there, such
   * as letters and digits.
   *
   * @default - no password
   */
  readonly password?: ISecret;

  /**
   * Key of the Secret.
   *
   * @default password
   */
  readonly passwordKey?: string;

  /**
   * Number of the database.
   *
   * @default - the server's, which is 0
   */
  readonly database?: number;

  /**
   * Addresses that the host stands for, for the NetworkPolicy of an app, such as `10.20.0.0/16`.
   *
   * @default - for a host of the cluster its namespace, for an address that address, else anybody on the port
   */
  readonly cidr?: string;
}

/** What an app gets of a store. */
export interface StoreConfig {
  /** Environment, in the order in which the later ones refer to the earlier. */
  readonly env: { [name: string]: EnvValue };
  /** Whom the app must reach. */
  readonly peer: NetworkPeer;
  /** What must be there before the app. */
  readonly after: ApiObject[];
}

/** A Redis of this app: what only the construct knows. */
export interface OwnRedis {
  readonly namespace?: string;
  readonly podLabels: { [name: string]: string };
  readonly objects: ApiObject[];
}

export const REDIS_PORT = 6379;
const PROPS: readonly (keyof ExternalRedisProps)[] = ['host', 'port', 'tls', 'username', 'password', 'passwordKey', 'database', 'cidr'];

/** Where an app finds its Redis: of a `Redis` construct, or one that somebody else runs. */
export class RedisAddress {
  /** A Redis that is not made here: in another namespace, of another cluster, or of a cloud. */
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

  /** The same Redis with its password from another Secret: an app of another namespace needs one of its own there. */
  public withPassword(password: ISecret, passwordKey?: string): RedisAddress {
    return new RedisAddress({ ...this.props, password, passwordKey }, this.own, true);
  }

  /**
   * What the app gets of it.
   *
   * @param variable variable that takes the address
   * @param reference how a variable refers to another in the containers of the app
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

  private check(scope: IConstruct, prop: string): void {
    const { host, port, tls, username, password, passwordKey, database, cidr } = this.props;
    checkObject(scope, prop, this.props);
    checkKeys(scope, prop, this.props, PROPS);
    checkText(scope, `${prop}.host`, host);
    if (!isIP(host)) checkHost(scope, `${prop}.host`, host);
    checkPort(scope, `${prop}.port`, port);
    checkBoolean(scope, `${prop}.tls`, tls);
    if (username !== undefined && !/^[\w-]+$/.test(username))
      fail(scope, `${prop}.username (${show(username)}) must consist of letters, digits, '-' and '_'`);
    if (password !== undefined && typeof password?.name !== 'string')
      fail(scope, `${prop}.password (${show(password)}) must be a Secret, such as Secret.fromSecretName(this, 'Redis', 'redis')`);
    if (passwordKey !== undefined) checkText(scope, `${prop}.passwordKey`, passwordKey);
    checkInteger(scope, `${prop}.database`, database);
    if (cidr !== undefined) NetworkPeer.cidr(cidr)._bind(scope, prop);
    const { namespace } = Chart.of(scope);
    if (password && this.own && !this.secretGiven && this.own.namespace !== namespace) {
      fail(
        scope,
        `${prop} has its password in a Secret of namespace ${this.own.namespace ?? 'default'}, where pods of namespace ${namespace ?? 'default'} do not reach it: ` +
          `make a Secret there and pass address.withPassword(secret)`,
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
    if (version) return NetworkPeer.cidr(`${this.host}/${version === 4 ? 32 : 128}`, { ports });
    const namespace = clusterNamespace(this.host);
    if (namespace !== undefined) return NetworkPeer.namespace(namespace, { ports });
    return this.host.includes('.') ? NetworkPeer.anybody({ ports }) : NetworkPeer.pods({}, { ports });
  }
}

/** The namespace of a Service's name, such as `redis` of `redis-master.redis.svc`; undefined for a name that is not one of the cluster. */
export function clusterNamespace(host: string): string | undefined {
  const [, namespace, ...rest] = host.split('.');
  return namespace !== undefined && (rest.length === 0 || rest[0] === 'svc') ? namespace : undefined;
}
