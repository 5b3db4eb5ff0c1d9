import { type Component, compareVersions, SUPPORTED } from './supported-versions';

/** A defect of some releases of a component. */
export interface Advisory {
  /** Id of the rule that finds manifests with the defect, such as `advisories/fallback-at-zero`; none where no manifest shows it. */
  readonly rule?: string;
  /** Kinds whose objects meet the defect whatever they say, where there is no rule. */
  readonly kinds?: readonly string[];
  readonly component: Component;
  /** First release with the defect: a minor version or a patch. Every supported release before `fixed` where it is absent. */
  readonly since?: string;
  /** First release without the defect: a minor version or a patch. No release yet where it is absent. */
  readonly fixed?: string;
  /** The defect in one line, as the docs list it. */
  readonly title: string;
  /** What the component does then: a clause. */
  readonly effect: string;
  /** What to write instead, for those who cannot upgrade. */
  readonly remedy: string;
  /** The upstream issue. */
  readonly link: string;
}

const keda = (issue: number) => ({ component: 'keda', link: `https://github.com/kedacore/keda/issues/${issue}` }) as const;
const httpAddOn = (issue: number) => ({ component: 'httpAddOn', link: `https://github.com/kedacore/http-add-on/issues/${issue}` }) as const;
const knative = (pull: number) => ({ component: 'knative', link: `https://github.com/knative/serving/pull/${pull}` }) as const;

const SCALED_OBJECT = ['keda.sh/ScaledObject'];
const ROUTES = ['http.keda.sh/HTTPScaledObject', 'http.keda.sh/InterceptorRoute'];

