import { CURRENT_GROUP, FORMER_GROUP } from '../cluster/spinkube';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../rules/http-add-on/upstream';
import type { Value } from '../rules/manifest';
import { elements } from '../rules/values';
import type { Item } from './item';

/** What a field must be, where it is there. */
type Shape = 'map' | 'list' | 'text' | 'name';

type Shapes = readonly (readonly [path: string, shape: Shape])[];

const NAMES: Shapes = [
  ['metadata.name', 'text'],
  ['metadata.namespace', 'text'],
];

const METADATA: Shapes = [
  ['metadata.labels', 'map'],
  ['metadata.annotations', 'map'],
];

const TEMPLATE: Shapes = [
  ['spec', 'map'],
  ['spec.template', 'map'],
  ['spec.template.metadata', 'map'],
  ['spec.template.metadata.labels', 'map'],
  ['spec.template.metadata.annotations', 'map'],
];

const SCALER: Shapes = [
  ['spec', 'map'],
  ['spec.scaleTargetRef', 'map'],
  ['spec.scaleTargetRef.kind', 'text'],
  ['spec.scaleTargetRef.name', 'text'],
  ['spec.scaleTargetRef.apiVersion', 'text'],
  ['spec.jobTargetRef', 'map'],
  ['spec.triggers', 'list'],
  ['spec.triggers[]', 'map'],
  ['spec.triggers[].type', 'text'],
  ['spec.triggers[].metadata', 'map'],
];

const BACKEND = (path: string): Shapes => [
  [path, 'map'],
  [`${path}.service`, 'map'],
  [`${path}.service.port`, 'map'],
];

const INGRESS: Shapes = [
  ['spec', 'map'],
  ...BACKEND('spec.backend'),
  ...BACKEND('spec.defaultBackend'),
  ['spec.rules', 'list'],
  ['spec.rules[]', 'map'],
  ['spec.rules[].http', 'map'],
  ['spec.rules[].http.paths', 'list'],
  ['spec.rules[].http.paths[]', 'map'],
  ...BACKEND('spec.rules[].http.paths[].backend'),
];

const SPEC: Shapes = [['spec', 'map']];

/** The fields that the steps read and write. */
const SHAPES: { readonly [kind: string]: Shapes } = {
  [HTTP_SCALED_OBJECT]: [
    ['metadata.name', 'name'],
    ['spec', 'map'],
    ['spec.host', 'text'],
    ['spec.scaleTargetRef', 'map'],
    ['spec.scaleTargetRef.kind', 'text'],
    ['spec.scaleTargetRef.name', 'text'],
    ['spec.scaleTargetRef.deployment', 'text'],
    ['spec.scaleTargetRef.apiVersion', 'text'],
    ['spec.scaleTargetRef.service', 'text'],
    ['spec.pathPrefixes', 'list'],
    ['spec.headers', 'list'],
    ['spec.replicas', 'map'],
    ['spec.scalingMetric', 'map'],
    ['spec.scalingMetric.concurrency', 'map'],
    ['spec.scalingMetric.requestRate', 'map'],
    ['spec.timeouts', 'map'],
    ['spec.coldStartTimeoutFailoverRef', 'map'],
  ],
  [INTERCEPTOR_ROUTE]: SPEC,
  'keda.sh/ScaledObject': SCALER,
  'keda.sh/ScaledJob': SCALER,
  'keda.k8s.io/ScaledObject': SCALER,
  'keda.k8s.io/ScaledJob': SCALER,
  'autoscaling/HorizontalPodAutoscaler': [
    ['spec', 'map'],
    ['spec.scaleTargetRef', 'map'],
  ],
  'networking.k8s.io/Ingress': INGRESS,
  'extensions/Ingress': INGRESS,
  [`${CURRENT_GROUP}/SpinApp`]: SPEC,
  [`${FORMER_GROUP}/SpinApp`]: SPEC,
  Service: SPEC,
  'node.k8s.io/RuntimeClass': SPEC,
  'serving.knative.dev/Service': TEMPLATE,
  'serving.knative.dev/Configuration': TEMPLATE,
  ...Object.fromEntries(
    ['apps', 'extensions'].flatMap((group) =>
      ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'].map((kind) => [`${group}/${kind}`, TEMPLATE] as const),
    ),
  ),
};

/** A field that is not what the steps take it for. */
export interface ShapeProblem {
  readonly steps: readonly (string | number)[];
  readonly what: string;
  readonly why: string;
}

/** Returns the first field of an object whose shape the API server would refuse, and no step may touch. */
export function shapeProblem({ manifest, kind }: Item): ShapeProblem | undefined {
  for (const [path, shape] of [...METADATA, ...(Object.hasOwn(SHAPES, kind) ? [...NAMES, ...SHAPES[kind]] : [])]) {
    for (const [value, steps] of valuesAt(manifest, path.split('.'), [])) {
      const seen = shapeOf(value);
      if (shape === 'name' ? seen === 'text' && value !== '' : seen === shape || value === null || value === undefined) continue;
      const name = shownPath(steps);
      if (shape === 'name')
        return { steps, what: `write ${name}`, why: `${name} is ${value === '' ? 'empty' : named(seen)}, so the object is not migrated` };
      return { steps, what: `write ${name} as ${named(shape)}`, why: `${name} is ${named(seen)}, so the object is not migrated` };
    }
  }
  return undefined;
}

type Steps = readonly (string | number)[];

function valuesAt(value: Value, [part, ...rest]: readonly string[], steps: Steps): readonly (readonly [Value, Steps])[] {
  if (part === undefined) return [[value, steps]];
  if (shapeOf(value) !== 'map') return [];
  const key = part.replace(/\[\]$/, '');
  if (key === part) return valuesAt(value[key], rest, [...steps, key]);
  return elements(value[key], '').flatMap(([element], index) => valuesAt(element, rest, [...steps, key, index]));
}

function shapeOf(value: Value): 'map' | 'list' | 'text' | 'number' | 'boolean' | 'nothing' {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

function named(shape: string): string {
  return shape === 'text' ? 'a string' : shape === 'nothing' ? 'missing' : `a ${shape}`;
}

function shownPath(steps: Steps): string {
  return steps.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}
