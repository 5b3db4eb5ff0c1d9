/** Knative Serving. Its Routes need an ingress, which stands in `knative-ingress.ts`. */
import { join } from 'node:path';
import { PROGRAMS, type Program } from '../../programs';
import { INGRESS_CLASS } from '../knative-ingress';
import { NODE_PROGRAMS } from '../programs';
import { type Any, type Component, objectsOf, programImage, sourceDir } from './component';

/** Knative numbers its Go module otherwise than its releases: v0.51 is 1.24. */
export const knativeRelease = (version: string) => version.replace(/^v0\.(\d+)/, (_, minor) => `1.${Number(minor) - 27}`);

const version = knativeRelease(PROGRAMS.knative.version);
const image = (name: string) => `gcr.io/knative-releases/knative.dev/serving/cmd/${name}:v${version}`;
const made =
  (name: string, program: Program): Component['images'][string] =>
  () =>
    programImage(image(name), program, `/${name}`);

export const KNATIVE: Component = {
  name: 'knative',
  title: 'Knative Serving',
  version,
  images: {
    'ko://knative.dev/serving/cmd/controller': made('controller', NODE_PROGRAMS.knativeController),
    'ko://knative.dev/serving/cmd/autoscaler': made('autoscaler', NODE_PROGRAMS.knativeAutoscaler),
    'ko://knative.dev/serving/cmd/activator': made('activator', NODE_PROGRAMS.knativeActivator),
    'ko://knative.dev/serving/cmd/webhook': made('webhook', PROGRAMS.knative),
    'ko://knative.dev/serving/cmd/queue': made('queue', NODE_PROGRAMS.knativeQueue),
  },
  upstream: () => {
    const core = join(sourceDir('knative', 'knative.dev/serving'), 'config', 'core');
    const networking = join(sourceDir('knative', 'knative.dev/networking'), 'config');
    const caching = join(sourceDir('knative', 'knative.dev/caching'), 'config');
    const deployments = ['activator', 'autoscaler', 'controller', 'webhook'].map((name) => join(core, 'deployments', `${name}.yaml`));
    const objects = objectsOf(
      networking,
      caching,
      join(core, '100-namespace.yaml'),
      join(core, '200-serviceaccount.yaml'),
      join(core, '300-knativecertificate.yaml'),
      ...['200-roles', '300-resources', 'configmaps', 'webhooks'].map((folder) => join(core, folder)),
      ...deployments,
    );
    const key = ({ kind, metadata }: Any) => `${kind} ${metadata.namespace} ${metadata.name}`;
    return [...new Map(objects.map((object) => [key(object), object])).values()].map(configured);
  },
  workloads: ['activator', 'autoscaler', 'controller', 'webhook'].map((name) => `knative-serving/${name}`),
};

/** Knative's stable window and its grace period: 60 and 30 s by default. */
export const WINDOW = '6s';

/**
 * Settings of the cluster: the class of the ingress, the image of queue-proxy, no registry to ask for digests, and windows that are short, so that a test need
 * not wait a minute for zero. A tenth of the window, in which the autoscaler looks for a burst by default, would be less than the second in which it counts.
 *
 * There is no mesh. By default the activator guesses: a pod that becomes ready after its probe, and before that of its Service, stands for one. From then on
 * the requests of the revision go through its Service, whose connections stay with one pod (pkg/activator/net/revision_backends.go).
 */
const SETTINGS: { readonly [configMap: string]: { readonly [key: string]: string } } = {
  'config-network': { 'ingress-class': INGRESS_CLASS, 'mesh-compatibility-mode': 'disabled' },
  'config-deployment': {
    'queue-sidecar-image': image('queue'),
    'registries-skipping-tag-resolving': 'index.docker.io,docker.io,ghcr.io,registry.cn-hangzhou.aliyuncs.com',
  },
  'config-autoscaler': { 'stable-window': WINDOW, 'panic-window-percentage': '50.0', 'scale-to-zero-grace-period': WINDOW },
};

function configured(object: Any): Any {
  const settings = object.kind === 'ConfigMap' ? SETTINGS[object.metadata.name] : undefined;
  if (!settings) return object;
  object.data = { ...object.data, ...settings };
  // a checksum of the example, which the webhook compares
  delete object.metadata.annotations?.['knative.dev/example-checksum'];
  return object;
}