/** The known defects, by component and release. */
export const ADVISORIES: readonly Advisory[] = [
  {
    rule: 'keda/fallback-metric-type',
    ...keda(6696),
    since: '2.17.0',
    fixed: '2.17.1',
    title: 'A fallback is refused where no trigger writes its metricType',
    effect: 'the webhook refuses the ScaledObject, although AverageValue is the default',
    remedy: 'write metricType: AverageValue',
  },
  {
    rule: 'advisories/fallback-at-zero',
    ...keda(7239),
    fixed: '2.19',
    title: 'A fallback does not start a workload that has no replicas',
    effect: 'the fallback is applied by the HPA alone, which does not act on a workload without replicas',
    remedy: 'write minReplicaCount: 1',
  },
  {
    rule: 'advisories/push-beside-others',
    ...keda(6986),
    fixed: '2.18',
    title: 'An external-push trigger without activity scales to zero, although another trigger is active',
    effect: 'a push scaler that reports no activity scales the workload to zero, whatever the other triggers say',
    remedy: 'write minReplicaCount: 1, or give each of the triggers a workload of its own',
  },
  {
    rule: 'advisories/fallback-scale-client',
    ...keda(6992),
    since: '2.17',
    fixed: '2.18',
    title: 'A fallback that depends on the current replicas crashes the operator for other kinds than Deployment and StatefulSet',
    effect: 'the operator crashes when the fallback is applied, since it asks for the scale with a client that it does not have',
    remedy: 'write behavior: static',
  },
  {
    rule: 'advisories/sqs-queue-url',
    ...keda(6712),
    since: '2.17.0',
    fixed: '2.17.1',
    title: 'queueURLFromEnv of aws-sqs-queue is not read',
    effect: 'the scaler takes the name of the variable for the queue, and is never ready',
    remedy: 'write queueURL',
  },
  {
    rule: 'advisories/temporal-api-key',
    ...keda(6703),
    since: '2.17.0',
    fixed: '2.17.1',
    title: 'temporal does not reach Temporal Cloud with an API key',
    effect: 'the scaler connects without TLS, which Temporal Cloud requires with an API key',
    remedy: 'authenticate by a client certificate',
  },
  {
    rule: 'advisories/kafka-sasl-none',
    ...keda(7061),
    fixed: '2.18',
    title: 'kafka refuses sasl: none',
    effect: 'the scaler fails with an unknown SASL mode, and is never ready',
    remedy: 'leave sasl out',
  },
  {
    rule: 'advisories/env-prefix',
    ...keda(6728),
    fixed: '2.18',
    title: 'Variables of an envFrom with a prefix are not found by their names',
    effect: 'KEDA reads the variables of envFrom without the prefix, and finds none of that name',
    remedy: 'write the value, or a variable in env',
  },
  {
    rule: 'advisories/datadog-unavailable',
    ...keda(7238),
    since: '2.18.0',
    fixed: '2.18.2',
    title: 'metricUnavailableValue of datadog has no effect',
    effect: 'the scaler fails where Datadog has no value, and does not take metricUnavailableValue',
    remedy: 'write a query with a default, such as default_zero(...)',
  },
  {
    rule: 'advisories/transfer-without-name',
    ...keda(7254),
    fixed: '2.18.2',
    title: 'Taking over an HPA without its name crashes the webhook',
    effect: 'the webhook crashes on the ScaledObject when an HPA of somebody else scales its target',
    remedy: 'write the name of the HPA as advanced.horizontalPodAutoscalerConfig.name',
  },
  {
    rule: 'advisories/accurate-strategy',
    ...keda(7329),
    fixed: '2.19',
    title: 'The accurate strategy of a ScaledJob makes too many Jobs near maxReplicaCount',
    effect: 'pending Jobs are left out of the comparison with maxReplicaCount, and more Jobs are created than are needed',
    remedy: 'let a Job end that finds no message',
  },
  {
    rule: 'advisories/cron-comma',
    ...keda(7448),
    fixed: '2.20',
    title: 'A comma in a cron schedule makes an invalid metric name',
    effect: 'the name of the metric holds the comma, which the name of a metric must not',
    remedy: 'write one cron trigger for each of the times',
  },
  {
    rule: 'advisories/loki-path',
    ...keda(7648),
    fixed: '2.20',
    title: 'The path of serverAddress of loki is dropped',
    effect: 'the scaler replaces the path of the address by /loki/api/v1/query',
    remedy: 'serve Loki at the root of a host',
  },
  {
    rule: 'advisories/forgejo-zero',
    ...keda(7527),
    since: '2.18',
    fixed: '2.20',
    title: 'forgejo-runner never scales to zero',
    effect: 'the scaler is active whether there are jobs or not, and one replica always runs',
    remedy: 'write minReplicaCount: 1, since one replica runs in any case',
  },
  {
    rule: 'advisories/metrics-api-endpoints',
    ...keda(7641),
    since: '2.19',
    fixed: '2.20',
    title: 'aggregateFromKubeServiceEndpoints of metrics-api asks every Service of the namespace',
    effect: 'the scaler aggregates the endpoints of every Service of the namespace',
    remedy: 'leave aggregateFromKubeServiceEndpoints out',
  },
  {
    rule: 'advisories/custom-strategy',
    ...keda(7798),
    fixed: '2.20.2',
    title: 'The custom strategy of a ScaledJob without customScalingQueueLengthDeduction crashes the operator',
    effect: 'the operator reads the deduction that is not there, and crashes',
    remedy: 'write customScalingQueueLengthDeduction: 0',
  },
  {
    rule: 'advisories/default-strategy',
    ...keda(7855),
    since: '2.20.0',
    fixed: '2.20.2',
    title: 'The CRD refuses strategy: default of a ScaledJob',
    effect: 'the CRD takes custom, accurate and eager alone, and the API server refuses the ScaledJob',
    remedy: 'leave strategy out',
  },
  {
    rule: 'advisories/aws-secret-manager',
    ...keda(7927),
    fixed: '2.20.2',
    title: 'awsSecretManager without credentials and pod identity crashes the operator',
    effect: 'the operator crashes when a trigger reads the authentication',
    remedy: 'write awsSecretManager.podIdentity or awsSecretManager.credentials',
  },
  {
    rule: 'advisories/blob-glob',
    ...keda(6492),
    fixed: '2.20.2',
    title: 'A globPattern of azure-blob that starts with a slash matches no blob',
    effect: 'the pattern matches no blob, since the name of a blob starts without a slash',
    remedy: 'write the pattern without the slash',
  },
  {
    rule: 'advisories/solr-outage',
    ...keda(8036),
    fixed: '2.21',
    title: 'solr takes an error of Solr for an empty queue',
    effect: 'the scaler reports 0 for every answer that is not 200, and scales the workload to zero during an outage',
    remedy: 'write minReplicaCount: 1',
  },
  {
    rule: 'advisories/github-etags',
    ...keda(7949),
    since: '2.17',
    fixed: '2.21',
    title: 'enableEtags of github-runner counts the jobs of concurrent workflow runs twice',
    effect: 'the scaler answers for one workflow run with the cached jobs of another, and starts too many runners',
    remedy: 'leave enableEtags out',
  },
  {
    ...keda(7231),
    kinds: SCALED_OBJECT,
    fixed: '2.18.2',
    title: 'A ScaledObject that is created with a pause scales its workload',
    effect: 'the operator makes the HPA of a new ScaledObject before it looks at the annotation autoscaling.keda.sh/paused',
    remedy: 'add the annotation to a ScaledObject that is ready',
  },
  {
    ...keda(7488),
    kinds: SCALED_OBJECT,
    fixed: '2.20',
    title: 'The condition Fallback of a ScaledObject is out of date',
    effect: 'the operator compares the condition with that of the object which it read before',
    remedy: 'take the metric keda_scaler_detail_errors_total for alerts',
  },
  {
    rule: 'http-add-on/host-missing',
    ...httpAddOn(1447),
    since: '0.12.0',
    fixed: '0.12.2',
    title: 'A route without hosts, or with the host *, takes the probes of the interceptor',
    effect: 'the interceptor routes its own probes to the app, and never gets ready',
    remedy: 'write the hosts by name',
  },
  {
    rule: 'advisories/forwarded-proto',
    ...httpAddOn(1432),
    since: '0.12.0',
    fixed: '0.12.1',
    title: 'The interceptor overwrites X-Forwarded-Proto and X-Forwarded-Host',
    effect: 'the app sees http behind an Ingress that terminates TLS, and may redirect without end',
    remedy: 'let the app ignore X-Forwarded-Proto',
  },
  {
    ...httpAddOn(1449),
    kinds: ROUTES,
    since: '0.12.0',
    fixed: '0.12.2',
    title: 'A request that starts an app may end with 502',
    effect: 'the interceptor tries to connect for too short a time where the address of the Service takes longer to reach the node',
    remedy: 'let clients try again',
  },
  {
    ...httpAddOn(1668),
    kinds: ROUTES,
    fixed: '0.15',
    title: 'The interceptor panics where an app does not take the body of a request',
    effect: 'the body is read by two handlers at the same time',
    remedy: 'run two replicas of the interceptor',
  },
  {
    ...httpAddOn(1636),
    kinds: ROUTES,
    fixed: '0.15',
    title: 'Requests are cut off when a replica of the interceptor ends',
    effect: 'the interceptor does not wait for the requests that it forwards',
    remedy: 'let clients try again',
  },
  {
    ...httpAddOn(1656),
    kinds: ['http.keda.sh/InterceptorRoute'],
    since: '0.14',
    title: 'A changed scalingMetric of an InterceptorRoute does not reach the HPA',
    effect: 'KEDA asks the scaler for its targets only when the ScaledObject changes',
    remedy: 'change the spec of the ScaledObject with the route',
  },
  {
    rule: 'advisories/rate-and-concurrency',
    ...httpAddOn(1659),
    since: '0.14',
    fixed: '0.15',
    title: 'Concurrency and request rate together give the HPA wrong values',
    effect: 'the scaler answers for each of the two metrics with both values',
    remedy: 'write one of the two metrics',
  },
  {
    rule: 'advisories/rate-window',
    ...httpAddOn(1692),
    fixed: '0.16',
    title: 'A request rate over more than 2000 buckets rounds to zero',
    effect: 'the rate of a single request rounds to 0, the app does not start, and the request ends with 504',
    remedy: 'write a granularity of at least 1/2000 of the window',
  },
  {
    rule: 'advisories/ca-secret-name',
    component: 'spinOperator',
    since: '0.2',
    fixed: '0.3',
    title: 'installDefaultCACerts is not applied under a name of its own',
    effect: 'the operator does not create the Secret that caCertSecret names, and the pods do not start',
    remedy: 'leave caCertSecret out',
    link: 'https://github.com/spinframework/spin-operator/pull/264',
  },
  {
    rule: 'advisories/response-start-timeout',
    ...knative(15899),
    fixed: '1.19',
    title: 'A response that starts just before responseStartTimeoutSeconds hangs',
    effect: 'queue-proxy waits for a timer that has fired, and a request that takes longer never ends',
    remedy: 'leave responseStartTimeoutSeconds out',
  },
  {
    rule: 'advisories/initial-scale',
    ...knative(16327),
    fixed: '1.21',
    title: 'A replaced revision with an initial scale above 1 keeps its pods',
    effect: 'a revision that was replaced before it was ready does not scale to zero',
    remedy: 'write initial-scale: "1"',
  },
];

