import { DEFAULT_INTERCEPTOR } from '../../cluster/interceptor';
import { externalScaler, addressOf as schemeAddress } from '../../rules/http-add-on/address';
import { serviceReferencesOf } from '../../rules/http-add-on/service-reference';
import { INTERCEPTOR_ROUTE } from '../../rules/http-add-on/upstream';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import { podTemplateOf } from '../../rules/kubernetes/pod-template';
import { kindOf, type Manifest, namespaceOf } from '../../rules/manifest';
import { interceptorOf } from '../../rules/routing/interceptor';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Diagnosis, Patient } from '../diagnosis';
import { addressOf, interceptorServices } from '../interceptors';
import { seenComponent } from '../versions';
import { conditionsOf, refOf } from '../view';

function usesAddOn({ apps }: Patient): boolean {
  return apps.some(({ routes }) => routes.length > 0);
}

export const interceptorMissing: Diagnosis = {
  id: 'http-add-on/interceptor-missing',
  severity: 'error',
  title: 'the interceptor is not where the manifests expect it',
  why: 'Requests for an app at zero replicas wait in the interceptor of the HTTP add-on: Ingresses and routes lead to its Service by name and namespace.',
  *find(patient) {
    const { view, cluster } = patient;
    if (!usesAddOn(patient) || !view.isRead('Service')) return;
    const { service, namespace } = interceptorOf(cluster);
    if (view.find('Service', namespace, service)) return;
    const others = interceptorServices(view).map(addressOf);
    yield {
      about: `Service ${namespace}/${service}`,
      seen:
        others.length > 0
          ? `it does not exist; the cluster has ${others.join(', ')}`
          : 'it does not exist, and no other interceptor was found',
      remedy:
        others.length > 0
          ? [
              `declare it: Platform.target(app, { interceptor: { namespace: ${JSON.stringify(others[0].split('.')[1].split(':')[0])} } }), or pass --interceptor ${others[0]}`,
              'and apply the manifests again',
            ]
          : ['install the HTTP add-on: cdk8s-wasm requirements FILES lists the commands'],
    };
  },
};

export const interceptorAway: Diagnosis = {
  id: 'http-add-on/interceptor-away',
  severity: 'error',
  title: 'no interceptor is ready',
  why: 'Without a ready interceptor every request for the app fails, at zero replicas or not.',
  *find(patient) {
    const { view } = patient;
    if (!usesAddOn(patient)) return;
    for (const service of interceptorServices(view)) {
      if (view.readyEndpoints(service) !== 0) continue;
      const namespace = namespaceOf(service);
      yield {
        about: refOf(service),
        seen: 'none of its endpoints is ready',
        remedy: [`kubectl get pods -n ${namespace} -l app.kubernetes.io/part-of=keda`, `kubectl get events -n ${namespace}`],
      };
    }
  },
};

export const scalerMissing: Diagnosis = {
  id: 'http-add-on/scaler-missing',
  severity: 'error',
  title: "the add-on's scaler is not at the address of the trigger",
  why: "KEDA asks the add-on's external scaler for the number of requests: at another address it measures nothing, and the app stays at zero.",
  *find({ view, apps, cluster }) {
    if (!view.isRead('Service')) return;
    for (const scaler of apps.flatMap(({ scalers }) => scalers).filter((each) => kindOf(each) === SCALED_OBJECT)) {
      for (const { type, metadata } of listOf(mapOf(scaler.spec).triggers).map(mapOf)) {
        const { scalerAddress, interceptorRoute, httpScaledObject } = mapOf(metadata);
        if (!/^external/.test(type) || !(textOf(interceptorRoute) || textOf(httpScaledObject))) continue;
        const address = schemeAddress(textOf(scalerAddress), cluster);
        if (!address) continue;
        const service = view.find('Service', address.namespace, address.service);
        if (service && view.readyEndpoints(service) !== 0) continue;
        const others = view
          .ofKind('Service')
          .filter(({ metadata: { name } }) => name === DEFAULT_INTERCEPTOR.scaler)
          .map((each) => `${each.metadata.name}.${namespaceOf(each)}:${DEFAULT_INTERCEPTOR.scalerPort}`);
        yield {
          about: refOf(scaler),
          seen: `scalerAddress is ${scalerAddress}: ${service ? 'none of its endpoints is ready' : `Service ${address.namespace}/${address.service} does not exist`}`,
          remedy: service
            ? [`kubectl get pods -n ${address.namespace}`]
            : others.length > 0
              ? [`declare interceptor.scalerAddress of the platform: ${others.join(', ')}`]
              : [`install the HTTP add-on in namespace ${externalScaler(cluster).namespace}`],
        };
      }
    }
  },
};

export const routeWithoutScaler: Diagnosis = {
  id: 'http-add-on/route-without-scaler',
  severity: 'error',
  title: 'no ScaledObject wakes the app of the route',
  why: 'An InterceptorRoute only counts requests: a trigger of a ScaledObject that names it (interceptorRoute) scales the app.',
  *find({ view, apps }) {
    for (const { routes, scalers } of apps) {
      for (const route of routes.filter((each) => kindOf(each) === INTERCEPTOR_ROUTE)) {
        const namespace = namespaceOf(route);
        const isNamed = view
          .ofKind(SCALED_OBJECT)
          .filter((each) => namespaceOf(each) === namespace)
          .some(({ spec }) =>
            listOf(mapOf(spec).triggers).some((trigger) => mapOf(mapOf(trigger).metadata).interceptorRoute === route.metadata.name),
          );
        if (isNamed || !view.isRead(SCALED_OBJECT, namespace)) continue;
        yield {
          about: refOf(route),
          seen: `no ScaledObject of namespace ${namespace} has interceptorRoute: ${route.metadata.name}${scalers.length > 0 ? `; ${scalers.map(refOf).join(', ')} has other triggers` : ''}`,
          remedy: ['apply the ScaledObject of the app: HttpScaledWasm writes both'],
        };
      }
    }
  },
};

