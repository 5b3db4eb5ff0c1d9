import { AUTOSCALING } from '../../cluster/knative';
import { derived } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import { elements } from '../values';

export const SERVICE = 'serving.knative.dev/Service';
export const CONFIGURATION = 'serving.knative.dev/Configuration';
export const ROUTE = 'serving.knative.dev/Route';

/** The kinds that hold a revision template. */
export const TEMPLATED: readonly string[] = [SERVICE, CONFIGURATION];

/** Where a template's annotations and its pod stand. */
export const ANNOTATIONS = 'spec.template.metadata.annotations';
export const POD = 'spec.template.spec';

/** Source of Knative Serving at the release that the rules were read from. */
export const SERVING_SOURCE = 'https://github.com/knative/serving/blob/knative-v1.24.0';
export const SERVING = `${SERVING_SOURCE}/pkg/apis`;

/** The annotations of a revision template. */
export function annotationsOf({ spec }: Manifest): Value {
  return spec?.template?.metadata?.annotations;
}

/** The pod of a revision template. */
export function podOf({ spec }: Manifest): Value {
  return spec?.template?.spec;
}

/** The containers of a revision template with their paths. */
export const containersOf = derived((manifest: Manifest) => elements(podOf(manifest)?.containers, `${POD}.containers`));

/** The init containers of a revision template with their paths. */
export const initContainersOf = derived((manifest: Manifest) => elements(podOf(manifest)?.initContainers, `${POD}.initContainers`));

/** All containers with their paths, the init containers last. */
export const allContainersOf = derived((manifest: Manifest) => [...containersOf(manifest), ...initContainersOf(manifest)]);

/** An autoscaling annotation as Knative finds it. */
export interface Annotation {
  readonly key: string;
  readonly value: string;
}

/** Second spelling of the annotations that have one. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The annotations that have one spelling only (pkg/apis/autoscaling/register.go). */
const ONE_SPELLING = new Set(['class', 'metric', 'target', 'window', 'activation-scale']);

/** The keys under which Knative looks for an annotation, the first that is there decides. */
export function spellings(name: string): string[] {
  return ONE_SPELLING.has(name) ? [AUTOSCALING + name] : [AUTOSCALING + name, AUTOSCALING + camelCase(name)];
}

/** An autoscaling annotation of the template, such as `min-scale`; none where it is absent or no text. */
export function autoscaling(manifest: Manifest, name: string): Annotation | undefined {
  const annotations = annotationsOf(manifest);
  if (annotations === null || typeof annotations !== 'object') return undefined;
  const key = spellings(name).find((spelling) => Object.hasOwn(annotations, spelling));
  return key !== undefined && typeof annotations[key] === 'string' ? { key, value: annotations[key] } : undefined;
}

/** The part of an autoscaling annotation's key that tells it from the others. */
export function short(key: string): string {
  return key.slice(AUTOSCALING.length);
}
