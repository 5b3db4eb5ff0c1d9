/** KEDA: the operator, the server of external metrics, the admission webhooks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAMS } from '../../programs';
import type { Image } from '../image';
import { NODE_PROGRAMS } from '../programs';
import { type Component, kustomized, programImage, sourceDir } from './component';

const version = PROGRAMS.keda.version.slice(1);

/** A time zone, as the base image of upstream has all of them: KEDA 2.17 does not carry them itself. */
const UTC = '/usr/share/zoneinfo/Etc/UTC';

function operatorImage(): Image {
  const image = programImage(`ghcr.io/kedacore/keda:${version}`, NODE_PROGRAMS.kedaOperator, '/keda');
  return existsSync(UTC) ? { ...image, files: { ...image.files, [UTC]: UTC } } : image;
}

export const KEDA: Component = {
  name: 'keda',
  title: 'KEDA',
  version,
  images: {
    'ghcr.io/kedacore/keda:main': operatorImage,
    'ghcr.io/kedacore/keda-metrics-apiserver:main': () =>
      programImage(`ghcr.io/kedacore/keda-metrics-apiserver:${version}`, NODE_PROGRAMS.kedaMetricsServer, '/keda-adapter'),
    'ghcr.io/kedacore/keda-admission-webhooks:main': () =>
      programImage(`ghcr.io/kedacore/keda-admission-webhooks:${version}`, PROGRAMS.keda, '/keda-admission-webhooks'),
  },
  upstream: () => kustomized(join(sourceDir('keda', 'github.com/kedacore/keda/v2'), 'config', 'default')),
  workloads: ['keda/keda-operator', 'keda/keda-metrics-apiserver', 'keda/keda-admission'],
};
