/** How long an ingress controller waits for the response of a Service, and the annotations that set it. */
export interface IngressController {
  /** IngressClass that its installation creates. */
  readonly className: string;
  /** Time that it waits as installed, in seconds. */
  readonly timeout: number;
  /** Annotations of an Ingress that set the time; the first one is that of the response. */
  readonly annotations: readonly string[];
  /** Format of their values: whole seconds, or a duration of Go. */
  readonly format: 'seconds' | 'duration';
  readonly link: string;
}

/**
 * The ingress controllers that give up after a time and have an annotation for it, by IngressClass. Traefik waits without limit; cloud load
 * balancers have a timeout of the load balancer, which no annotation of one Ingress should set.
 */
export const INGRESS_CONTROLLERS: readonly IngressController[] = [
  {
    className: 'contour',
    timeout: 15,
    annotations: ['projectcontour.io/response-timeout'],
    format: 'duration',
    link: 'https://projectcontour.io/docs/1.33/config/annotations/',
  },
  {
    className: 'nginx',
    timeout: 60,
    annotations: ['nginx.ingress.kubernetes.io/proxy-read-timeout', 'nginx.ingress.kubernetes.io/proxy-send-timeout'],
    format: 'seconds',
    link: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts',
  },
  {
    className: 'haproxy',
    timeout: 50,
    annotations: ['haproxy.org/timeout-server'],
    format: 'duration',
    link: 'https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md',
  },
];

/** Returns the ingress controller of an IngressClass, if it is one that gives up after a time. */
export function ingressControllerOf(className: string | undefined): IngressController | undefined {
  return INGRESS_CONTROLLERS.find((controller) => controller.className === className);
}
