/** One Redis without persistence, as a store for the examples. */
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { namespaceOf } from './namespace';

const PORT = 6379;
const NAME = 'redis-master';

export class RedisChart extends Chart {
  /** Where clients in the cluster find it. */
  public readonly address: string;

  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id, { namespace });
    const labels = { 'app.kubernetes.io/name': NAME };
    namespaceOf(this, namespace);
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: NAME, labels },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'redis',
                image: 'docker.io/library/redis:7.4-alpine',
                args: ['--save', '', '--appendonly', 'no'],
                ports: [{ name: 'redis', containerPort: PORT }],
                readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromString('redis') } },
                resources: {
                  requests: { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString('64Mi') },
                  limits: { memory: k8s.Quantity.fromString('128Mi') },
                },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
              },
            ],
          },
        },
      },
    });
    new k8s.KubeService(this, 'service', {
      metadata: { name: NAME, labels },
      spec: { selector: labels, ports: [{ name: 'redis', port: PORT, targetPort: k8s.IntOrString.fromString('redis') }] },
    });
    this.address = `redis://${NAME}.${namespace}:${PORT}`;
  }
}
