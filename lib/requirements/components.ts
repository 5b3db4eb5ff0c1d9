import { KNATIVE_NAMESPACE } from '../cluster/knative';
import type { Component } from '../cluster/supported-versions';
import type { Cluster } from '../rules/cluster';
import { KEDA_REPOSITORY, newestPatch, patchOf, spinOperatorCharts } from './releases';

/** The components of a cluster, in installation order. */
export type ComponentId =
  | 'kubernetes'
  | 'networkPolicies'
  | 'loadBalancer'
  | 'defaultStorage'
  | 'csiDriver'
  | 'metricsServer'
  | 'certManager'
  | 'runtimeClassManager'
  | 'gatewayApi'
  | 'gatewayController'
  | 'ingressController'
  | 'keda'
  | 'httpAddOn'
  | 'spinOperator'
  | 'knative'
  | 'knativeNetworking'
  | 'knativeHpa'
  | 'argoCd'
  | 'flux';

/** A component, and how it is installed. */
export interface ComponentFacts {
  readonly title: string;
  readonly link: string;
  /** The component of a platform that declares its version. */
  readonly of?: Component;
  /** Version to install, if a platform cannot declare one. */
  readonly version?: string;
  /** Namespace that its installation creates. */
  readonly namespace?: (cluster: Cluster) => string;
  /** Commands that install it. */
  readonly install?: (cluster: Cluster) => readonly string[];
  readonly note?: string;
}

/** The release of cert-manager that SpinKube's documentation installs. */
export const CERT_MANAGER_RELEASE = '1.20.0';

const GATEWAY_API = 'https://github.com/kubernetes-sigs/gateway-api/releases/download';
const KNATIVE = 'https://github.com/knative/serving/releases/download';
const KOURIER = 'https://github.com/knative-extensions/net-kourier/releases/download';

/**
 * All components. The commands are those of the projects' documentation, with the names that the defaults of this library expect;
 * none of them was run on a cluster.
 */
