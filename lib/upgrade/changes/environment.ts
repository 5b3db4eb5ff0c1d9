import { POD_KINDS, podTemplateOf } from '../../rules/kubernetes/pod-template';
import type { Manifest } from '../../rules/manifest';
import { elements, mapOf } from '../../rules/values';

/** The kinds with containers. */
export const WITH_CONTAINERS: readonly string[] = POD_KINDS;

/** The environment variables of these names in an object's containers. */
export function variables(object: Manifest, names: readonly string[]): readonly string[] {
  const { spec, path } = podTemplateOf(object);
  return elements(mapOf(spec).containers, `${path}.containers`).flatMap(([container, at]) =>
    elements(mapOf(container).env, `${at}.env`).flatMap(([variable, where]) =>
      names.includes(mapOf(variable).name) ? [`${where}.name`] : [],
    ),
  );
}
