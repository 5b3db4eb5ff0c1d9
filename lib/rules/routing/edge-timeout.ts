import { ingressControllerOf } from '../../cluster/ingress-controllers';
import { parseDuration } from '../../core/go';
import { INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { kindOf, type Manifest, type Value } from '../manifest';
import type { Rule } from '../rule';
import { at, elements, mapOf, show, textOf } from '../values';
import { backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { isInterceptor } from './interceptor';
import { normalHost } from './route-rules';
import { routesOf } from './routes';

/** The time after which the edge gives up, in seconds, and where it is written or would be. */
interface EdgeTimeout {
  readonly seconds: number;
  readonly at: string;
  /** What is seen there. */
  readonly seen: string;
  readonly fix: (seconds: number) => string;
}

export const edgeTimeout: Rule = {
  id: 'routing/edge-timeout',
  severity: 'warning',
  title: 'The edge waits as long as a route to the app does',
  rationale: 'An ingress controller or Gateway has a timeout of its own, and answers 504 while the interceptor still waits for the app.',
  link: 'https://projectcontour.io/docs/1.33/config/request-routing/#timeouts',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object, { manifests, cluster, report }) {
    const routes = routesOf(manifests);
    if (routes.isEmpty) return;
    const said = new Set<string>();
    for (const backend of backendsOf(object)) {
      const edge = edgeOf(object, backend.at);
      if (!edge || said.has(edge.at) || !isInterceptor(backend, manifests, cluster)) continue;
      for (const { value } of backend.hosts) {
        const rules = routes.naming(normalHost(value));
        const longest = rules.map(({ route }) => longestOf(route)).find((timeout) => timeout && timeout.seconds > edge.seconds);
        if (!longest) continue;
        said.add(edge.at);
        report({
          path: edge.at,
          message: `${edge.seen}, and ${longest.field} of the route of host ${value} is ${show(longest.value)}`,
          fix: `${edge.fix(longest.seconds)}, or lower ${longest.field} of the route`,
        });
        break;
      }
    }
  },
};

/** The timeout of a route that lasts longest: that of the request, or of the wait for a replica where the request has no limit. */
function longestOf(route: Manifest): { readonly seconds: number; readonly field: string; readonly value: Value } | undefined {
  const timeouts = mapOf(mapOf(route.spec).timeouts);
  const field = kindOf(route) === INTERCEPTOR_ROUTE ? (timeouts.request === undefined ? 'readiness' : 'request') : 'conditionWait';
  const value = timeouts[field];
  const seconds = typeof value === 'string' ? parseDuration(value) : undefined;
  return seconds === undefined ? undefined : { seconds, field: `timeouts.${field}`, value };
}

function edgeOf(object: Manifest, backendAt: string): EdgeTimeout | undefined {
  return kindOf(object) === INGRESS ? edgeOfIngress(object) : edgeOfRoute(object, backendAt);
}

function edgeOfIngress({ spec, metadata }: Manifest): EdgeTimeout | undefined {
  const annotations = mapOf(metadata.annotations);
  const name = textOf(mapOf(spec).ingressClassName) ?? textOf(annotations['kubernetes.io/ingress.class']);
  const controller = ingressControllerOf(name);
  if (!controller) return undefined;
  const [annotation] = controller.annotations;
  const written = annotations[annotation];
  const value = (seconds: number) => (controller.format === 'seconds' ? `${Math.ceil(seconds)}` : `${Math.ceil(seconds)}s`);
  const fix = (seconds: number) => `write ${controller.annotations.map((each) => `${each}: ${show(value(seconds))}`).join(' and ')}`;
  const path = at('metadata.annotations', annotation);
  if (written === undefined) {
    return { seconds: controller.timeout, at: path, seen: `the controller of class ${name} gives up after ${controller.timeout} s`, fix };
  }
  if (typeof written !== 'string') return undefined;
  const seconds = controller.format === 'seconds' ? (/^\d+$/.test(written) ? Number(written) : undefined) : parseDuration(written);
  // 0 stands for the default of the controller, other texts for no limit or for nothing
  if (!seconds) return undefined;
  return { seconds, at: path, seen: `the Ingress gives up after ${annotation} (${show(written)})`, fix };
}

/** The Gateway API has no default, so that only a timeout that is written counts; 0s is no limit. */
function edgeOfRoute({ spec }: Manifest, backendAt: string): EdgeTimeout | undefined {
  for (const [rule, ruleAt] of elements(mapOf(spec).rules, 'spec.rules')) {
    if (!backendAt.startsWith(`${ruleAt}.`)) continue;
    const { request } = mapOf(mapOf(rule).timeouts);
    const seconds = typeof request === 'string' ? parseDuration(request) : undefined;
    if (!seconds) return undefined;
    const fix = (longest: number) => `write timeouts.request: ${Math.ceil(longest)}s`;
    return { seconds, at: `${ruleAt}.timeouts.request`, seen: `the Gateway gives up after timeouts.request (${show(request)})`, fix };
  }
  return undefined;
}
