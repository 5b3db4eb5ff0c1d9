import { mapOf } from '../../rules/values';
import type { Change } from '../change';

export const kubernetesChanges: readonly Change[] = [
  {
    id: 'kubernetes/hpa-scale-to-zero',
    component: 'kubernetes',
    release: '1.37',
    what: 'an HPA takes minReplicas 0, and scales to zero by its external and object metrics',
    remedy: 'write minReplicas: 1 where one replica is to stay',
    link: 'https://github.com/kubernetes/website/pull/56290',
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    fields: ({ spec }) => (mapOf(spec).minReplicas === 0 ? ['spec.minReplicas'] : []),
  },
];
