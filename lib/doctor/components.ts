import { KNATIVE_NAMESPACE } from '../cluster/knative';
import { COMPONENTS, type ComponentId } from '../requirements/components';
import { podTemplateOf } from '../rules/kubernetes/pod-template';
import { type Manifest, namespaceOf } from '../rules/manifest';
import { listOf, mapOf, textOf } from '../rules/values';
import { type ClusterView, refOf } from './view';

/** A component that runs on the cluster. */
export interface FoundComponent {
  readonly id: ComponentId;
  /** Release, where it could be told: `2.21.0`. */
  readonly version?: string;
  /** Where it was seen: `Deployment keda/keda-operator`. */
  readonly seenAt: string;
  /** Its Deployment. */
  readonly workload?: Manifest;
}

/** How a component is recognized: by the Deployment of its controller, by name or by image. */
interface Recognition {
  readonly name: RegExp;
  readonly image: RegExp;
  readonly namespace?: string;
}

const RECOGNIZED: { readonly [id in ComponentId]?: Recognition } = {
  keda: { name: /^keda-operator$/, image: /kedacore\/keda[:@]/ },
  httpAddOn: { name: /-http-interceptor$/, image: /http-add-on[-/]interceptor[:@]/ },
  spinOperator: { name: /^spin-operator-controller-manager$/, image: /\/spin-operator[:@]/ },
  runtimeClassManager: { name: /^(rcm|runtime-class-manager)(-controller-manager)?$/, image: /\/runtime-class-manager[:@]/ },
  knative: { name: /^activator$/, image: /knative\.dev\/serving\/cmd\/activator[:@]/, namespace: KNATIVE_NAMESPACE },
  knativeHpa: { name: /^autoscaler-hpa$/, image: /knative\.dev\/serving\/cmd\/autoscaler-hpa[:@]/, namespace: KNATIVE_NAMESPACE },
  knativeNetworking: { name: /^(net-\w+-controller|3scale-kourier-\w+)$/, image: /knative\.dev\/net-[\w-]+\/cmd/ },
  certManager: { name: /^cert-manager$/, image: /cert-manager-controller[:@]/ },
  metricsServer: { name: /^metrics-server$/, image: /\/metrics-server[:@]/ },
  argoCd: { name: /^argocd-(server|repo-server)$/, image: /argoproj\/argocd[:@]/ },
  flux: { name: /^kustomize-controller$/, image: /fluxcd\/kustomize-controller[:@]/ },
};

/** Returns the components of a cluster whose controllers were seen. */
export function componentsOf(view: ClusterView): readonly FoundComponent[] {
  const found: FoundComponent[] = [{ id: 'kubernetes', version: releaseIn(view.snapshot.kubernetes), seenAt: '/version' }];
  for (const id of Object.keys(COMPONENTS) as ComponentId[]) {
    const recognition = RECOGNIZED[id];
    const workload = recognition && view.ofKind('apps/Deployment').find((each) => isRecognized(each, recognition));
    if (workload) found.push({ id, version: versionOf(workload), seenAt: refOf(workload), workload });
  }
  const gatewayApi = view
    .ofKind('apiextensions.k8s.io/CustomResourceDefinition')
    .find(({ metadata }) => bundleOf(metadata, 'bundle-version'));
  if (gatewayApi)
    found.push({ id: 'gatewayApi', version: releaseIn(bundleOf(gatewayApi.metadata, 'bundle-version')), seenAt: refOf(gatewayApi) });
  return found;
}

/** Channel of the Gateway API whose CRDs are installed: `experimental` where one of them is. */
export function gatewayApiChannel(view: ClusterView): string | undefined {
  const channels = view
    .ofKind('apiextensions.k8s.io/CustomResourceDefinition')
    .flatMap(({ metadata }) => bundleOf(metadata, 'channel') ?? []);
  return channels.find((channel) => channel === 'experimental') ?? channels[0];
}

/** Release of the Spin shim, as the archive that a Shim installs says it: `0.25.1`. */
export function spinShimOf(view: ClusterView): { version: string; seenAt: string } | undefined {
  for (const shim of view.ofKind('runtime.spinkube.dev/Shim')) {
    const { anonHttp, platforms } = mapOf(mapOf(shim.spec).fetchStrategy);
    for (const { location } of [...listOf(platforms), anonHttp].map(mapOf)) {
      const release = /containerd-shim-spin\/releases\/download\/v(\d+\.\d+\.\d+)\//.exec(String(location));
      if (release) return { version: release[1], seenAt: refOf(shim) };
    }
  }
  return undefined;
}

/** Flags of Knative's ConfigMap config-features that are on although they are off as installed. */
export function knativeFeatures(view: ClusterView): readonly string[] {
  const features = view.find('ConfigMap', KNATIVE_NAMESPACE, 'config-features');
  return Object.entries(mapOf(features?.data)).flatMap(([flag, value]) =>
    !flag.startsWith('_') && /^(enabled|allowed)$/i.test(String(value)) ? [flag] : [],
  );
}

function isRecognized(workload: Manifest, { name, image, namespace }: Recognition): boolean {
  if (namespace !== undefined && namespaceOf(workload) !== namespace) return false;
  return name.test(workload.metadata.name) || imagesOf(workload).some((each) => image.test(each));
}

function imagesOf(workload: Manifest): readonly string[] {
  return listOf(mapOf(podTemplateOf(workload).spec).containers).flatMap(({ image }) => textOf(image) ?? []);
}

/** The release of a controller: the tag of its image, else its label. */
function versionOf(workload: Manifest): string | undefined {
  const tags = imagesOf(workload).map((image) => /:([^:/@]+)(@|$)/.exec(image)?.[1]);
  const labels = [workload.metadata.labels, podTemplateOf(workload).labels].map((each) => mapOf(each)['app.kubernetes.io/version']);
  return [...tags.slice(0, 1), ...labels].map(releaseIn).find((release) => release !== undefined);
}

/** Returns the release in a version such as `v1.37.2+k3s1`. */
function releaseIn(version: unknown): string | undefined {
  return /^(?:knative-)?v?(\d+\.\d+\.\d+)\b/.exec(String(version))?.[1];
}

function bundleOf({ annotations }: Manifest['metadata'], name: string): string | undefined {
  return textOf(mapOf(annotations)[`gateway.networking.k8s.io/${name}`]);
}
