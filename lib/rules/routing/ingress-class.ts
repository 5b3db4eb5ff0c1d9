import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { mapOf, show, textOf } from '../values';
import { backendsOf, INGRESS } from './backends';
import { aliased, interceptorOf } from './interceptor';

/** A controller of Ingresses that sends requests to the pods or nodes behind a Service, and finds none behind an ExternalName. */
interface Controller {
  readonly title: string;
  readonly classes: readonly string[];
  /** Names that IngressClasses give to it. */
  readonly controllers: readonly string[];
  /** Prefix of its annotations. */
  readonly annotations?: string;
}

const CONTROLLERS: readonly Controller[] = [
  {
    title: 'the AWS load balancer controller',
    classes: ['alb'],
    controllers: ['ingress.k8s.aws/alb', 'eks.amazonaws.com/alb'],
    annotations: 'alb.ingress.kubernetes.io/',
  },
  { title: "GKE's Ingress controller", classes: ['gce', 'gce-internal'], controllers: [] },
];

export const ingressExternalName: Rule = {
  id: 'routing/ingress-external-name',
  severity: 'warning',
  title: 'An Ingress of a cloud load balancer leads to Services with pods, not to an ExternalName',
  rationale: 'A cloud load balancer sends requests to pods or nodes, and there are none behind an ExternalName.',
  link: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3978',
  kinds: [INGRESS],
  check(object, { manifests, cluster, report }) {
    const controller = controllerOf(object, manifests);
    if (!controller) return;
    const interceptor = interceptorOf(cluster);
    for (const { service, namespace, at } of backendsOf(object)) {
      const backend = manifests.find('Service', namespace, service);
      if (mapOf(backend?.spec).type !== 'ExternalName') continue;
      report({
        path: at,
        message: `name (${show(service)}) is an ExternalName, behind which ${controller.title} finds no pods: requests get 503`,
        fix:
          aliased(backend!)?.service === interceptor.service
            ? `write ${interceptor.service}, port ${interceptor.port}, into an Ingress of namespace ${interceptor.namespace}`
            : `name a Service with pods in namespace ${namespaceOf(object)}`,
      });
    }
  },
};

/** The controller of an Ingress that cannot follow an ExternalName: by its class, the annotation of it, or annotations of its own. */
function controllerOf({ spec, metadata }: Manifest, manifests: Manifests): Controller | undefined {
  const annotations = mapOf(metadata.annotations);
  const name = textOf(mapOf(spec).ingressClassName) ?? textOf(annotations['kubernetes.io/ingress.class']);
  if (name === undefined) {
    return CONTROLLERS.find(({ annotations: prefix }) => prefix && Object.keys(annotations).some((key) => key.startsWith(prefix)));
  }
  const written = manifests.named('networking.k8s.io/IngressClass', name)[0];
  const by = textOf(mapOf(written?.spec).controller);
  return CONTROLLERS.find(({ classes, controllers }) => (by === undefined ? classes.includes(name) : controllers.includes(by)));
}
