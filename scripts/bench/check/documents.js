/**
 * The manifests of a fleet of all three paths: four documents per app, 100 apps per namespace, and errors in every hundredth app.
 */
function documentsOf(apps) {
  const documents = [];
  for (let index = 0; index < apps; index++) {
    const name = `app-${index}`;
    const metadata = { name, namespace: `team-${Math.floor(index / 100)}`, labels: { 'app.kubernetes.io/name': name } };
    const labels = metadata.labels;
    const broken = index % 100 === 99;
    const path = index % 3;
    if (path === 2) {
      documents.push(
        {
          apiVersion: 'core.spinkube.dev/v1alpha1',
          kind: 'SpinApp',
          metadata,
          spec: { image: `ghcr.io/my-org/${name}:v1`, executor: `executor-${index}`, enableAutoscaling: true },
        },
        {
          apiVersion: 'core.spinkube.dev/v1alpha1',
          kind: 'SpinAppExecutor',
          metadata: { ...metadata, name: `executor-${index}` },
          spec: { createDeployment: true, deploymentConfig: { runtimeClassName: 'wasmtime-spin-v2' } },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'ScaledObject',
          metadata,
          spec: {
            scaleTargetRef: { name },
            minReplicaCount: broken ? 5 : 0,
            maxReplicaCount: 2,
            triggers: [
              {
                type: 'kafka',
                metadata: { bootstrapServers: 'kafka.default:9092', consumerGroup: name, topic: 'events', lagThreshold: '5' },
                authenticationRef: { name },
              },
            ],
          },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'TriggerAuthentication',
          metadata,
          spec: { secretTargetRef: [{ parameter: 'password', name: 'kafka', key: 'password' }] },
        },
      );
      continue;
    }
    documents.push(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              runtimeClassName: 'wasmtime-slight',
              containers: [{ name, image: `ghcr.io/my-org/${name}:v1`, command: ['/'], ports: [{ name: 'http', containerPort: 3000 }] }],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: broken ? 'web' : 'http' }] },
      },
      {
        apiVersion: 'http.keda.sh/v1beta1',
        kind: 'InterceptorRoute',
        metadata,
        spec: {
          rules: [{ hosts: [`${name}.example.com`] }],
          target: { service: name, port: 80 },
          scalingMetric: { concurrency: { targetValue: broken ? 0 : 100 } },
        },
      },
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata,
        spec: {
          scaleTargetRef: { name },
          minReplicaCount: 0,
          maxReplicaCount: 10,
          triggers: [
            { type: 'external-push', metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: name } },
          ],
        },
      },
    );
  }
  return documents;
}

module.exports = { documentsOf };
