/** The fewest props of a Prometheus trigger. */
export const prometheus = { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: 10 };

/** Props of a Kafka trigger. */
export const kafka = { bootstrapServers: ['kafka:9092'], consumerGroup: 'orders', topic: 'orders' };

/** Props of a trigger that is active from 8 to 20 o'clock. */
export const office = { timezone: 'Europe/Vienna', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: 3 };
