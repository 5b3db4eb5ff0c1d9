/**
 * A WasmEdge app that consumes a Kafka topic behind SASL and TLS. User name and password come from an existing Secret, for the
 * trigger and for the app.
 */
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { KafkaOffsetResetPolicy, KafkaSasl, TlsSwitch, Trigger, TriggerAuth, WasmApp, WasmRuntime } from 'cdk8s-wasm';

export function kafkaSasl(app: App): void {
  const chart = new Chart(app, 'kafka-sasl', { namespace: 'default' });
  const secret = Secret.fromSecretName(chart, 'credentials', 'kafka-credentials');
  const auth = TriggerAuth.fromSecret(chart, 'kafka-sasl-auth', { secret, parameters: { username: 'user', password: 'password' } });
  new WasmApp(chart, 'kafka-sasl', {
    image: 'ghcr.io/my-org/order-events:v1',
    runtime: WasmRuntime.WASMEDGE,
    env: { KAFKA_USER: secret.envValue('user'), KAFKA_PASSWORD: secret.envValue('password') },
    maxReplicas: 12,
    triggers: [
      Trigger.kafka(
        {
          // fully qualified names, since KEDA resolves them in its own namespace
          bootstrapServers: ['kafka-0.kafka.data.svc:9093', 'kafka-1.kafka.data.svc:9093'],
          consumerGroup: 'order-events',
          topic: 'orders',
          lagThreshold: 50,
          // as in the consumer: before its first commit, the messages that are retained count, and none in an empty topic
          offsetResetPolicy: KafkaOffsetResetPolicy.EARLIEST,
          sasl: KafkaSasl.SCRAM_SHA512,
          tls: TlsSwitch.ENABLE,
        },
        { auth },
      ),
    ],
  });
}

if (require.main === module) {
  const app = new App();
  kafkaSasl(app);
  app.synth();
}