export const targetService: Diagnosis = {
  id: 'http-add-on/target-service',
  severity: 'error',
  title: 'the Service of the route does not exist',
  why: 'The interceptor forwards to the Service that the route names, and counts its endpoints as ready replicas.',
  *find({ view, apps }) {
    for (const route of apps.flatMap(({ routes }) => routes)) {
      const namespace = namespaceOf(route);
      const [{ name, holder }] = serviceReferencesOf(route);
      if (!textOf(name) || !view.isRead('Service', namespace)) continue;
      const service = view.find('Service', namespace, name);
      const ports = listOf(mapOf(service?.spec).ports).map(({ port }) => port);
      const { port } = mapOf(holder);
      if (service && (typeof port !== 'number' || ports.includes(port))) continue;
      yield {
        about: refOf(route),
        seen: service
          ? `port ${port} is not one of Service ${namespace}/${name}: ${ports.join(', ')}`
          : `Service ${namespace}/${name} does not exist`,
        remedy: [`kubectl get service -n ${namespace}`, 'apply the Service of the app, or correct the name and the port in the route'],
      };
    }
  },
};

export const routeNotReady: Diagnosis = {
  id: 'http-add-on/not-ready',
  severity: 'error',
  title: 'the add-on does not accept the route',
  why: "The add-on's operator creates the ScaledObject of an HTTPScaledObject, and says in the condition Ready why it does not.",
  *find({ apps }) {
    for (const route of apps.flatMap(({ routes }) => routes)) {
      const refused = conditionsOf(route).find(({ type, status }) => type === 'Ready' && status === 'False');
      if (!refused) continue;
      yield {
        about: refOf(route),
        seen: [refused.reason, refused.message].filter(Boolean).join(': '),
        remedy: [`kubectl describe ${route.kind.toLowerCase()} -n ${namespaceOf(route)} ${route.metadata.name}`],
      };
    }
  },
};

/** The variables that bound how long the interceptor waits, by release: the former ones win. */
const WAIT = ['KEDA_CONDITION_WAIT_TIMEOUT', 'KEDA_HTTP_READINESS_TIMEOUT', 'KEDA_HTTP_REQUEST_TIMEOUT'];

export const coldStart: Diagnosis = {
  id: 'http-add-on/cold-start',
  severity: 'warning',
  title: 'the app starts more slowly than the interceptor waits',
  why: 'A request that wakes the app waits in the interceptor until a pod is ready, or until a timeout answers it with an error.',
  *find({ view, apps }) {
    const interceptor = seenComponent(view, 'httpAddOn')?.workload;
    if (!interceptor) return;
    const variables = listOf(mapOf(podTemplateOf(interceptor).spec).containers).flatMap(({ env }) => listOf(env).map(mapOf));
    for (const { routes, pods } of apps) {
      for (const route of routes) {
        const own = mapOf(mapOf(route.spec).timeouts);
        const limits = [
          { from: `timeouts of ${refOf(route)}`, seconds: secondsOf(own.readiness ?? own.conditionWait ?? own.request) },
          ...WAIT.map((name) => ({
            from: `${name} of ${refOf(interceptor)}`,
            seconds: secondsOf(variables.find((each) => each.name === name)?.value),
          })),
        ];
        const limit = limits.find(({ seconds }) => seconds !== undefined && seconds > 0);
        const [slowest] = pods.flatMap((pod) => startOf(pod) ?? []).sort((a, b) => b - a);
        if (limit?.seconds === undefined || slowest === undefined || slowest <= limit.seconds) continue;
        yield {
          about: refOf(route),
          seen: `a pod took ${slowest} s to become ready, and the interceptor waits ${limit.seconds} s (${limit.from})`,
          remedy: [
            'raise the timeout, and that of the Ingress or Gateway in front of it',
            'start faster: ship the component as a Wasm layer, without a CPU limit, with a readiness probe only if it needs one',
          ],
        };
      }
    }
  },
};

/** Seconds of a duration of Go such as `20s`, `1m30s`, `500ms`. */
function secondsOf(duration: unknown): number | undefined {
  if (typeof duration !== 'string') return undefined;
  const units: { readonly [unit: string]: number } = { ms: 0.001, s: 1, m: 60, h: 3600 };
  const parts = [...duration.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)];
  return parts.length > 0 ? parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit], 0) : undefined;
}

/** Seconds from the creation of a pod until it was ready; nothing for a pod that is not, or was restarted. */
function startOf(pod: Manifest): number | undefined {
  const ready = listOf(mapOf(pod.status).conditions).find(({ type, status }) => type === 'Ready' && status === 'True');
  const restarts = listOf(mapOf(pod.status).containerStatuses).some(({ restartCount }) => restartCount > 0);
  const seconds = (Date.parse(ready?.lastTransitionTime) - Date.parse(pod.metadata.creationTimestamp)) / 1000;
  return restarts || !Number.isFinite(seconds) ? undefined : seconds;
}
