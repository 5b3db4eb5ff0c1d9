import { parseAllDocuments } from 'yaml';
import { appsOf } from '../../lib/doctor/apps';
import { DIAGNOSES } from '../../lib/doctor/diagnoses';
import type { Patient } from '../../lib/doctor/diagnosis';
import { READ_KINDS } from '../../lib/doctor/kinds';
import type { Resource, Snapshot } from '../../lib/doctor/snapshot';
import { clusterFor } from '../../lib/doctor/versions';
import { ClusterView } from '../../lib/doctor/view';
import type { Declaration } from '../../lib/rules/declared';
import type { Manifest } from '../../lib/rules/manifest';

const CLUSTER_SCOPED =
  /^(Namespace|Node|RuntimeClass|IngressClass|GatewayClass|StorageClass|CSIDriver|CustomResourceDefinition|APIService|Cluster.*|Shim|.*WebhookConfiguration)$/;

/** What a server serves that has every kind. */
export const SERVED: Snapshot['served'] = [
  ...READ_KINDS,
  { group: '', kind: 'ConfigMap', versions: ['v1'] },
  { group: '', kind: 'Secret', versions: ['v1'] },
].reduce((served: { [groupVersion: string]: Resource[] }, { group, kind, versions }) => {
  for (const version of versions) {
    const lower = kind.toLowerCase();
    const name = /(s|x|ch|sh)$/.test(lower) ? `${lower}es` : lower.endsWith('cy') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
    const groupVersion = group ? `${group}/${version}` : version;
    served[groupVersion] ??= [];
    served[groupVersion].push({ kind, name, namespaced: !CLUSTER_SCOPED.test(kind) });
  }
  return served;
}, {});

export function objectsOf(text: string): Manifest[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter(Boolean);
}

/** A snapshot of a cluster with these objects. */
export function snapshotOf(text: string, more: Partial<Snapshot> = {}): Snapshot {
  return {
    server: 'https://cluster',
    kubernetes: 'v1.37.2',
    at: '2026-01-01T00:00:00Z',
    objects: objectsOf(text),
    served: SERVED,
    unread: [],
    ...more,
  };
}

export function patientOf(
  snapshot: Snapshot,
  { declared = {}, manifests = [] }: { declared?: Declaration; manifests?: readonly Manifest[] } = {},
): Patient {
  const view = new ClusterView(snapshot);
  return { view, apps: appsOf(view), cluster: clusterFor(view, declared), declared, manifests, hasFiles: manifests.length > 0 };
}

/** Runs one diagnosis on a cluster with these objects: what is seen on which object, with the first remedy. */
export function signsOf(
  id: string,
  text: string,
  more: Partial<Snapshot> & { declared?: Declaration; manifests?: readonly Manifest[] } = {},
) {
  const diagnosis = DIAGNOSES.find((each) => each.id === id);
  if (!diagnosis) throw new Error(`no diagnosis ${id}`);
  const { declared, manifests, ...snapshot } = more;
  return [...diagnosis.find(patientOf(snapshotOf(text, snapshot), { declared, manifests }))].map(({ about, seen, remedy, severity }) => ({
    about,
    seen,
    remedy: remedy[0],
    ...(severity && severity !== diagnosis.severity && { severity }),
  }));
}

