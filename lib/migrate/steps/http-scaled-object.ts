import { isSeq } from 'yaml';
import { SINCE } from '../../cluster/releases';
import { stepsOf } from '../../files/yaml/locate';
import { atLeast } from '../../rules/cluster';
import { HTTPSO_SPEC, HTTPSO_TARGET, METRIC, misplacedField } from '../../rules/http-add-on/misplaced';
import { HTTP_SCALED_OBJECT } from '../../rules/http-add-on/upstream';
import type { Item } from '../item';
import { makeSeq } from '../node';
import { follow, type Step } from '../step';
import type { Workspace } from '../workspace';

const TARGET = ['spec', 'scaleTargetRef'];
const PENDING = ['spec', 'targetPendingRequests'];

/** Converts an HTTPScaledObject of any release to the schema of HTTP add-on 0.9 and newer. */
export const httpScaledObject: Step = {
  title:
    'HTTPScaledObject: host becomes hosts, deployment becomes name, targetPendingRequests becomes scalingMetric, misplaced fields move',
  run(workspace) {
    follow(workspace, [misplacedField], (item, { steps, message }) => {
      if (item.kind !== HTTP_SCALED_OBJECT) return;
      const [, parent] = steps;
      const table = parent === 'scaleTargetRef' ? HTTPSO_TARGET : parent === 'scalingMetric' ? METRIC : HTTPSO_SPEC;
      const to = stepsOf(table.get(String(steps.at(-1)))!).map(String);
      if (item.pair(to)) return;
      workspace.change(item, steps, `${steps.at(-1)} moves to ${to.join('.')}`, message);
      item.move(steps, to);
    });
    for (const item of workspace.ofKind(HTTP_SCALED_OBJECT)) {
      reshapeHosts(workspace, item);
      reshapeTarget(workspace, item);
      reshapeMetric(workspace, item);
    }
  },
};

function reshapeHosts(workspace: Workspace, item: Item): void {
  const [old, path] = [
    ['spec', 'host'],
    ['spec', 'hosts'],
  ];
  const host = item.pair(old);
  if (host) {
    workspace.change(item, old, 'host becomes hosts', 'host was removed in HTTP add-on 0.7');
    const hosts = item.at(path);
    if (isSeq(hosts)) {
      if (!(item.value(path) as unknown[]).includes(item.value(old))) hosts.items.unshift(host.value);
      item.remove(old);
    } else {
      item.remove(path);
      host.value = makeSeq([host.value]);
      item.rename(old, 'hosts');
    }
  }
  const hosts = item.pair(path);
  if (typeof item.value(path) !== 'string' || !hosts) return;
  workspace.change(item, path, 'hosts becomes a list', 'the API server refuses a string (kedacore/http-add-on issue 1005)');
  hosts.value = makeSeq([hosts.value]);
  item.touch();
}

function reshapeTarget(workspace: Workspace, item: Item): void {
  const old = [...TARGET, 'deployment'];
  if (!item.pair(old)) return;
  workspace.change(item, old, 'deployment becomes apiVersion, kind and name', 'deployment was removed in HTTP add-on 0.9');
  if (item.pair([...TARGET, 'name'])) {
    item.remove(old);
    return;
  }
  item.rename(old, 'name');
  if (!item.pair([...TARGET, 'kind'])) item.set([...TARGET, 'kind'], 'Deployment', 'name');
  if (!item.pair([...TARGET, 'apiVersion'])) item.set([...TARGET, 'apiVersion'], 'apps/v1', 'kind');
}

function reshapeMetric(workspace: Workspace, item: Item): void {
  if (!item.pair(PENDING) || !atLeast(workspace.cluster, 'httpAddOn', SINCE.httpAddOn.scalingMetric)) return;
  const metric = item.value(['spec', 'scalingMetric']) ?? {};
  if (metric.concurrency || metric.requestRate) {
    workspace.change(item, PENDING, 'targetPendingRequests is removed', 'it has no effect beside scalingMetric');
    item.remove(PENDING);
    return;
  }
  workspace.change(
    item,
    PENDING,
    'targetPendingRequests becomes scalingMetric.concurrency',
    'targetPendingRequests is deprecated since HTTP add-on 0.8',
  );
  const pending = item.take(PENDING)!;
  item.set(['spec', 'scalingMetric', 'concurrency', 'targetValue'], pending.value);
}
