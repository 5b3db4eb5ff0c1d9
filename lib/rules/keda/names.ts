import { HPA_NAME_PREFIX, KEDA_NAME_MAX, SCALED_NAME_MAX } from '../../cluster/keda';
import { SINCE } from '../../cluster/releases';
import { derived, grouped } from '../../core/derived';
import { atLeast } from '../cluster';
import { kindOf, type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { show } from '../values';
import { scaledOf } from './scaled';
import { SCALED_JOB, SCALED_OBJECT, WEBHOOK } from './upstream';

const HPA_NAME = 'spec.advanced.horizontalPodAutoscalerConfig.name';

export const nameLength: Rule = {
  id: 'keda/name-length',
  severity: 'error',
  title: 'The name of a scaler fits into a label, and into the name of its HPA',
  rationale: 'KEDA writes the name into a label, which takes 63 characters, and behind a prefix into the name of the HPA.',
  link: WEBHOOK,
  accepted: "KEDA's webhook does not look at the name of a ScaledJob; the API server refuses the Jobs, which are labelled with it",
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { cluster, report }) {
    const { name } = object.metadata;
    const job = kindOf(object) === SCALED_JOB;
    if (typeof name !== 'string') return;
    if (name.length > KEDA_NAME_MAX) {
      report({
        path: 'metadata.name',
        message: `the name has ${name.length} characters, and KEDA labels ${job ? 'its Jobs' : 'its HPA'} with it, which takes ${KEDA_NAME_MAX}`,
        fix: `write a name of at most ${job ? KEDA_NAME_MAX : SCALED_NAME_MAX} characters`,
      });
      return;
    }
    if (job || !atLeast(cluster, 'keda', SINCE.keda.hpaNameLength)) return;
    const custom = scaledOf(object).hpaName;
    if (custom !== undefined && custom.length > KEDA_NAME_MAX) {
      report({
        path: HPA_NAME,
        message: `the name of the HPA has ${custom.length} characters, and KEDA takes at most ${KEDA_NAME_MAX}`,
        fix: `write a name of at most ${KEDA_NAME_MAX} characters`,
      });
    } else if (custom === undefined && name.length > SCALED_NAME_MAX) {
      report({
        path: 'metadata.name',
        message: `the name has ${name.length} characters, and KEDA names the HPA ${HPA_NAME_PREFIX}<name>, which may have ${KEDA_NAME_MAX}`,
        fix: `write a name of at most ${SCALED_NAME_MAX} characters, or a shorter ${HPA_NAME}`,
      });
    }
  },
};

const byHpaName = derived((manifests: Manifests) => grouped(manifests.ofKind(SCALED_OBJECT), keyOf));

export const hpaNameTaken: Rule = {
  id: 'keda/hpa-name-taken',
  severity: 'error',
  title: 'Each ScaledObject of a namespace has an HPA of its own',
  rationale: 'KEDA makes one HPA for each ScaledObject, and two ScaledObjects would overwrite the same one.',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  check(object, { manifests, report }) {
    const first = byHpaName(manifests).get(keyOf(object))?.[0];
    if (!first || first === object || first.metadata.name === object.metadata.name) return;
    const custom = scaledOf(object).hpaName;
    report({
      path: custom === undefined ? 'metadata.name' : HPA_NAME,
      message: `the HPA ${show(hpaName(object))} is that of ScaledObject ${first.metadata.name} too`,
      fix: custom === undefined ? `write a ${HPA_NAME} of its own` : 'write another name, or leave it out',
    });
  },
};

function hpaName(object: Manifest): string {
  return scaledOf(object).hpaName ?? HPA_NAME_PREFIX + object.metadata.name;
}

function keyOf(object: Manifest): string {
  return `${namespaceOf(object)} ${hpaName(object)}`;
}