/** A Wasm app that is well: Deployment, ReplicaSet and ready Pod, Service and endpoints, ScaledObject and HPA, RuntimeClass and node. */
export const WELL = `
apiVersion: v1
kind: Node
metadata: { name: one, labels: { spin: 'true' } }
status: { conditions: [{ type: Ready, status: 'True' }], runtimeHandlers: [{ name: '' }, { name: runc }, { name: spin-v2 }] }
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: wasmtime-spin-v2 }
handler: spin-v2
scheduling: { nodeSelector: { spin: 'true' } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { runtimeClassName: wasmtime-spin-v2, containers: [{ name: web, image: web:1 }] }
status: { replicas: 1, readyReplicas: 1, availableReplicas: 1 }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: shop, ownerReferences: [{ kind: Deployment, name: web, controller: true }] }
spec: { replicas: 1 }
status: { replicas: 1 }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1-a, namespace: shop, labels: { app: web }, creationTimestamp: '2026-01-01T00:00:00Z' }
spec: { runtimeClassName: wasmtime-spin-v2, nodeName: one, containers: [{ name: web, image: web:1 }] }
status:
  conditions: [{ type: PodScheduled, status: 'True' }, { type: Ready, status: 'True', lastTransitionTime: '2026-01-01T00:00:30Z' }]
  containerStatuses: [{ name: web, ready: true, restartCount: 0, state: { running: {} } }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-x, namespace: shop, labels: { kubernetes.io/service-name: web } }
endpoints: [{ addresses: [10.0.0.1], conditions: { ready: true } }]
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { name: web }
  triggers:
    - type: external-push
      metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: web }
status: { conditions: [{ type: Ready, status: 'True', reason: ScaledObjectReady }, { type: Fallback, status: 'False' }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: keda-hpa-web, namespace: shop, ownerReferences: [{ kind: ScaledObject, name: web, controller: true }] }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 6 }
status: { conditions: [{ type: ScalingActive, status: 'False', reason: ScalingDisabled }, { type: AbleToScale, status: 'True' }] }
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: web, namespace: shop }
spec: { target: { service: web, port: 80 }, rules: [{ hosts: [web.example.com] }] }
status: { conditions: [{ type: Ready, status: 'True' }] }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: keda }
spec:
  ingressClassName: traefik
  rules:
    - host: web.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: keda-add-ons-http-interceptor-proxy, port: { number: 8080 } } } }] }
status: { loadBalancer: { ingress: [{ ip: 10.1.1.1 }] } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
status: { conditions: [{ type: Accepted, status: 'True' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: infra }
spec: { gatewayClassName: envoy }
status: { addresses: [{ value: 10.1.1.2 }], conditions: [{ type: Accepted, status: 'True' }, { type: Programmed, status: 'True' }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: infra }]
  hostnames: [web.example.com]
  rules: [{ backendRefs: [{ name: keda-add-ons-http-interceptor-proxy, namespace: keda, port: 8080 }] }]
status:
  parents: [{ parentRef: { name: public, namespace: infra }, conditions: [{ type: Accepted, status: 'True' }, { type: ResolvedRefs, status: 'True' }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: shop, namespace: keda }
spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: '', kind: Service }] }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.external.metrics.k8s.io }
spec: { service: { name: keda-metrics-apiserver, namespace: keda } }
status: { conditions: [{ type: Available, status: 'True' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: keda-operator, namespace: keda }
spec: { replicas: 1, template: { spec: { containers: [{ image: 'ghcr.io/kedacore/keda:2.21.0' }] } } }
status: { availableReplicas: 1 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: keda-add-ons-http-interceptor, namespace: keda }
spec:
  replicas: 1
  template: { spec: { containers: [{ image: 'ghcr.io/kedacore/http-add-on-interceptor:0.16.0', env: [{ name: KEDA_HTTP_READINESS_TIMEOUT, value: 1m }] }] } }
status: { availableReplicas: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: keda-add-ons-http-interceptor-proxy, namespace: keda }
spec: { selector: { app: interceptor }, ports: [{ name: proxy, port: 8080 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: interceptor-x, namespace: keda, labels: { kubernetes.io/service-name: keda-add-ons-http-interceptor-proxy } }
endpoints: [{ addresses: [10.0.0.2], conditions: { ready: true } }]
---
apiVersion: v1
kind: Service
metadata: { name: keda-add-ons-http-external-scaler, namespace: keda }
spec: { selector: { app: scaler }, ports: [{ name: grpc, port: 9090 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: scaler-x, namespace: keda, labels: { kubernetes.io/service-name: keda-add-ons-http-external-scaler } }
endpoints: [{ addresses: [10.0.0.3], conditions: { ready: true } }]
`;

type Change = (object: Manifest & { [field: string]: unknown }) => void;

/** The objects of WELL, changed: by `Kind name`; a change of `null` removes the object. Further objects are added. */
export function changed(changes: { readonly [object: string]: Change | null }, more = ''): Manifest[] {
  const objects = objectsOf(WELL);
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const left = objects.filter((object, index) => {
    const change = changes[names[index]];
    change?.(object as never);
    return change !== null;
  });
  for (const name of Object.keys(changes)) if (!names.includes(name)) throw new Error(`WELL has no ${name}`);
  return [...left, ...objectsOf(more)];
}

/** A warning of a controller about an object. */
export function event(kind: string, name: string, reason: string, message: string, namespace = 'shop'): string {
  return `---\n${JSON.stringify({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}-${reason}`.toLowerCase(), namespace },
    involvedObject: { kind, namespace, name },
    type: 'Warning',
    reason,
    message,
    lastTimestamp: '2026-01-01T00:00:00Z',
  })}\n`;
}
