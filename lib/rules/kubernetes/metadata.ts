import { isLabelValue, keyProblem } from '../../core/label-syntax';
import { groupOf, type Manifest, type Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { brief, named, similar } from '../schema/words';
import { at, mapOf } from '../values';
import { writtenText } from '../written';
import { podTemplateOf } from './pod-template';
import { isServed } from './served';

const LINK = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set';

/** Fields of every object's metadata. */
const FIELDS = [
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

export const labels: Rule = {
  id: 'kubernetes/labels',
  severity: 'error',
  title: 'Labels are texts of at most 63 characters, under names of the form prefix/name',
  rationale: 'The API server checks keys and values of labels, which selectors compare.',
  link: LINK,
  kinds: ['*'],
  check(object, { report }) {
    reportLabels(object.metadata.labels, 'metadata.labels', report);
    for (const [metadata, path] of templatesOf(object)) reportLabels(metadata.labels, `${path}.labels`, report);
  },
};

export const annotations: Rule = {
  id: 'kubernetes/annotations',
  severity: 'error',
  title: 'Annotations are texts',
  rationale: 'Annotations are a map of strings, and the API server refuses other values.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  kinds: ['*'],
  check(object, { report }) {
    if (groupOf(object.apiVersion) === 'serving.knative.dev') return; // a rule of Knative says it with what the annotation means
    texts(object.metadata.annotations, 'metadata.annotations', report);
    for (const [metadata, path] of templatesOf(object)) texts(metadata.annotations, `${path}.annotations`, report);
  },
};

export const metadataField: Rule = {
  id: 'kubernetes/metadata-field',
  severity: 'error',
  title: 'The fields of metadata are those that every object has',
  rationale: 'Every object has the same metadata, and the API server drops or refuses other fields.',
  link: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/',
  kinds: ['*'],
  check({ apiVersion, metadata }, { report }) {
    if (!isServed(apiVersion)) return;
    for (const field of Object.keys(metadata)) {
      if (FIELDS.includes(field)) continue;
      const meant = similar(field, FIELDS);
      report({
        path: at('metadata', field),
        message: `${named(field)} is not a field of metadata`,
        fix: meant ? `write ${meant}` : 'leave it out, or write it as an annotation',
      });
    }
  },
};

/** The metadata of the pods that an object describes; kinds such as an ApplicationSet have a template of something else. */
function templatesOf(object: Manifest): readonly (readonly [metadata: Value, path: string])[] {
  const { path, metadata } = podTemplateOf(object);
  return metadata === undefined || path === 'spec' ? [] : [[mapOf(metadata), path.replace(/spec$/, 'metadata')]];
}

/** Reports the names and values of labels that the API server refuses. */
export function reportLabels(map: Value, path: string, report: Report): void {
  texts(map, path, report);
  const labels = mapOf(map);
  for (const key of Object.keys(labels)) {
    const value = labels[key];
    const form = keyProblem(key);
    if (form)
      report({ path: at(path, key), message: `the label's name ${brief(key)} ${form}`, fix: 'write a name as in app.kubernetes.io/name' });
    if (typeof value === 'string' && !isLabelValue(value)) {
      report({
        path: at(path, key),
        message: `the label's value ${brief(value)} must be at most 63 letters, digits, hyphens, underscores and dots`,
        fix: 'shorten or change it, or write it as an annotation',
      });
    }
  }
}

function texts(map: Value, path: string, report: Report): void {
  const annotations = mapOf(map);
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value === 'string' || value === null || value === undefined) continue;
    const scalar = typeof value !== 'object';
    report({
      path: at(path, key),
      message: `${named(key)} (${brief(value)}) must be a string`,
      fix: scalar ? `quote it: ${JSON.stringify(writtenText(annotations, key))}` : 'write a string',
    });
  }
}
