/** The manifests of the articles that made these paths known, as published: docs/articles.md says what is written in their place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Finding } from '../../lib/rules/finding';
import { readManifests } from '../../lib/rules/read';

type Defect = [defect: string, severity: 'error' | 'warning', rule: string, object: string, path: string];

const PLACEMENT = 'autoscaling annotations on the Service';
const onService = (name: string): Defect => [
  PLACEMENT,
  'error',
  'knative/autoscaling-annotation-placement',
  'Service autoscale-wagi',
  `metadata.annotations["autoscaling.knative.dev/${name}"]`,
];
const formerGroup = (app: string): Defect => [
  'a group that no operator since 0.4 serves',
  'error',
  'removed/spin-operator-group',
  `SpinApp ${app}`,
  'apiVersion',
];

const ARTICLES: { readonly [file: string]: Defect[] } = {
  'keda-http-add-on-and-slight': [
    ['replicas of a scaled Deployment', 'warning', 'keda/target-replicas', 'Deployment rust-slight', 'spec.replicas'],
    [
      'every path rewritten to /',
      'warning',
      'routing/rewrite-target',
      'Ingress rust-slight',
      'metadata.annotations["nginx.ingress.kubernetes.io/rewrite-target"]',
    ],
    ['a deprecated kind', 'warning', 'http-add-on/deprecated-kind', 'HTTPScaledObject rust-slight', 'kind'],
    ['host, removed in 0.7', 'error', 'http-add-on/fields-by-version', 'HTTPScaledObject rust-slight', 'spec.host'],
    [
      'deployment, removed in 0.9',
      'error',
      'http-add-on/fields-by-version',
      'HTTPScaledObject rust-slight',
      'spec.scaleTargetRef.deployment',
    ],
  ],
  'spinkube-and-keda': [
    ['replicas 0 without autoscaling', 'error', 'spinkube/replicas', 'SpinApp webhook-handler', 'spec.replicas'],
    formerGroup('webhook-handler'),
    [
      'a SpinApp as target, which has no /scale',
      'error',
      'keda/target-scale',
      'ScaledObject webhook-handler-scaler',
      'spec.scaleTargetRef.kind',
    ],
    [
      'metricName, removed in 2.12',
      'warning',
      'keda-triggers/removed-key',
      'ScaledObject webhook-handler-scaler',
      'spec.triggers[0].metadata.metricName',
    ],
    formerGroup('api-function'),
    ["a Service beside the operator's own", 'error', 'spinkube/own-object', 'Service api-function', 'metadata.name'],
  ],
  'knative-and-wagi.published': ['class', 'metric', 'target', 'min-scale', 'max-scale'].map(onService),
  'wasm-beyond-the-browser': [formerGroup('hello-wasm')],
};

function findingsOf(file: string): Finding[] {
  const { sources } = readManifests(readFileSync(join(__dirname, 'articles', `${file}.yaml`)), file);
  const manifests = sources.map(({ manifest }) => manifest);
  return check(manifests, declaredCluster());
}

describe.each(Object.entries(ARTICLES))('%s', (file, defects) => {
  test.each(defects)('%s: %s %s in %s at %s', (_, severity, rule, object, path) => {
    const found = findingsOf(file).find((finding) => finding.rule === rule && finding.path === path && objectOf(finding) === object);
    expect(found?.severity).toBe(severity);
  });

  test('is refused, and nothing else is said of it', () => {
    const found = findingsOf(file);
    expect(found.map((finding) => [finding.severity, finding.rule, objectOf(finding), finding.path])).toStrictEqual(
      defects.map(([, ...expected]) => expected),
    );
    expect(found.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

test('the Service of the Knative article is right with its annotations on the template, whatever its comments say', () => {
  expect(findingsOf('knative-and-wagi.restored')).toStrictEqual([]);
});

function objectOf({ object: { kind, name } }: Finding): string {
  return `${kind} ${name}`;
}
