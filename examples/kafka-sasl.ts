/** A Spin app on a Kafka topic behind SASL and TLS. User and password come from a Secret that somebody else manages. */
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { KafkaSasl, SpinAppScaled, TlsSwitch, Trigger, TriggerAuth } from 'cdk8s-wasm';

export function kafkaSasl(app: App): void {
  const chart = new Chart(app, 'kafka-sasl', { namespace: 'default' });
  const secret = Secret.fromSecretName(chart, 'credentials', 'kafka-credentials');
  const auth = TriggerAuth.fromSecret(chart, 'kafka-sasl-auth', { secret, parameters: { username: 'user', password: 'password' } });
  new SpinAppScaled(chart, 'kafka-sasl', {
    image: 'ghcr.io/my-org/order-events:v1',
    maxReplicas: 12,
    triggers: [
      Trigger.kafka(
        {
          bootstrapServers: ['kafka-0.kafka:9093', 'kafka-1.kafka:9093'],
          consumerGroup: 'order-events',
          topic: 'orders',
          lagThreshold: 50,
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
