import { entries, mapOf } from '../../rules/values';
import type { Change } from '../change';

/** Settings of OpenCensus that config-observability no longer takes. */
const OPEN_CENSUS =
  /^(metrics\.(backend-destination|request-metrics-backend-destination|opencensus-address|reporting-period-seconds)|profiling\.enable)$/;

export const knativeChanges: readonly Change[] = [
  {
    id: 'knative/observability',
    component: 'knative',
    release: '1.19',
    what: 'metrics and traces are those of OpenTelemetry, with other names and settings',
    remedy: 'write metrics-protocol and tracing-protocol in config-observability, and look at dashboards and alerts',
    link: 'https://github.com/knative/serving/pull/15956',
    kinds: ['ConfigMap'],
    fields: ({ metadata, data }) => {
      if (metadata.name !== 'config-observability') return [];
      return entries(mapOf(data), 'data').flatMap(([key, , path]) => (OPEN_CENSUS.test(key) ? [path] : []));
    },
  },
];
