import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, mapOf, show } from '../values';
import { type KeyReference, keyReferences, keyRemedy, missingKey } from './held-keys';
import { podTemplateOf, TEMPLATE_KINDS } from './pod-template';

export const keyMissing: Rule = {
  id: 'kubernetes/key-missing',
  severity: 'warning',
  title: 'A Secret or ConfigMap that a pod takes a variable or a file from has the key',
  rationale:
    'The kubelet starts no container with a variable, and mounts no volume with a file, of a key that is not there, unless it is optional.',
  link: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  kinds: TEMPLATE_KINDS,
  check(object, { manifests, report }) {
    const { spec, path } = podTemplateOf(object);
    const pod = mapOf(spec);
    const reportMissing = ({ kind, reference, path: at }: KeyReference, effect: string) => {
      const missing = reference.optional === true ? undefined : missingKey(kind, reference, object, manifests);
      if (!missing) return;
      const { key, holder, keys } = missing;
      report({ path: `${at}.key`, message: `key (${show(key)}) is not in ${holder}, and ${effect}`, fix: keyRemedy(key, keys) });
    };
    for (const list of ['containers', 'initContainers']) {
      for (const [container, at] of elements(pod[list], `${path}.${list}`)) {
        for (const [variable, where] of elements(mapOf(container).env, `${at}.env`)) {
          for (const reference of keyReferences(variable, where)) reportMissing(reference, 'the container does not start without it');
        }
      }
    }
    for (const [volume, at] of elements(pod.volumes, `${path}.volumes`)) {
      for (const reference of fileReferences(volume, at)) reportMissing(reference, 'the volume is not mounted without it');
    }
  },
};

/** The keys that a volume has as files, where it lists them. */
function fileReferences(volume: Value, path: string): readonly KeyReference[] {
  const { secret, configMap, projected } = mapOf(volume);
  const { secretName, items, optional } = mapOf(secret);
  return [
    ...itemsOf('Secret', { name: secretName, items, optional }, `${path}.secret`),
    ...itemsOf('ConfigMap', configMap, `${path}.configMap`),
    ...elements(mapOf(projected).sources, `${path}.projected.sources`).flatMap(([source, at]) => [
      ...itemsOf('Secret', mapOf(source).secret, `${at}.secret`),
      ...itemsOf('ConfigMap', mapOf(source).configMap, `${at}.configMap`),
    ]),
  ];
}

function itemsOf(kind: KeyReference['kind'], source: Value, path: string): readonly KeyReference[] {
  const { name, items, optional } = mapOf(source);
  return elements(items, `${path}.items`).map(([item, at]) => ({ kind, reference: { name, key: mapOf(item).key, optional }, path: at }));
}