export const COMPONENTS: { readonly [id in ComponentId]: ComponentFacts } = {
  kubernetes: {
    title: 'Kubernetes',
    link: 'https://kubernetes.io/releases/',
  },
  networkPolicies: {
    title: 'a network plugin that enforces NetworkPolicy',
    link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites',
    note: 'without one, NetworkPolicies are accepted and have no effect; Calico, Cilium and, by default, k3s enforce them',
  },
  loadBalancer: {
    title: 'a load balancer implementation',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    note: 'cloud providers and k3s include one; kind needs cloud-provider-kind or MetalLB',
  },
  defaultStorage: {
    title: 'a default StorageClass',
    link: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass',
    note: 'without one, a PersistentVolumeClaim without a class stays pending; cloud providers, k3s and kind include one',
  },
  csiDriver: {
    title: 'a CSI driver',
    link: 'https://kubernetes-csi.github.io/docs/drivers.html',
  },
  metricsServer: {
    title: 'metrics-server',
    link: 'https://github.com/kubernetes-sigs/metrics-server',
    install: () => ['kubectl apply -f https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml'],
    note: 'many distributions include it',
  },
  certManager: {
    title: 'cert-manager',
    link: 'https://cert-manager.io/docs/installation/',
    version: CERT_MANAGER_RELEASE,
    namespace: () => 'cert-manager',
    install: () => [
      `kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v${CERT_MANAGER_RELEASE}/cert-manager.yaml`,
      'kubectl wait --for=condition=Available --timeout=5m -n cert-manager deployment/cert-manager-webhook',
    ],
  },
  runtimeClassManager: {
    title: 'runtime-class-manager',
    link: 'https://github.com/spinframework/runtime-class-manager',
    of: 'runtimeClassManager',
    note: 'runs a privileged Job on each node that a Shim selects, and restarts containerd there',
    namespace: () => 'runtime-class-manager',
    install: ({ runtimeClassManager }) => [
      'helm upgrade --install runtime-class-manager oci://ghcr.io/spinframework/charts/runtime-class-manager ' +
        `--version ${patchOf('runtimeClassManager', runtimeClassManager)} --namespace runtime-class-manager --create-namespace --wait`,
    ],
  },
  gatewayApi: {
    title: 'Gateway API',
    link: 'https://gateway-api.sigs.k8s.io/guides/getting-started/',
    of: 'gatewayApi',
    install: ({ gatewayApi, gatewayApiChannel }) => [
      `kubectl apply --server-side -f ${GATEWAY_API}/v${patchOf('gatewayApi', gatewayApi)}/${gatewayApiChannel}-install.yaml`,
    ],
    note: 'many Gateway controllers and managed clusters install the CRDs themselves',
  },
  gatewayController: {
    title: 'an implementation of the Gateway API',
    link: 'https://gateway-api.sigs.k8s.io/implementations/',
  },
  ingressController: {
    title: 'an ingress controller whose class is the default',
    link: 'https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/',
  },
  keda: {
    title: 'KEDA',
    link: 'https://keda.sh/docs/latest/deploy/',
    of: 'keda',
    namespace: () => 'keda',
    install: ({ keda }) => [
      KEDA_REPOSITORY,
      `helm upgrade --install keda kedacore/keda --version '${newestPatch(keda)}' --namespace keda --create-namespace --wait`,
    ],
  },
  httpAddOn: {
    title: 'KEDA HTTP add-on',
    link: 'https://keda.sh/http-add-on/latest/operations/installation/',
    of: 'httpAddOn',
    namespace: ({ interceptor }) => interceptor.namespace ?? 'keda',
    install: ({ httpAddOn, interceptor }) => [
      KEDA_REPOSITORY,
      `helm upgrade --install http-add-on kedacore/keda-add-ons-http --version '${newestPatch(httpAddOn)}' ` +
        `--namespace ${interceptor.namespace ?? 'keda'} --create-namespace --wait`,
    ],
  },
  spinOperator: {
    title: 'spin-operator',
    link: 'https://www.spinkube.dev/docs/install/installing-with-helm/',
    of: 'spinOperator',
    namespace: () => 'spin-operator',
    install: ({ spinOperator }) => {
      const release = patchOf('spinOperator', spinOperator);
      return [
        `kubectl apply -f https://github.com/spinframework/spin-operator/releases/download/v${release}/spin-operator.crds.yaml`,
        `helm upgrade --install spin-operator ${spinOperatorCharts(spinOperator)}/spin-operator ` +
          `--version ${release} --namespace spin-operator --create-namespace --wait`,
      ];
    },
  },
  knative: {
    title: 'Knative Serving',
    link: 'https://knative.dev/docs/install/yaml-install/serving/install-serving-with-yaml/',
    of: 'knative',
    namespace: () => KNATIVE_NAMESPACE,
    install: ({ knative }) => [
      `kubectl apply -f ${KNATIVE}/knative-v${patchOf('knative', knative)}/serving-crds.yaml`,
      `kubectl apply -f ${KNATIVE}/knative-v${patchOf('knative', knative)}/serving-core.yaml`,
    ],
  },
  knativeNetworking: {
    title: 'a Knative networking layer',
    link: 'https://knative.dev/docs/serving/config-network-adapters/',
    install: ({ knative }) => [
      `kubectl apply -f ${KOURIER}/knative-v${patchOf('knative', knative)}/kourier.yaml`,
      patch('config-network', 'ingress-class', 'kourier.ingress.networking.knative.dev'),
    ],
    note: 'one of Kourier, Istio, Contour and the Gateway API; the commands install Kourier',
  },
  knativeHpa: {
    title: "Knative's HPA autoscaler",
    link: 'https://knative.dev/docs/serving/autoscaling/autoscaler-types/',
    install: ({ knative }) => [`kubectl apply -f ${KNATIVE}/knative-v${patchOf('knative', knative)}/serving-hpa.yaml`],
  },
  argoCd: {
    title: 'Argo CD',
    link: 'https://argo-cd.readthedocs.io/en/stable/getting_started/',
    namespace: () => 'argocd',
    install: () => [
      'kubectl create namespace argocd',
      'kubectl apply -n argocd --server-side --force-conflicts -f https://raw.githubusercontent.com/argoproj/argo-cd/stable/manifests/install.yaml',
    ],
  },
  flux: {
    title: 'Flux',
    link: 'https://fluxcd.io/flux/installation/',
    namespace: () => 'flux-system',
    install: () => ['flux install'],
  },
};

/** Returns the command that sets a key in one of Knative's ConfigMaps. */
export function patch(map: string, key: string, value: string): string {
  return `kubectl patch configmap/${map} -n ${KNATIVE_NAMESPACE} --type merge -p '${JSON.stringify({ data: { [key]: value } })}'`;
}
