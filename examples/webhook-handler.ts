/**
 * Path 2: a Spin app that is started by events. Zero replicas until Kafka has messages, or Prometheus counts requests.
 *
 * A trigger only measures the backlog; the app must consume the messages: Spin has triggers for HTTP, Redis, MQTT, SQS and
 * commands, but none for Kafka. At zero replicas only the edge counts requests: the query must not depend on the metrics of the
 * app alone.
 */
import { App, Chart, Duration } from 'cdk8s';
import { SpinAppScaled, Trigger } from 'cdk8s-wasm';

export function webhookHandler(app: App): void {
  const query = 'sum(rate(http_requests_total{app="webhook-handler"}[1m]))';
  new SpinAppScaled(new Chart(app, 'webhook-handler'), 'webhook-handler', {
    image: 'ghcr.io/myorg/webhook-handler:v1',
    minReplicas: 0,
    maxReplicas: 50,
    cooldown: Duration.seconds(30),
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
