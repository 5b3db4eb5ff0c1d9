/**
 * A Wasm worker without a port, on a queue: zero replicas until SQS has messages. No manifest has a credential. KEDA's service account assumes
 * the IAM role that may read the length of the queue (pod identity; the role must trust it). The service account of the worker, which the
 * platform team creates, assumes a role that may receive and delete messages.
 */
import { App, Chart, Duration } from 'cdk8s';
import { PodIdentity, ScalingPolicy, Trigger, TriggerAuth, WasmApp, WasmRuntime } from 'cdk8s-wasm';

export function queueWorker(app: App): void {
  const chart = new Chart(app, 'queue-worker', { namespace: 'default' });
  const auth = new TriggerAuth(chart, 'queue-worker-aws', {
    podIdentity: PodIdentity.aws({ roleArn: 'arn:aws:iam::111122223333:role/queue-reader' }),
  });
  new WasmApp(chart, 'queue-worker', {
    image: 'ghcr.io/my-org/queue-worker:v1',
    runtime: WasmRuntime.WASMEDGE,
    serviceAccountName: 'queue-worker',
    maxReplicas: 20,
    cooldown: Duration.minutes(2),
    scaleDown: { stabilizationWindow: Duration.minutes(1), policies: [ScalingPolicy.percent(50, Duration.seconds(30))] },
    triggers: [
      Trigger.awsSqsQueue(
        { queueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/orders', queueLength: 10, awsRegion: 'eu-central-1' },
        { auth },
      ),
    ],
  });
}

if (require.main === module) {
  const app = new App();
  queueWorker(app);
  app.synth();
}
