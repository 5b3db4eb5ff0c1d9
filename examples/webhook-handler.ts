/**
 * Path 2: a Spin app that is started by events. Zero replicas until Kafka has messages, or Prometheus counts requests.
 *
 * A trigger only measures the backlog; the app must consume the messages: Spin has triggers for HTTP, Redis, MQTT, SQS and
 * commands, but none for Kafka. Until its consumers commit their first offset, each partition counts as one message, and the app runs. At
 * zero replicas only the edge counts requests: the query must not depend on the metrics of the app alone. This one is of Traefik, which has
 * to lead to the Service of the app. While Kafka is away the fallback keeps one replica; without it the app would not scale to zero.
 *
 * The limits are those of the article. The default has no CPU limit, with which every start from zero is faster.
 */
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { SpinAppScaled, Trigger } from 'cdk8s-wasm';

export function webhookHandler(app: App): void {
  const query = 'sum(rate(traefik_service_requests_total{service=~".*-webhook-handler-.*"}[1m]))';
  new SpinAppScaled(new Chart(app, 'webhook-handler'), 'webhook-handler', {
    image: 'ghcr.io/myorg/webhook-handler:v1',
    minReplicas: 0,
    maxReplicas: 50,
    cooldown: Duration.seconds(30),
    fallback: { failureThreshold: 3, replicas: 1 },
    resources: { cpu: { limit: Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) } },
    triggers: [
      Trigger.prometheus({ serverAddress: 'http://prometheus.monitoring:9090', query, threshold: 10 }),
      Trigger.kafka({ bootstrapServers: ['kafka.default:9092'], consumerGroup: 'webhook-handler', topic: 'events', lagThreshold: 5 }),
    ],
  });
}

if (require.main === module) {
  const app = new App();
  webhookHandler(app);
  app.synth();
}
