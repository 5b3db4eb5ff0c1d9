import { kindOf, type Manifest, namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show, textOf } from '../values';

export const duplicateObject: Rule = {
  id: 'kubernetes/duplicate-object',
  severity: 'error',
  title: 'No two objects are of one kind, namespace and name',
  rationale: 'An object is identified by kind, namespace and name, and the second apply replaces the first.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  accepted: 'the second overwrites the first, which is lost',
  kinds: ['*'],
  check(object, { manifests, report }) {
    const { name, namespace } = object.metadata;
    if (typeof name !== 'string') return;
    const same = manifests.findAll(kindOf(object), namespaceOf(object), name);
    if (same.length < 2 || same[0] === object) return;
    // an object without a namespace may be meant for another one; the same object written twice does no harm
    const first = same.find((other) => other.metadata.namespace === namespace);
    if (!first || first === object || JSON.stringify(first) === JSON.stringify(object)) return;
    if (isAnotherRevision(object, first)) {
      report({
        path: 'metadata.name',
        message: `${object.kind} ${show(name)} is defined twice, with a revision each: applied together, the first revision may never be made`,
        fix: 'apply one after the other, and wait for the first revision',
        severity: 'warning',
      });
      return;
    }
    report({
      path: 'metadata.name',
      message: `${object.kind} ${show(name)} is defined twice${namespace ? ` in namespace ${show(namespace)}` : ''}: the later one replaces the first`,
      fix: 'give one of them another name, or leave it out',
    });
  },
};

const KNATIVE = ['serving.knative.dev/Service', 'serving.knative.dev/Configuration'];

/** Whether two states of a Knative Service name a revision each: Knative keeps both revisions. */
function isAnotherRevision(object: Manifest, first: Manifest): boolean {
  if (!KNATIVE.includes(kindOf(object))) return false;
  const [one, other] = [object, first].map(({ spec }) => textOf(mapOf(mapOf(mapOf(spec).template).metadata).name));
  return one !== undefined && other !== undefined && one !== other;
}
