/** The app of path 1 in cdk8s-plus, with ApiObjects for the kinds of KEDA. */
const { ApiObject, App, Chart, JsonPatch, Size } = require('cdk8s');
const { Cpu, Deployment, Ingress, IngressBackend, Service } = require('cdk8s-plus-28');

// the Service of the HTTP add-on, which its chart installs
const interceptor = new Service(new Chart(new App(), 'http-add-on'), 'interceptor', {
  metadata: { name: 'keda-add-ons-http-interceptor-proxy' },
  ports: [{ port: 8080 }],
});

function makeApp(chart, { name, image, host }) {
  const labels = { 'app.kubernetes.io/name': name };
  const deployment = new Deployment(chart, `${name}-deployment`, {
    metadata: { name, labels },
    containers: [
      {
        name,
        image,
        command: ['/'],
        ports: [{ name: 'http', number: 3000 }],
        resources: {
          cpu: { request: Cpu.millis(100), limit: Cpu.millis(100) },
          memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
        },
        securityContext: { user: 65532 },
      },
    ],
  });
  // cdk8s-plus has no such prop
  ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/runtimeClassName', 'wasmtime-slight'));
  const service = deployment.exposeViaService({ name, ports: [{ name: 'http', port: 3000, targetPort: 3000 }] });
  new ApiObject(chart, `${name}-route`, {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name, labels },
    spec: {
      rules: [{ hosts: [host] }],
      target: { service: service.name, port: 3000 },
      scalingMetric: { concurrency: { targetValue: 200 } },
    },
  });
  new ApiObject(chart, `${name}-scaler`, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, labels },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name },
      minReplicaCount: 0,
      maxReplicaCount: 10,
      triggers: [
        { type: 'external-push', metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: name } },
      ],
    },
  });
  new Ingress(chart, `${name}-ingress`, {
    metadata: { name, namespace: 'keda', labels },
    className: 'nginx',
    rules: [{ host, backend: IngressBackend.fromService(interceptor) }],
  });
}

module.exports = { makeApp };
