import { isRouted } from '../../rules/http-add-on/routed';
import { HTTP_SCALED_OBJECT } from '../../rules/http-add-on/upstream';
import type { Manifest } from '../../rules/manifest';
import { elements, listOf, mapOf, textOf } from '../../rules/values';
import type { Change } from '../change';
import { variables, WITH_CONTAINERS } from './environment';
import { queriesOf, WITH_QUERIES } from './queries';

const CHANGELOG = 'https://github.com/kedacore/http-add-on/blob/v0.15.0/CHANGELOG.md';
const issue = (number: number) => `https://github.com/kedacore/http-add-on/issues/${number}`;

/** Variables that a release removed or renamed, by release. */
const VARIABLES: readonly (readonly [release: string, names: readonly string[], what: string, remedy: string, link: string])[] = [
  [
    '0.13',
    ['KEDA_HTTP_ENDPOINTS_CACHE_POLLING_INTERVAL_MS', 'KEDA_HTTP_SCALER_DEPLOYMENT_INFORMER_RSYNC_PERIOD', 'KEDA_HTTP_CURRENT_NAMESPACE'],
    'is no longer read by the add-on',
    'leave it out',
    CHANGELOG,
  ],
  [
    '0.14',
    [
      'KEDA_HTTP_TLS_HANDSHAKE_TIMEOUT',
      'KEDA_HTTP_EXPECT_CONTINUE_TIMEOUT',
      'KEDA_HTTP_KEEP_ALIVE',
      'KEDA_HTTP_IDLE_CONN_TIMEOUT',
      'KEDA_HTTP_DIAL_RETRY_TIMEOUT',
    ],
    'is no longer read by the interceptor, which takes the defaults of Go',
    'leave it out',
    issue(1474),
  ],
  [
    '0.14',
    ['KEDA_CONDITION_WAIT_TIMEOUT', 'KEDA_RESPONSE_HEADER_TIMEOUT'],
    'is deprecated, and goes before the variable that replaces it',
    'write KEDA_HTTP_READINESS_TIMEOUT and KEDA_HTTP_RESPONSE_HEADER_TIMEOUT',
    issue(1474),
  ],
  [
    '0.15',
    ['KEDA_HTTP_FORCE_HTTP2'],
    'is no longer read: HTTP/2 is negotiated',
    'write appProtocol: kubernetes.io/h2c on the port of the Service',
    issue(1084),
  ],
  [
    '0.15',
    ['KEDAHTTP_OPERATOR_EXTERNAL_SCALER_SERVICE', 'KEDAHTTP_OPERATOR_EXTERNAL_SCALER_PORT'],
    'is deprecated under this name',
    'write KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_SERVICE and KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_PORT',
    issue(1623),
  ],
  [
    '0.16',
    ['MIN_VERSION', 'MAX_VERSION', 'CIPHER_SUITES', 'CURVE_PREFERENCES', 'SKIP_VERIFY'].map((name) => `KEDA_HTTP_PROXY_TLS_${name}`),
    'is named KEDA_HTTP_TLS_...',
    'write the name without PROXY',
    'https://keda.sh/http-add-on/0.16/reference/environment-variables/',
  ],
];

/** The path of a field of an HTTPScaledObject, where it is not written. */
function without(object: Manifest, ...steps: readonly [string, string]): readonly string[] {
  const [outer, inner] = steps;
  return mapOf(mapOf(object.spec)[outer])[inner] === undefined ? [`spec.${outer}.${inner}`] : [];
}

export const httpAddOnChanges: readonly Change[] = [
  {
    id: 'http-add-on/no-hosts',
    component: 'httpAddOn',
    release: '0.12',
    what: 'a route without hosts takes every request that no other route takes, and took none',
    remedy: 'write the hosts by name',
    link: issue(1447),
    kinds: [HTTP_SCALED_OBJECT],
    fields: ({ spec }) => (listOf(mapOf(spec).hosts).length === 0 ? ['spec.hosts'] : []),
  },
  {
    id: 'http-add-on/readiness-wait',
    component: 'httpAddOn',
    release: '0.14',
    what: 'the interceptor waits for a replica without a limit of its own, and waited 20 seconds',
    remedy: 'write timeouts.conditionWait: 20s, or set KEDA_HTTP_READINESS_TIMEOUT',
    link: issue(1474),
    kinds: [HTTP_SCALED_OBJECT],
    fields: (object) => without(object, 'timeouts', 'conditionWait'),
  },
  {
    id: 'http-add-on/response-header-timeout',
    component: 'httpAddOn',
    release: '0.14',
    what: 'the interceptor waits 300 seconds for the headers of a response, and waited 0.5 seconds',
    remedy: 'write timeouts.responseHeader, or set KEDA_HTTP_RESPONSE_HEADER_TIMEOUT',
    link: issue(1474),
    kinds: [HTTP_SCALED_OBJECT],
    fields: (object) => without(object, 'timeouts', 'responseHeader'),
  },
  {
    id: 'http-add-on/timeout-status',
    component: 'httpAddOn',
    release: '0.14',
    what: 'a request that times out ends with 504, and ended with 502',
    remedy: 'look at retries and alerts on 502',
    link: issue(1474),
    kinds: [HTTP_SCALED_OBJECT],
    fields: () => [''],
  },
  {
    id: 'http-add-on/polling',
    component: 'httpAddOn',
    release: '0.14',
    what: "an HTTPScaledObject becomes an InterceptorRoute with a ScaledObject of one's own, which polls every 30 seconds where that of the operator polls every 15",
    remedy: 'write pollingInterval: 15 on the ScaledObject',
    link: 'https://keda.sh/http-add-on/0.16/operations/migrate-httpscaledobject-to-interceptorroute/',
    kinds: [HTTP_SCALED_OBJECT],
    fields: () => [''],
  },
  {
    id: 'http-add-on/metric-names',
    component: 'httpAddOn',
    release: '0.14',
    what: 'the metrics of the interceptor have other names and labels: route_name and route_namespace in place of path and host',
    remedy: 'write interceptor_request_count_total and interceptor_request_concurrency',
    link: issue(1589),
    kinds: WITH_QUERIES,
    fields: (object) => queriesOf(object, ['interceptor_requests_total', 'interceptor_pending_requests']),
  },
  {
    id: 'http-add-on/app-protocol',
    component: 'httpAddOn',
    release: '0.15',
    what: 'the interceptor speaks HTTP/1.1 to a Service without appProtocol, whatever the protocol of the client',
    remedy: 'write appProtocol: kubernetes.io/h2c on the port',
    link: issue(1676),
    kinds: ['Service'],
    fields: (service, { manifests }) => {
      if (!isRouted(service, manifests)) return [];
      return elements(mapOf(service.spec).ports, 'spec.ports').flatMap(([port, path]) => {
        const { name, appProtocol } = mapOf(port);
        return appProtocol === undefined && /^(grpc|h2c|http2)\b/.test(textOf(name) ?? '') ? [`${path}.appProtocol`] : [];
      });
    },
  },
  ...VARIABLES.flatMap(([release, names, what, remedy, link]) =>
    names.map(
      (name): Change => ({
        id: `http-add-on/${name.toLowerCase().replaceAll('_', '-')}`,
        component: 'httpAddOn',
        release,
        what: `${name} ${what}`,
        remedy,
        link,
        kinds: WITH_CONTAINERS,
        fields: (object) => variables(object, [name]),
      }),
    ),
  ),
];
