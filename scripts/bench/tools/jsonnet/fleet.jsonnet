// Called with --tla-code-file fleet=fleet.json, a table of apps.
local app(name, image, host) = {
  local labels = { 'app.kubernetes.io/name': name },
  local metadata = { name: name, namespace: 'team', labels: labels },

  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata,
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          runtimeClassName: 'wasmtime-slight',
          securityContext: { runAsGroup: 65532, runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: name,
              image: image,
              command: ['/'],
              ports: [{ name: 'http', containerPort: 3000 }],
              resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  },
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata,
    spec: { selector: labels, ports: [{ name: 'http', port: 3000, targetPort: 'http' }] },
  },
  route: {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: metadata,
    spec: {
      rules: [{ hosts: [host] }],
      target: { service: name, port: 3000 },
      scalingMetric: { concurrency: { targetValue: 200 } },
    },
  },
  scaler: {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: name },
      minReplicaCount: 0,
      maxReplicaCount: 10,
      triggers: [
        {
          type: 'external-push',
          metadata: {
            scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
            interceptorRoute: name,
            scalingMetric: '{"concurrency":{"targetValue":200}}',
          },
        },
      ],
    },
  },
  ingress: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata { namespace: 'keda' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'keda-add-ons-http-interceptor-proxy', port: { number: 8080 } } },
              },
            ],
          },
        },
      ],
    },
  },
};

function(fleet)
  std.flatMap(function(each) std.objectValues(app(each.name, each.image, each.host)), fleet.apps)
