/** KEDA: the operator, the server of external metrics, the admission webhooks. */
import { join } from 'node:path';
import { PROGRAMS } from '../../programs';
import { NODE_PROGRAMS } from '../programs';
import { type Component, kustomized, programImage, sourceDir } from './component';

const version = PROGRAMS.keda.version.slice(1);

export const KEDA: Component = {
  name: 'keda',
  title: 'KEDA',
  version,
  images: {
    'ghcr.io/kedacore/keda:main': () => programImage(`ghcr.io/kedacore/keda:${version}`, NODE_PROGRAMS.kedaOperator, '/keda'),
    'ghcr.io/kedacore/keda-metrics-apiserver:main': () =>
      programImage(`ghcr.io/kedacore/keda-metrics-apiserver:${version}`, NODE_PROGRAMS.kedaMetricsServer, '/keda-adapter'),
    'ghcr.io/kedacore/keda-admission-webhooks:main': () =>
      programImage(`ghcr.io/kedacore/keda-admission-webhooks:${version}`, PROGRAMS.keda, '/keda-admission-webhooks'),
  },
  upstream: () => kustomized(join(sourceDir('keda', 'github.com/kedacore/keda/v2'), 'config', 'default')),
  workloads: ['keda/keda-operator', 'keda/keda-metrics-apiserver', 'keda/keda-admission'],
};