/** The defect that a rule finds. */
export function advisoryOf(rule: string): Advisory | undefined {
  return ADVISORIES.find((advisory) => advisory.rule === rule);
}

/** Whether a release has a defect; `maybe` for a minor version of which some patches have it. */
export function hasDefect({ since, fixed }: Pick<Advisory, 'since' | 'fixed'>, version: string): boolean | 'maybe' {
  const first = since === undefined ? version : since;
  if (version.split('.').length > 2) return compare(version, first) >= 0 && (fixed === undefined || compare(version, fixed) < 0);
  if (compareVersions(version, first) < 0) return false;
  if (fixed !== undefined && compare(version, fixed) >= 0) return false;
  const isMixed = [since, fixed].some((bound) => bound !== undefined && compareVersions(version, bound) === 0 && patchOf(bound) > 0);
  return isMixed ? 'maybe' : true;
}

/** The releases with a defect, for messages: `KEDA before 2.19`, `KEDA 2.17.0`, `KEDA from 2.17 to before 2.21`. */
export function affected({ component, since, fixed }: Advisory): string {
  const { title } = SUPPORTED[component];
  if (since === undefined) return fixed === undefined ? `every release of ${title}` : `${title} before ${fixed}`;
  if (fixed === undefined) return `${title} from ${since}`;
  const isOne = compareVersions(since, fixed) === 0 && patchOf(fixed) === patchOf(since) + 1;
  return isOne ? `${title} ${since}` : `${title} from ${since} to before ${fixed}`;
}

function patchOf(version: string): number {
  return Number(version.split('.')[2] ?? 0);
}

/** Compares two releases; a minor version counts as its first patch. */
function compare(a: string, b: string): number {
  return compareVersions(a, b) || patchOf(a) - patchOf(b);
}
