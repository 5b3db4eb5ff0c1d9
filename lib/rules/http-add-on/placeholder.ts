import { keyRemedy, missingKey } from '../kubernetes/held-keys';
import { inNamespace, type Manifest, namespaceOf, type Value } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { mapOf, show, textOf } from '../values';
import { responsesOf } from './responses';
import { INTERCEPTOR_ROUTE, SOURCE } from './upstream';

/** Label of the ConfigMaps that the interceptor reads at all. */
const LABEL = 'http.keda.sh/response-body';

/** A reference to a ConfigMap and one of its keys. */
interface Reference {
  readonly name?: Value;
  readonly key?: Value;
}

export const placeholderConfigMap: Rule = {
  id: 'http-add-on/placeholder-config-map',
  severity: 'error',
  title: `The ConfigMap of a placeholder or a static route carries the label ${LABEL}: "true" and has the key`,
  rationale: 'The interceptor watches only ConfigMaps with this label.',
  link: `${SOURCE}/pkg/k8s/labels.go`,
  accepted: 'the add-on has no webhook; the interceptor reads no other ConfigMap, and answers without the page',
  kinds: [INTERCEPTOR_ROUTE],
  check(object, context) {
    for (const [{ bodyFromConfigMap }, path] of responsesOf(object))
      checkReference(object, mapOf(bodyFromConfigMap), `${path}.bodyFromConfigMap`, context);
  },
};

function checkReference(object: Manifest, { name, key }: Reference, path: string, { manifests, report }: RuleContext): void {
  if (!textOf(name)) return;
  const namespace = namespaceOf(object);
  const configMap = manifests.find('ConfigMap', namespace, name);
  if (!configMap) {
    report({
      path: `${path}.name`,
      message: `name (${show(name)}) is not among these manifests ${inNamespace(namespace)}: without the ConfigMap the answer is 500`,
      fix: `write the name of a ConfigMap of the same namespace with the label ${LABEL}: "true"`,
      severity: 'warning',
      absent: true,
    });
    return;
  }
  const label = mapOf(configMap.metadata.labels)[LABEL];
  if (label !== 'true') {
    report({
      path: `${path}.name`,
      message: `name (${show(name)}) is a ConfigMap ${label === undefined ? 'without the label' : `with ${show(label)} as`} ${LABEL}, which the interceptor does not see: the answer is 500`,
      fix: `label the ConfigMap ${LABEL}: "true"`,
    });
  }
  const missing = missingKey('ConfigMap', { name, key }, object, manifests);
  if (!missing) return;
  report({
    path: `${path}.key`,
    message: `key (${show(key)}) is not in the data of ConfigMap ${name}: the answer is 500`,
    fix: keyRemedy(missing.key, missing.keys),
  });
}
