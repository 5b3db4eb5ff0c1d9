import { derived } from '../../core/derived';
import type { Cluster } from '../../rules/cluster';
import { scalerOf } from '../../rules/http-add-on/scalers';
import { serviceReferencesOf } from '../../rules/http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, makesScaledObject } from '../../rules/http-add-on/upstream';
import { targetOf } from '../../rules/keda/target-reference';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import { kindOf, type Manifest, namespaceOf } from '../../rules/manifest';
import type { Manifests } from '../../rules/manifests';
import { backendsOf, WAYS_IN } from '../../rules/routing/backends';
import { aliased, interceptorOf, isInterceptor } from '../../rules/routing/interceptor';
import { rulesOf } from '../../rules/routing/route-rules';
import { mapOf, textOf } from '../../rules/values';
import { bounds } from '../notes';
import type { DrawContext, Part } from '../part';

/** Routes of the HTTP add-on: an InterceptorRoute, and the HTTPScaledObject, which scales its target, too. */
export const routes: Part = {
  kinds: [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT],
  draw(route, context) {
    const { drawing } = context;
    const { graph } = drawing;
    const node = drawing.object(route);
    const namespace = namespaceOf(route);
    if (!isReached(context.manifests)(context.cluster)) {
      graph.edge(drawing.client(), drawing.interceptor(), { labels: ['no Ingress or HTTPRoute among these manifests'], isMissing: true });
    }
    const hosts = rulesOf(route).flatMap((rule) => rule.hosts.map(({ value }) => value));
    graph.edge(drawing.interceptor(), node, { labels: hosts });
    const [target, fallback] = serviceReferencesOf(route);
    if (textOf(target.name)) graph.edge(node, drawing.service(namespace, target.name));
    if (textOf(fallback.name)) graph.edge(node, drawing.service(namespace, fallback.name), { labels: ['while the target starts'] });
    if (kindOf(route) === HTTP_SCALED_OBJECT) scale(route, context);
    if (kindOf(route) === INTERCEPTOR_ROUTE && !scalerOf(context.manifests, INTERCEPTOR_ROUTE, route)) {
      const scaler = drawing.missing(SCALED_OBJECT, namespace, 'a trigger for this route');
      graph.edge(node, scaler, { flow: 'metric', labels: ['requests'] });
    }
  },
};

/** Draws what the ScaledObject does that the add-on makes of an HTTPScaledObject. */
function scale(route: Manifest, { drawing, cluster }: DrawContext): void {
  const target = targetOf(route);
  if (!target || !makesScaledObject(route, cluster)) return;
  const { min, max } = mapOf(mapOf(route.spec).replicas);
  const labels = [`scales ${bounds(min, max)}`];
  drawing.graph.edge(drawing.object(route), drawing.target(target.groupKind, namespaceOf(route), target.name), { flow: 'scale', labels });
}

/** Whether something among the manifests leads to the interceptor. */
const isReached = derived((manifests: Manifests) =>
  derived((cluster: Cluster): boolean => {
    const interceptor = interceptorOf(cluster);
    const isAlias = (service: Manifest) => {
      const target = aliased(service);
      return target?.service === interceptor.service && (target.namespace ?? namespaceOf(service)) === interceptor.namespace;
    };
    const leadsThere = (object: Manifest) => backendsOf(object).some((backend) => isInterceptor(backend, manifests, cluster));
    return manifests.ofKind('Service').some(isAlias) || WAYS_IN.some((kind) => manifests.ofKind(kind).some(leadsThere));
  }),
);
