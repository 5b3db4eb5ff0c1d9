import { ALLOW_ZERO_INITIAL_SCALE, KPA } from '../../cluster/knative';
import { parseDuration, parseInteger, parseNumber } from '../../core/go';
import type { Manifest } from '../manifest';
import type { Report, Rule } from '../rule';
import { at, entries, show } from '../values';
import { writtenText } from '../written';
import { hasFeature, setting } from './settings';
import { ANNOTATIONS, annotationsOf, autoscaling, SERVING, short, TEMPLATED } from './template';

const LINK = `${SERVING}/autoscaling/annotation_validation.go`;
const INT32_MAX = 2 ** 31 - 1;
const HOUR = 3600;

/** What a value must be, and whether one is. */
interface Format {
  readonly expected: string;
  readonly example: string;
  readonly takes: (text: string) => boolean;
}

function integer(min: number): Format {
  return {
    expected: `a whole number of at least ${min}`,
    example: String(Math.max(min, 1)),
    takes: (text) => within(parseInteger(text), min, INT32_MAX),
  };
}

function number(example: string, min: number, max = Number.POSITIVE_INFINITY): Format {
  const expected = max === Number.POSITIVE_INFINITY ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
  return { expected, example, takes: (text) => within(parseNumber(text), min, max) };
}

function duration(min: number, wholeSeconds: boolean): Format {
  return {
    expected: `a duration from ${min}s to 1h${wholeSeconds ? ' in whole seconds' : ''}`,
    example: '60s',
    takes: (text) => {
      const seconds = parseDuration(text);
      return within(seconds, min, HOUR) && (!wholeSeconds || Number.isInteger(seconds));
    },
  };
}

/** NaN passes Knative's comparisons, and so it does here. */
function within(value: number | undefined, min: number, max: number): boolean {
  return value !== undefined && !(value < min) && !(value > max);
}

const AT_LEAST_NONE = number('200', 0);
const BURST: Format = {
  ...AT_LEAST_NONE,
  expected: 'a number of at least 0, or -1',
  takes: (text) => parseNumber(text) === -1 || AT_LEAST_NONE.takes(text),
};

const FORMATS: { readonly [name: string]: Format } = {
  'min-scale': integer(0),
  'max-scale': integer(0),
  'initial-scale': integer(0),
  'activation-scale': integer(2),
  target: number('10', 0.01),
  'target-utilization-percentage': number('70', 1, 100),
  'target-burst-capacity': BURST,
  'panic-window-percentage': number('10', 1, 100),
  'panic-threshold-percentage': number('200', 110, 1000),
  window: duration(6, true),
  'scale-down-delay': duration(0, true),
  'scale-to-zero-pod-retention-period': duration(0, false),
};

const ALGORITHMS = ['linear', 'weighted-exponential', 'weightedExponential'];

export const annotationValue: Rule = {
  id: 'knative/autoscaling-annotation-value',
  severity: 'error',
  title: 'Autoscaling annotations have a value that Knative takes',
  rationale: "Knative's webhook parses each annotation as Go does, and checks its range.",
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    for (const [name, { expected, example, takes }] of Object.entries(FORMATS)) {
      const annotation = autoscaling(manifest, name);
      if (!annotation || takes(annotation.value)) continue;
      const fix = annotation.value === '' ? 'leave it out, or ' : '';
      report({
        path: at(ANNOTATIONS, annotation.key),
        message: `${short(annotation.key)} (${show(annotation.value)}) is not ${expected}`,
        fix: `${fix}write ${expected}, such as ${show(example)}`,
      });
    }
    algorithm(manifest, report);
  },
};

/** Only looked at where the class says kpa itself: other autoscalers may have algorithms of their own. */
function algorithm(manifest: Manifest, report: Report): void {
  const annotation = autoscaling(manifest, 'metric-aggregation-algorithm');
  if (!annotation?.value || ALGORITHMS.includes(annotation.value) || autoscaling(manifest, 'class')?.value !== KPA) return;
  report({
    path: at(ANNOTATIONS, annotation.key),
    message: `${short(annotation.key)} (${show(annotation.value)}) is not an algorithm of Knative's autoscaler`,
    fix: 'write "linear" or "weighted-exponential"',
  });
}

export const annotationText: Rule = {
  id: 'knative/annotation-text',
  severity: 'error',
  title: 'Annotations of a revision template are texts',
  rationale: 'Annotations are strings, and YAML reads 1 and true as something else.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    for (const [key, value, path] of entries(annotationsOf(manifest), ANNOTATIONS)) {
      if (typeof value === 'string') continue;
      const scalar = typeof value === 'number' || typeof value === 'boolean';
      report({
        path,
        message: `${key} (${show(value)}) must be a string`,
        fix: scalar ? `quote it: ${show(writtenText(annotationsOf(manifest), key))}` : 'write a string in quotes, or leave it out',
      });
    }
  },
};

export const initialScale: Rule = {
  id: 'knative/initial-scale',
  severity: 'warning',
  title: 'initial-scale is 0 only where the cluster allows it',
  rationale: 'Knative starts a new revision with at least one replica unless config-autoscaler allows none.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    const annotation = autoscaling(manifest, 'initial-scale');
    if (!annotation || parseInteger(annotation.value) !== 0) return;
    const value = setting(context, 'config-autoscaler', ALLOW_ZERO_INITIAL_SCALE);
    if (value === undefined ? hasFeature(context, ALLOW_ZERO_INITIAL_SCALE) : value === 'true') return;
    context.report({
      path: at(ANNOTATIONS, annotation.key),
      message: `${short(annotation.key)} (${show(annotation.value)}) is refused unless config-autoscaler sets ${ALLOW_ZERO_INITIAL_SCALE}`,
      fix: `leave it out, or set ${ALLOW_ZERO_INITIAL_SCALE}: "true" and declare it among the Knative features`,
    });
  },
};
