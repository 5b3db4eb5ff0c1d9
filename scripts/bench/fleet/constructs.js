/** The apps of the three paths with the constructs of this library. */
const {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  KnativeMetric,
  KnativeWagiService,
  SpinAppScaled,
  Trigger,
  WasmRuntime,
} = require('../../../build/lib');

const makers = {
  1: (chart, { name, image, host }) =>
    new HttpScaledWasm(chart, name, {
      image,
      runtime: WasmRuntime.SLIGHT,
      hosts: [host],
      metrics: [HttpMetric.concurrency(200)],
      minReplicas: 0,
      maxReplicas: 10,
      exposure: Exposure.ingress({ className: 'nginx' }),
    }),
  2: (chart, { name, image }) =>
    new SpinAppScaled(chart, name, {
      image,
      minReplicas: 0,
      maxReplicas: 50,
      triggers: [Trigger.kafka({ bootstrapServers: ['kafka.default:9092'], consumerGroup: name, topic: 'events', lagThreshold: 5 })],
    }),
  3: (chart, { name, image }) =>
    new KnativeWagiService(chart, name, { image, metric: KnativeMetric.concurrency(10), minReplicas: 0, maxReplicas: 10 }),
};

module.exports = { makers };
