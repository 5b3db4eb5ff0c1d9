import { AUTOSCALING } from '../../cluster/knative';
import type { Rule } from '../rule';
import { at, entries, show } from '../values';
import { similar } from './similar';
import { ANNOTATIONS, annotationsOf, CONFIGURATION, ROUTE, SERVICE, SERVING, short, spellings, TEMPLATED } from './template';

const DOMAIN = AUTOSCALING.slice(0, -1);

/** Every autoscaling annotation that Knative reads (pkg/apis/autoscaling/register.go). */
const NAMES: readonly string[] = [
  'class',
  'metric',
  'target',
  'window',
  'min-scale',
  'max-scale',
  'initial-scale',
  'activation-scale',
  'scale-down-delay',
  'scale-to-zero-pod-retention-period',
  'target-utilization-percentage',
  'target-burst-capacity',
  'panic-window-percentage',
  'panic-threshold-percentage',
  'metric-aggregation-algorithm',
];

/** The names that mean nothing but autoscaling, under whatever domain they stand. */
const UNMISTAKABLE = NAMES.filter((name) => name.includes('-'));

const KEYS = new Set(NAMES.flatMap(spellings));

export const annotationPlacement: Rule = {
  id: 'knative/autoscaling-annotation-placement',
  severity: 'error',
  title: 'Autoscaling annotations stand on spec.template.metadata',
  rationale: 'The autoscaler reads the annotations of revisions, which are copied from the revision template.',
  link: `${SERVING}/serving/metadata_validation.go`,
  kinds: [SERVICE, CONFIGURATION, ROUTE],
  check({ kind, metadata, spec }, { report }) {
    const place = kind === 'Route' ? "the spec.template.metadata.annotations of the route's Service" : ANNOTATIONS;
    for (const [key, , path] of entries(metadata.annotations, 'metadata.annotations')) {
      if (!key.startsWith(DOMAIN)) continue;
      report({ path, message: `${show(key)} on a ${kind} is refused, it works on the revision template only`, fix: `move it to ${place}` });
    }
    for (const [key, , path] of entries(spec?.template?.metadata?.labels, 'spec.template.metadata.labels')) {
      if (!key.startsWith(AUTOSCALING)) continue;
      report({
        path,
        message: `${show(key)} is a label here, and Knative reads annotations`,
        fix: `move it to ${ANNOTATIONS}`,
        severity: 'warning',
      });
    }
  },
};

export const annotationName: Rule = {
  id: 'knative/autoscaling-annotation-name',
  severity: 'warning',
  title: 'Autoscaling annotations are spelt as Knative reads them',
  rationale: 'Knative takes annotations that it does not know, and they have no effect.',
  link: `${SERVING}/autoscaling/register.go`,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const annotations = annotationsOf(manifest);
    for (const [key, , path] of entries(annotations, ANNOTATIONS)) {
      if (!KEYS.has(key)) {
        const meant = meantBy(key);
        if (meant)
          report({ path, message: `${show(key)} is not an annotation that Knative reads: did you mean ${meant}?`, fix: `write ${meant}` });
      }
    }
    for (const name of NAMES) {
      const [first, second] = spellings(name);
      if (second === undefined || annotations?.[first] === undefined || annotations?.[second] === undefined) continue;
      report({
        path: at(ANNOTATIONS, second),
        message: `${short(second)} (${show(annotations[second])}) does nothing beside ${short(first)} (${show(annotations[first])})`,
        fix: `leave ${second} out`,
      });
    }
  },
};

/** The annotation that a key was meant to be, if it is plain which. An unknown name under the domain may belong to another autoscaler. */
function meantBy(key: string): string | undefined {
  const slash = key.indexOf('/');
  const [domain, name] = slash < 0 ? splitAtDomain(key) : [key.slice(0, slash), key.slice(slash + 1)];
  const known = domain === DOMAIN || similar(domain, [DOMAIN]) !== undefined;
  // min-scale alone, or serving.knative.dev/minScale
  const named = known ? similar(name, NAMES) : domain === '' || domain.endsWith('knative.dev') ? exactly(name) : undefined;
  return named && AUTOSCALING + named;
}

/** autoscaling.knative.dev.min-scale, or a name without domain. */
function splitAtDomain(key: string): [domain: string, name: string] {
  return key.startsWith(`${DOMAIN}.`) ? [DOMAIN, key.slice(DOMAIN.length + 1)] : ['', key];
}

function exactly(name: string): string | undefined {
  return UNMISTAKABLE.find((known) => spellings(known).some((spelling) => short(spelling) === name));
}
