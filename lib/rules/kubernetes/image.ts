import { imageProblem } from '../../core/image';
import type { Value } from '../manifest';
import { kindOf } from '../manifest';
import type { Problem, Rule } from '../rule';
import { brief } from '../schema/words';
import { APPS, EXECUTORS } from '../spinkube/apps';
import { elements, mapOf } from '../values';
import { podTemplateOf, TEMPLATE_KINDS } from './pod-template';

/** A rule of Knative looks at the images of a revision. */
const POD_KINDS = TEMPLATE_KINDS.filter((kind) => !kind.startsWith('serving.knative.dev/'));

/** Lists of a pod spec whose elements have an image, below some fields. */
const LISTS: readonly (readonly [list: string, ...steps: string[]])[] = [
  ['containers', 'image'],
  ['initContainers', 'image'],
  ['ephemeralContainers', 'image'],
  ['volumes', 'image', 'reference'],
];

export const image: Rule = {
  id: 'kubernetes/image',
  severity: 'error',
  title: 'An image is a reference that a node can pull',
  rationale:
    'The kubelet parses the reference before it pulls the image, and a pod with one that it cannot parse waits with InvalidImageName.',
  link: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  accepted: 'the API server does not parse the reference; the kubelet does, and the pod waits with InvalidImageName',
  kinds: [...POD_KINDS, ...APPS, ...EXECUTORS],
  check(object, { report }) {
    for (const [value, path] of imagesOf(kindOf(object), object)) {
      const problem = referenceProblem(value, path);
      if (problem) report(problem);
    }
  },
};

/** The problem of a string that is not the reference of an image; none where another tool is yet to fill it in, as ko does. */
export function referenceProblem(value: Value, path: string): Problem | undefined {
  if (typeof value !== 'string' || value === '' || isTemplate(value)) return undefined;
  const fix = imageProblem(value);
  return fix === undefined
    ? undefined
    : { path, message: `${path.split('.').at(-1)} (${brief(value)}) is not the reference of an image`, fix };
}

/** Whether a tool is yet to fill in the image: ko, which takes paths too, a shell, a template, or a pipeline that a sentence speaks of. */
function isTemplate(image: string): boolean {
  return /^ko:\/\/|^\.{1,2}\/|[{}$<>]/.test(image) || image.trim().split(/\s+/, 3).length > 2;
}

function imagesOf(kind: string, object: Value): readonly (readonly [image: Value, path: string])[] {
  if (APPS.includes(kind)) return [[mapOf(object.spec).image, 'spec.image']];
  if (EXECUTORS.includes(kind)) return [[mapOf(mapOf(object.spec).deploymentConfig).spinImage, 'spec.deploymentConfig.spinImage']];
  const { spec, path } = podTemplateOf(object);
  const pod = mapOf(spec);
  return LISTS.flatMap(([list, ...steps]) =>
    elements(pod[list], `${path}.${list}`).map(([element, at]) => {
      return [steps.reduce<Value>((value, step) => mapOf(value)[step], element), [at, ...steps].join('.')] as const;
    }),
  );
}
