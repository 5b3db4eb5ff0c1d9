import { kindOf, type Manifest, namespaceOf } from '../../rules/manifest';
import { backendsOf, HTTP_ROUTE, INGRESS } from '../../rules/routing/backends';
import { aliased } from '../../rules/routing/interceptor';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { addressOf, interceptorServices } from '../interceptors';
import { type Condition, conditionOf, conditionsIn, refOf, told } from '../view';

function ways({ apps }: Patient, kind: string): readonly Manifest[] {
  return [...new Set(apps.flatMap(({ waysIn }) => waysIn))].filter((way) => kindOf(way) === kind);
}

/** The conditions of an HTTPRoute on each of its parents. */
function* parentConditions(route: Manifest): Generator<{ readonly parent: string; readonly condition: Condition }> {
  for (const { parentRef, conditions } of listOf(mapOf(route.status).parents).map(mapOf)) {
    const { name, namespace } = mapOf(parentRef);
    for (const condition of conditionsIn(conditions)) yield { parent: `Gateway ${namespace ?? namespaceOf(route)}/${name}`, condition };
  }
}

export const referenceGrant: Diagnosis = {
  id: 'routing/reference-grant',
  severity: 'error',
  title: 'no ReferenceGrant allows the HTTPRoute to lead to another namespace',
  why: "The Gateway API allows a reference to a Service of another namespace only where a ReferenceGrant of the Service's namespace says so; the route answers 500 until then.",
  *find(patient) {
    for (const route of ways(patient, HTTP_ROUTE)) {
      const denied = [...parentConditions(route)].find(({ condition }) => condition.reason === 'RefNotPermitted');
      if (!denied) continue;
      const targets = backendsOf(route).filter(({ namespace }) => namespace !== namespaceOf(route));
      const [first] = targets;
      yield {
        about: refOf(route),
        seen: `${denied.parent}: ${told(denied.condition)}`,
        remedy: [
          `kubectl get referencegrants -n ${first?.namespace ?? 'keda'}`,
          `apply a ReferenceGrant in namespace ${first?.namespace ?? 'of the Service'} from HTTPRoute in ${namespaceOf(route)} to Service ${first?.service ?? ''}: Exposure.gateway() writes it`.trim(),
        ],
      };
    }
  },
};

export const routeNotAccepted: Diagnosis = {
  id: 'routing/not-accepted',
  severity: 'error',
  title: 'the Gateway does not accept the HTTPRoute',
  why: 'A Gateway takes the routes that a listener admits by host, port and namespace (allowedRoutes), and whose backends exist.',
  *find(patient) {
    for (const route of ways(patient, HTTP_ROUTE)) {
      const { view } = patient;
      const parents = listOf(mapOf(route.status).parents);
      if (parents.length === 0) {
        const names = listOf(mapOf(route.spec).parentRefs).map(({ name, namespace }) => `${namespace ?? namespaceOf(route)}/${name}`);
        const missing = names.filter((each) => !view.find('gateway.networking.k8s.io/Gateway', each.split('/')[0], each.split('/')[1]));
        const isRead = view.isRead('gateway.networking.k8s.io/Gateway') && names.every((each) => view.isInScope(each.split('/')[0]));
        yield {
          about: refOf(route),
          seen: `no Gateway controller has looked at it${missing.length > 0 && isRead ? `: Gateway ${missing.join(', ')} does not exist` : ''}`,
          remedy: ['kubectl get gateways -A', 'install an implementation of the Gateway API, or correct the parents of Exposure.gateway()'],
        };
      }
      for (const { parent, condition } of parentConditions(route)) {
        if (
          condition.status !== 'False' ||
          !['Accepted', 'ResolvedRefs'].includes(condition.type) ||
          condition.reason === 'RefNotPermitted'
        )
          continue;
        yield {
          about: refOf(route),
          seen: `${parent}: ${condition.type} is False: ${told(condition)}`,
          remedy:
            condition.reason === 'NotAllowedByListeners'
              ? [`allow namespace ${namespaceOf(route)} in allowedRoutes of a listener of ${parent}`]
              : [`kubectl describe httproute -n ${namespaceOf(route)} ${route.metadata.name}`],
        };
      }
    }
  },
};

export const gateway: Diagnosis = {
  id: 'routing/gateway',
  severity: 'error',
  title: 'the Gateway serves no requests',
  why: 'The controller of the GatewayClass programs a Gateway and gives it an address, for which a cluster needs a load balancer.',
  *find(patient) {
    const { view } = patient;
    const names = new Set(
      ways(patient, HTTP_ROUTE).flatMap((route) =>
        listOf(mapOf(route.spec).parentRefs).map(({ name, namespace }) => `${namespace ?? namespaceOf(route)}/${name}`),
      ),
    );
    for (const each of view.ofKind('gateway.networking.k8s.io/Gateway')) {
      if (!names.has(`${namespaceOf(each)}/${each.metadata.name}`)) continue;
      const refused = ['Accepted', 'Programmed']
        .map((type) => conditionOf(each, type))
        .find((condition) => condition && condition.status !== 'True');
      const addresses = listOf(mapOf(each.status).addresses);
      if (!refused && addresses.length > 0) continue;
      const isClassKnown = view.manifests.named('gateway.networking.k8s.io/GatewayClass', mapOf(each.spec).gatewayClassName).length > 0;
      yield {
        about: refOf(each),
        seen: [
          refused ? `${refused.type} is ${refused.status}: ${told(refused)}` : '',
          addresses.length === 0 ? 'it has no address' : '',
          isClassKnown ? '' : `GatewayClass ${each.spec?.gatewayClassName} does not exist`,
        ]
          .filter(Boolean)
          .join('; '),
        remedy: [
          'kubectl get gatewayclasses',
          `kubectl describe gateway -n ${namespaceOf(each)} ${each.metadata.name}`,
          'without a load balancer, reach the Service of the Gateway by kubectl port-forward or a NodePort',
        ],
        // a controller that has programmed it serves it inside of the cluster
        severity: refused || conditionOf(each, 'Programmed')?.status !== 'True' ? 'error' : 'warning',
      };
    }
  },
};

