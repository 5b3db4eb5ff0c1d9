import { type ApiObject, Chart, type Size } from 'cdk8s';
import type { ContainerResources, ISecret, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DEPLOYMENT, PERSISTENT_VOLUME_CLAIM, SERVICE } from '../cluster/kinds';
import { checkName, checkObject, checkSubdomain, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { secretExpression, sizeExpression } from '../core/expressions';
import { checkImage } from '../core/image';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { NetworkPeer } from '../network/network-peer';
import { createNetworkPolicy, type NetworkPolicyOptions, networkPolicyOptions } from '../network/network-policy';
import { ENABLE_SERVICE_LINKS, RESTRICTED_CONTAINER, RESTRICTED_POD } from '../pod/defaults';
import { checkResources, renderResources } from '../pod/pod-parts';
import { createObject } from '../synth/create-object';
import { labelsOf, selectorOf } from '../synth/labels';
import { manifestOf, type Wire } from '../synth/manifest-of';
import { scopeOf } from '../synth/new-construct';
import { REDIS_PORT, RedisAddress } from './redis-address';

/** Properties of a Redis. */
export interface RedisProps {
  /**
   * Name of all objects.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Image of the server.
   *
   * @default docker.io/library/redis:7.4-alpine
   */
  readonly image?: string;

  /**
   * Secret with the password, in the namespace of the Redis. It becomes part of a URL: use letters and digits.
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
   * Size of the volume for the data (append-only file).
   *
   * @default - none: the data is lost with the pod
   */
  readonly storage?: Size;

  /**
   * StorageClass of the volume.
   *
   * @default - the default StorageClass of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Requests and limits.
   *
   * @default - requests of 50m of CPU and 64Mi of memory, and a limit of 128Mi
   */
  readonly resources?: ContainerResources;

  /**
   * NetworkPolicy that admits the pods of the namespace and the peers of `from` to the port of the server, and denies the rest.
   *
   * @default false
   */
  readonly networkPolicy?: boolean | NetworkPolicyOptions;

  /**
   * Labels of all objects.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

const IMAGE = 'docker.io/library/redis:7.4-alpine';
/** User of the server in the image. */
const USER = 999;
const DATA = '/data';

/**
 * A Redis server for demos and tests: a Deployment of one replica and its Service. For data that must not be lost use a Redis operator
 * or a cloud service, and pass RedisAddress.external().
 *
 * @example
 * const redis = new Redis(chart, 'redis', { storage: Size.gibibytes(1) });
 * const stores = { REDIS_ADDRESS: redis.address };
 */
export class Redis extends Construct {
  /** Name of the Deployment and the Service. */
  public readonly name: string;

  /** Address for the `stores` of an app. */
  public readonly address: RedisAddress;

  /** The Deployment. */
  public readonly deployment: ApiObject;

  /** The Service. */
  public readonly service: ApiObject;

  /** The PersistentVolumeClaim, with `storage`. */
  public readonly volumeClaim?: ApiObject;

  /** The NetworkPolicy, with `networkPolicy`. */
  public readonly networkPolicy?: ApiObject;

  constructor(scope: Construct, id: string, props: RedisProps = {}) {
    super(scopeOf('Redis', scope, id), id);
    checkProps(this, '', 'RedisProps', props);
    this.name = props.name ?? id;
    this.check(props);
    const podLabels = selectorOf(this.name);
    const labels = labelsOf(podLabels, props.labels);
    if (props.storage) this.volumeClaim = this.createVolumeClaim(labels, props.storage, props.storageClassName);
    this.deployment = this.createDeployment(labels, podLabels, props);
    if (this.volumeClaim) this.deployment.addDependency(this.volumeClaim);
    this.service = this.createService(labels, podLabels);
    const options = networkPolicyOptions(this, props.networkPolicy);
    if (options) {
      const traffic = { podLabels, port: REDIS_PORT, from: [NetworkPeer.pods({})], to: [] };
      this.networkPolicy = createNetworkPolicy(this, this.name, labels, traffic, options);
    }
    const { namespace } = Chart.of(this);
    const { password, passwordKey } = props;
    this.address = RedisAddress._of(
      { host: namespace ? `${this.name}.${namespace}` : this.name, password, passwordKey },
      { namespace, podLabels, objects: [this.deployment, this.service] },
    );
  }

  private check(props: RedisProps): void {
    const { image, password, passwordKey, storage, storageClassName } = props;
    checkName(this, 'name', this.name);
    if (image !== undefined) checkImage(this, 'image', image);
    if (password !== undefined && typeof password?.name !== 'string')
      fail(this, `password (${show(password)}) must be a Secret: write ${secretExpression(password, 'Redis', 'redis')}`);
    if (passwordKey !== undefined) checkText(this, 'passwordKey', passwordKey);
    if (storage !== undefined && typeof storage?.toKibibytes !== 'function')
      fail(this, `storage (${show(storage)}) must be a Size: write ${sizeExpression(storage, 'Size.gibibytes(1)')}`);
    if (storageClassName !== undefined) checkSubdomain(this, 'storageClassName', storageClassName);
    if (storageClassName !== undefined && storage === undefined)
      fail(this, `storageClassName (${show(storageClassName)}) needs a volume: pass storage, or leave it out`);
    checkResources(this, 'resources', props.resources);
    checkObject(this, 'labels', props.labels);
  }

  private createVolumeClaim(labels: { [name: string]: string }, storage: Size, storageClassName?: string): ApiObject {
    const manifest = manifestOf<k8s.KubePersistentVolumeClaimProps>(PERSISTENT_VOLUME_CLAIM, {
      metadata: { name: this.name, labels },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName,
        resources: { requests: { storage: storage.asString() } },
      },
    });
    return createObject(this, 'VolumeClaim', manifest);
  }

  private createDeployment(labels: { [name: string]: string }, podLabels: { [name: string]: string }, props: RedisProps): ApiObject {
    const manifest = manifestOf<k8s.KubeDeploymentProps>(DEPLOYMENT, {
      metadata: { name: this.name, labels },
      spec: {
        replicas: 1,
        // the volume is writable by one pod at a time
        strategy: { type: 'Recreate' },
        selector: { matchLabels: podLabels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: ENABLE_SERVICE_LINKS,
            securityContext: { ...RESTRICTED_POD, runAsUser: USER, runAsGroup: USER, fsGroup: USER },
            containers: [
              {
                ...this.renderServer(props),
                ports: [{ name: 'redis', containerPort: REDIS_PORT }],
                readinessProbe: { tcpSocket: { port: 'redis' } },
                securityContext: { ...RESTRICTED_CONTAINER, readOnlyRootFilesystem: true },
              },
            ],
            volumes: [props.storage ? { name: 'data', persistentVolumeClaim: { claimName: this.name } } : { name: 'data', emptyDir: {} }],
          },
        },
      },
    });
    return createObject(this, 'Deployment', manifest);
  }

  private renderServer({ image = IMAGE, password, passwordKey = 'password', storage, resources }: RedisProps): Wire<k8s.Container> {
    const env = password && [{ name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: password.name, key: passwordKey } } }];
    return {
      name: 'redis',
      image,
      args: [
        ...(storage ? ['--appendonly', 'yes'] : ['--save', '', '--appendonly', 'no']),
        ...(password ? ['--requirepass', '$(REDIS_PASSWORD)'] : []),
      ],
      env,
      resources: resources ? renderResources(resources) : { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      volumeMounts: [{ name: 'data', mountPath: DATA }],
    };
  }

  private createService(labels: { [name: string]: string }, podLabels: { [name: string]: string }): ApiObject {
    const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, {
      metadata: { name: this.name, labels },
      spec: { selector: podLabels, ports: [{ name: 'redis', port: REDIS_PORT, targetPort: 'redis' }] },
    });
    return createObject(this, 'Service', manifest);
  }
}
