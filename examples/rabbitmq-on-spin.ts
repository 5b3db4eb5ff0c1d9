/**
 * A Spin app on a RabbitMQ queue. The address with user and password is one key of a Secret, which the trigger and the app both read.
 *
 * The trigger only measures the backlog; the app must consume the messages. Spin has no trigger for AMQP, so this app has a
 * `command` trigger that drains the queue and waits.
 */
import { App, Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { RabbitmqMode, SpinAppScaled, Trigger, TriggerAuth } from 'cdk8s-wasm';

export function rabbitmqOnSpin(app: App): void {
  const chart = new Chart(app, 'rabbitmq-on-spin', { namespace: 'default' });
  const secret = Secret.fromSecretName(chart, 'connection', 'rabbitmq-connection');
  const auth = TriggerAuth.fromSecret(chart, 'rabbitmq-on-spin-auth', { secret, parameters: { host: 'amqp-url' } });
  new SpinAppScaled(chart, 'rabbitmq-on-spin', {
    image: 'ghcr.io/my-org/mailer:v1',
    env: { rabbitmq_url: secret.envValue('amqp-url') },
    maxReplicas: 30,
    cooldown: Duration.seconds(60),
    triggers: [Trigger.rabbitmq({ queueName: 'mail', mode: RabbitmqMode.QUEUE_LENGTH, value: 20 }, { auth })],
  });
}

if (require.main === module) {
  const app = new App();
  rabbitmqOnSpin(app);
  app.synth();
}