const INGRESS_CLASS = 'networking.k8s.io/IngressClass';

export const ingressClass: Diagnosis = {
  id: 'routing/ingress-class',
  severity: 'error',
  title: 'no controller serves the Ingress',
  why: 'An Ingress is served by the controller of its class; without one it is stored and does nothing.',
  *find(patient) {
    const { view } = patient;
    if (!view.isRead(INGRESS_CLASS)) return;
    const classes = view.ofKind(INGRESS_CLASS);
    const known = classes.map(({ metadata }) => metadata.name);
    for (const ingress of ways(patient, INGRESS)) {
      const annotated = textOf(mapOf(ingress.metadata.annotations)['kubernetes.io/ingress.class']);
      const name = textOf(mapOf(ingress.spec).ingressClassName) ?? annotated;
      const hasAddress = listOf(mapOf(mapOf(ingress.status).loadBalancer).ingress).length > 0;
      if (hasAddress) continue;
      const isDefault = classes.some(
        ({ metadata }) => mapOf(metadata.annotations)['ingressclass.kubernetes.io/is-default-class'] === 'true',
      );
      const isMissing = name ? !known.includes(name) : !isDefault;
      yield {
        about: refOf(ingress),
        seen: isMissing
          ? `${name ? `IngressClass ${name} does not exist` : 'it names no class, and no IngressClass is the default'}: the cluster has ${known.length > 0 ? known.join(', ') : 'none'}`
          : `no controller has given it an address`,
        remedy: isMissing
          ? [
              'kubectl get ingressclass',
              'install the controller of that class, or name one of the cluster: className of Exposure.ingress()',
            ]
          : [
              `kubectl describe ingress -n ${namespaceOf(ingress)} ${ingress.metadata.name}`,
              `look at the pods of the controller of class ${name ?? '(default)'}`,
              'a controller without a load balancer writes no address, and may serve the Ingress all the same',
            ],
        severity: isMissing ? 'error' : 'warning',
      };
    }
  },
};

export const backendMissing: Diagnosis = {
  id: 'routing/backend-missing',
  severity: 'error',
  title: 'the Service behind an Ingress or an HTTPRoute does not exist',
  why: 'A request for a Service that does not exist is answered with an error by the Ingress or Gateway controller.',
  *find(patient) {
    const { view } = patient;
    if (!view.isRead('Service')) return;
    const interceptors = interceptorServices(view);
    for (const way of [INGRESS, HTTP_ROUTE].flatMap((kind) => ways(patient, kind))) {
      for (const { service, namespace } of backendsOf(way)) {
        const found = view.find('Service', namespace, service);
        const alias = found && aliased(found);
        const target = alias ? { service: alias.service, namespace: alias.namespace ?? namespace } : { service, namespace };
        if (found && (!alias || view.find('Service', target.namespace, target.service))) continue;
        const near = interceptors.filter(({ metadata }) => metadata.name === target.service).map(addressOf);
        yield {
          about: refOf(way),
          seen: `${alias ? `ExternalName ${namespace}/${service} leads to ` : ''}Service ${target.namespace}/${target.service}, which does not exist${near.length > 0 ? `: the interceptor is ${near.join(', ')}` : ''}`,
          remedy:
            near.length > 0
              ? [`declare it: --interceptor ${near[0]}, or interceptor of Platform.target(), and apply the manifests again`]
              : [`kubectl get service -n ${target.namespace}`],
        };
      }
    }
  },
};

export const noEndpoints: Diagnosis = {
  id: 'routing/no-endpoints',
  severity: 'error',
  title: 'the Service has no ready endpoints',
  why: 'The endpoints of a Service are the ready pods that its selector selects; at zero replicas there are none, and only the interceptor or the activator may be asked.',
  *find({ view, apps }) {
    for (const { services, pods, workload } of apps) {
      if (!workload || (mapOf(workload.spec).replicas ?? 1) === 0) continue;
      const ready = pods.filter((pod) => conditionOf(pod, 'Ready')?.status === 'True');
      for (const service of services) {
        // pods that are not ready have findings of their own
        if (view.readyEndpoints(service) !== 0 || ready.length === 0) continue;
        const selector = Object.entries(mapOf(mapOf(service.spec).selector)).map(([key, value]) => `${key}=${value}`);
        yield {
          about: refOf(service),
          seen: `${ready.length} pods of ${refOf(workload)} are ready, and none is an endpoint: the selector is ${selector.join(',') || 'empty'}`,
          remedy: [
            `kubectl get pods -n ${namespaceOf(service)} -l '${selector.join(',')}'`,
            'correct the selector of the Service, or the labels of the pods',
          ],
        };
      }
    }
  },
};
