import { SINCE } from '../../cluster/releases';
import { parseDuration, parseNumber } from '../../core/go';
import { atLeast } from '../cluster';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { at, entries, show } from '../values';
import { similar } from './similar';
import { ANNOTATIONS, annotationsOf, ROUTE, SERVICE, SERVING, TEMPLATED } from './template';

const NETWORKING = 'networking.knative.dev/';
/** The annotations that may stand under networking.knative.dev (knative.dev/networking, pkg/apis/networking/metadata_validation.go). */
const NETWORKING_NAMES = [
  'ingress.class',
  'ingress-class',
  'certificate.class',
  'certificate-class',
  'disableAutoTLS',
  'disable-auto-tls',
  'disable-external-domain-tls',
  'httpOption',
  'http-protocol',
];
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|e[+-]?\d+|E[+-]?\d+)?$/;
const QUEUE = 'queue.sidecar.serving.knative.dev/';
const QUEUE_QUANTITY = /^(cpu|memory|ephemeral-storage)-resource-(request|limit)$/;

export const templateAnnotation: Rule = {
  id: 'knative/template-annotation',
  severity: 'error',
  title: 'progress-deadline, networking and queue-proxy annotations are ones that Knative takes',
  rationale: "Knative's webhook checks the annotations of a revision by their prefix.",
  link: `${SERVING}/serving/v1/revision_validation.go`,
  kinds: TEMPLATED,
  check(manifest, { cluster, report }) {
    const isChecked = atLeast(cluster, 'knative', SINCE.knative.networkingAnnotations);
    for (const [key, value, path] of entries(annotationsOf(manifest), ANNOTATIONS)) {
      if (typeof value !== 'string') continue;
      if (key.startsWith(NETWORKING)) networking(key, path, isChecked, report);
      else if (key === 'serving.knative.dev/progress-deadline') wholeSeconds('progress-deadline', value, path, 1, report);
      else if (key.startsWith(QUEUE)) queue(key.slice(QUEUE.length), value, path, report);
    }
  },
};

function networking(key: string, path: string, isChecked: boolean, report: Report): void {
  const name = key.slice(NETWORKING.length);
  if (NETWORKING_NAMES.includes(name)) return;
  const meant = similar(name, NETWORKING_NAMES);
  report({
    path,
    message: `${show(key)} ${isChecked ? 'is refused' : 'does nothing'} on a revision${meant ? `: did you mean ${NETWORKING}${meant}?` : ''}`,
    fix: meant ? `write ${NETWORKING}${meant}` : 'leave it out, or move it to the Service',
    severity: isChecked ? undefined : 'warning',
  });
}

function queue(name: string, value: string, path: string, report: Report): void {
  if (QUEUE_QUANTITY.test(name) && !QUANTITY.test(value)) {
    report({ path, message: `${name} (${show(value)}) is not a quantity`, fix: 'write one such as "100m" or "64Mi"' });
  } else if (name === 'resource-percentage' || name === 'resourcePercentage') {
    const percent = parseNumber(value);
    if (percent === undefined || percent < 0.1 || percent > 100)
      report({ path, message: `${name} (${show(value)}) is not from 0.1 to 100`, fix: 'write the resources by themselves instead' });
  }
}

function wholeSeconds(name: string, value: string, path: string, min: number, report: Report): void {
  const seconds = parseDuration(value);
  // an empty one is as good as none
  if (value === '' || (seconds !== undefined && seconds >= min && Number.isInteger(seconds))) return;
  report({
    path,
    message: `${name} (${show(value)}) is not a duration of whole seconds, at least ${min}s`,
    fix: 'write one such as "600s"',
  });
}

export const rolloutDuration: Rule = {
  id: 'knative/rollout-duration',
  severity: 'error',
  title: 'rollout-duration is a duration in whole seconds, on the Service or Route',
  rationale: 'The Route controller moves the traffic over this time, and reads it on the Service or Route alone.',
  link: `${SERVING}/serving/metadata_validation.go`,
  kinds: [SERVICE, ROUTE],
  check(manifest, { report }) {
    const keys = ['serving.knative.dev/rollout-duration', 'serving.knative.dev/rolloutDuration'];
    const annotations: Value = manifest.metadata.annotations;
    const key = keys.find((candidate) => annotations?.[candidate] !== undefined);
    if (key && typeof annotations[key] === 'string')
      wholeSeconds('rollout-duration', annotations[key], at('metadata.annotations', key), 0, report);
    for (const misplaced of keys.filter((candidate) => annotationsOf(manifest)?.[candidate] !== undefined)) {
      report({
        path: at(ANNOTATIONS, misplaced),
        message: `${show(misplaced)} does nothing on a revision`,
        fix: `move it to metadata.annotations of the ${manifest.kind}`,
        severity: 'warning',
      });
    }
  },
};
