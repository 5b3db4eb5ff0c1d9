/** The 39 failures that users of the upstreams hit most, by their issues: each is refused or, where it depends on the cluster, warned of. */
import { check } from '../../lib/rules/check';
import type { Severity } from '../../lib/rules/finding';
import { corpus } from './corpus';

interface Row {
  readonly row: number;
  readonly symptom: string;
  readonly severity: Severity;
  /** Bad manifests that show it, and the rule that finds it in them. */
  readonly shown: { readonly [manifest: string]: string };
}

const row = (number: number, symptom: string, severity: Severity, shown: Row['shown']): Row => ({ row: number, symptom, severity, shown });
/** Manifests that are called after the rule that finds them, or a variant of it. */
const cases = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name.split('.')[0]]));

const ROWS: Row[] = [
  // not #869, scaleTargetRef.name on 0.6: the oldest add-on that can be declared is 0.8, which knows it
  row(1, 'http-add-on #1061: deployment is gone', 'error', cases('http-add-on/fields-by-version.deployment')),
  row(2, 'http-add-on #1005: hosts is a text', 'error', cases('http-add-on/host-list', 'http-add-on/host-list.route')),
  row(3, 'http-add-on #1447, #1320: no hosts', 'error', cases('http-add-on/host-missing')),
  row(4, 'http-add-on #755, #629: a backend of another namespace', 'warning', cases('routing/cross-namespace-backend')),
  row(
    5,
    'http-add-on #993, #1041: hosts that do not meet',
    'warning',
    cases('routing/unrouted-host', 'routing/external-name', 'routing/upstream-vhost'),
  ),
  row(6, 'charts #282: HTTPS to the plain port', 'warning', cases('routing/backend-protocol', 'routing/backend-protocol.traefik')),
  // not TLS that ends before the plain port: it is right for every app that speaks HTTP
  row(7, 'http-add-on #1028: the TLS port before an app without TLS', 'warning', cases('routing/tls-port')),
  row(
    8,
    'http-add-on #1175, #1053, #839: a host routed twice',
    'warning',
    cases('routing/duplicate-route', 'routing/duplicate-route.http-scaled-objects', 'routing/duplicate-route.paths'),
  ),
  row(9, 'http-add-on #368: targetPendingRequests below scaleTargetRef', 'error', cases('http-add-on/misplaced-field')),
  row(
    10,
    'http-add-on #717, keda #2915, #6998: long names',
    'error',
    cases('http-add-on/name-length', 'keda/name-length', 'keda/name-length.label', 'keda/name-length.hpa'),
  ),
  row(
    11,
    'http-add-on #1273, keda #3755, #3087: two scalers of one workload',
    'error',
    cases('keda/one-scaler', 'keda/one-scaler.http', 'keda/hpa-on-target'),
  ),
  row(
    12,
    'keda #6414: a ScaledObject of the name of an HTTPScaledObject, and one without triggers',
    'error',
    cases('keda/one-scaler.same-name', 'keda/no-triggers'),
  ),
  // whether the scaler is up stands in no manifest: the order is what is looked at
  row(13, 'keda #7729: the ScaledObject before its route', 'warning', cases('http-add-on/order', 'http-add-on/order.httpscaledobject')),
  row(14, 'keda #3052, #5572, argo-cd #5105: replicas of a scaled workload', 'warning', cases('keda/target-replicas')),
  row(
    15,
    'keda-docs #350, #302: numbers in metadata, fields of the scaler below a trigger',
    'error',
    cases('keda-triggers/metadata-text', 'keda/scaling-field-placement', 'keda/scaling-field-placement.trigger'),
  ),
  row(
    16,
    'keda #4802, #8113: cpu without requests of the containers',
    'warning',
    cases('keda/resource-requests', 'keda/resource-requests.sidecar'),
  ),
  row(17, 'keda #4591, #4269, #2446: to zero on cpu', 'error', cases('keda/scale-to-zero', 'keda/scale-to-zero.unwritten')),
  row(18, 'keda #3609: a cron trigger to zero', 'error', cases('keda-triggers/cron-replicas')),
  row(19, 'keda #6696: fallback without metricType', 'warning', cases('keda/fallback-metric-type')),
  row(20, 'keda #4924: a target of another group', 'error', cases('keda/target-api-version', 'keda/target-api-version.hpa')),
  row(21, 'keda #6138, #3327, spin-operator #24: no /scale', 'error', cases('keda/target-scale', 'keda/target-scale.no-api-version')),
  // not keda #3907, null counts as 0: both values of ignoreNullValues are right somewhere
  row(22, 'keda #702, #3065: many elements', 'warning', cases('keda-triggers/prometheus-query')),
  row(23, 'spin-operator #170, #18: replicas beside autoscaling', 'error', cases('spinkube/replicas', 'spinkube/replicas.missing')),
  // on every cluster the operator takes back what the scaler sets
  row(24, 'spin-operator #149: a scaled SpinApp without autoscaling', 'error', cases('spinkube/autoscaling', 'spinkube/autoscaling.hpa')),
  // the executor of the namespace may come with the installation
  row(25, 'spin-operator #55, #276: an executor elsewhere', 'warning', cases('spinkube/executor')),
  row(26, 'spin-plugin-kube #93: the former group', 'error', cases('removed/spin-operator-group')),
  row(
    27,
    'spin-operator #209, #289, DEIS #165, runwasi #174: no runtime for "X" is configured',
    'error',
    cases('runtimes/runtime-class-handler', 'runtimes/shim-handler'),
  ),
  row(
    28,
    'spin-operator #217, #109, runtime-class-manager #113: nodes without the shim',
    'warning',
    cases('runtimes/scheduling', 'runtimes/scheduling.empty'),
  ),
  row(
    29,
    'containerd-shim-spin #180, runwasi #821: no metrics of the pods',
    'warning',
    cases('runtimes/resource-metrics', 'runtimes/resource-metrics.hpa'),
  ),
  // the API server refuses it: an HPA with resource metrics alone has a minimum of one
  row(30, 'spinkube-docs #289: to zero by an HPA', 'error', cases('spinkube/hpa-to-zero')),
  row(
    31,
    'knative #12999, #5306, #12921: runtimeClassName without its flag',
    'warning',
    cases('knative/runtime-class-name', 'knative/runtime-class-name.misspelt-flag', 'knative/feature-name'),
  ),
  row(
    32,
    'knative client #1020, func #1481, quarkus #23786, camel-k #5401: annotations on the Service',
    'error',
    cases(
      'knative/autoscaling-annotation-placement',
      'knative/autoscaling-annotation-placement.camel-case',
      'knative/autoscaling-annotation-placement.route',
    ),
  ),
  row(33, 'knative #13869: cpu without its class', 'error', cases('knative/autoscaling-metric')),
  row(34, 'knative #4782: an empty max-scale', 'error', cases('knative/autoscaling-annotation-value.empty')),
  row(35, 'knative #12017, tekton #1090: a reserved port, or two', 'error', cases('knative/reserved-port', 'knative/one-port')),
  row(
    36,
    'knative #6489, #11337: listening elsewhere',
    'error',
    cases('knative/listen-address', 'knative/listen-address.port', 'knative/listen-address.spin'),
  ),
  row(37, 'carbynestack #73: more than 600 seconds', 'error', cases('knative/timeout')),
  // a minimum of 1 is what many want: beside a wait before zero it is not
  row(38, 'knative func #3924: a minimum of 1 keeps from zero', 'note', cases('keda/ineffective-interval.http')),
  row(39, 'kserve #537, knative #6059: initial-scale 0', 'warning', cases('knative/initial-scale')),
];

const bad = new Map(corpus('bad').map((entry) => [entry.name, entry]));

const shown = ROWS.flatMap(({ row: number, symptom, severity, shown: manifests }) =>
  Object.entries(manifests).map(([manifest, rule]) => [number, symptom, manifest, rule, severity] as const),
);

test.each(shown)('%i %s: %s is found by %s as %s', (_number, _symptom, manifest, rule, severity) => {
  const { manifests, cluster } = bad.get(manifest)!;
  const found = check(manifests, cluster).filter((finding) => finding.rule === rule);
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((finding) => finding.severity))).toStrictEqual(new Set([severity]));
});

test('every row is shown by a manifest of its own', () => {
  expect(ROWS.map(({ row: number }) => number)).toStrictEqual(Array.from({ length: 39 }, (_, index) => index + 1));
  const names = shown.map(([, , manifest]) => manifest);
  expect(new Set(names).size).toBe(names.length);
});
