import { scaledOf, type TriggerPart } from '../../rules/keda/scaled';
import { SCALED } from '../../rules/keda/upstream';
import type { Manifest } from '../../rules/manifest';
import { textOf } from '../../rules/values';
import type { Change } from '../change';
import { queriesOf, WITH_QUERIES } from './queries';

/** Metrics of KEDA that were renamed in 2.14, and whose former names 2.17 removed. */
const RENAMED = [
  'keda_scaler_metrics_latency',
  'keda_scaler_errors',
  'keda_scaler_errors_total',
  'keda_scaled_object_errors',
  'keda_scaled_job_errors',
  'keda_trigger_totals',
  'keda_resource_totals',
  'keda_internal_scale_loop_latency',
];

const link = (issue: number) => `https://github.com/kedacore/keda/issues/${issue}`;

/** The types of the triggers of a type that meet a condition. */
function typesOf(object: Manifest, type: string, meets: (trigger: TriggerPart) => boolean = () => true): readonly string[] {
  return scaledOf(object).triggers.flatMap((trigger) => (trigger.type === type && meets(trigger) ? [`${trigger.path}.type`] : []));
}

export const kedaChanges: readonly Change[] = [
  {
    id: 'keda/metric-names',
    component: 'keda',
    release: '2.17',
    what: 'the former names of the metrics of KEDA are removed, and queries of them are empty',
    remedy: 'write the names of 2.14, such as keda_scaler_metrics_latency_seconds and keda_scaler_detail_errors_total',
    link: link(6339),
    kinds: WITH_QUERIES,
    fields: (object) => queriesOf(object, RENAMED),
  },
  {
    id: 'keda/selenium-downloads',
    component: 'keda',
    release: '2.17',
    what: 'enableManagedDownloads of selenium-grid is true by default, and counts only requests for nodes with downloads',
    remedy: 'write enableManagedDownloads: "false" where the nodes do not manage downloads',
    link: link(6684),
    kinds: SCALED,
    fields: (object) => typesOf(object, 'selenium-grid', ({ metadata }) => metadata.enableManagedDownloads === undefined),
  },
  {
    id: 'keda/cron-zero',
    component: 'keda',
    release: '2.18',
    what: 'the metric of a cron trigger is 0 outside of its hours, and was 1',
    remedy: 'look at formulas that read it; write minReplicaCount: 1 for a replica at all hours',
    link: link(6886),
    kinds: SCALED,
    fields: (object) => typesOf(object, 'cron'),
  },
  {
    id: 'keda/prometheus-nan',
    component: 'keda',
    release: '2.20',
    what: 'NaN from Prometheus is taken as an infinite value is: 0 with ignoreNullValues, an error without',
    remedy: 'look at queries that divide, and write ignoreNullValues: "false" where NaN is a failure',
    link: link(7475),
    kinds: SCALED,
    fields: (object) => typesOf(object, 'prometheus', ({ metadata }) => textOf(metadata.query)?.includes('/') === true),
  },
  {
    id: 'keda/azure-pipelines-jobs',
    component: 'keda',
    release: '2.20',
    what: 'azure-pipelines no longer counts jobs that an agent has taken',
    remedy: 'look at targetPipelinesQueueLength and at the scaling strategy, if they were set to make up for these jobs',
    link: link(7747),
    kinds: SCALED,
    fields: (object) => typesOf(object, 'azure-pipelines'),
  },
];
