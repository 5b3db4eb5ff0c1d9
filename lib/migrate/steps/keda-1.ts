import { successorOf } from '../../rules/removed/keda-1-keys';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Item } from '../item';
import type { Step } from '../step';
import type { Workspace } from '../workspace';

const KEDA_1 = 'keda.k8s.io/ScaledObject';

const TARGET = ['spec', 'scaleTargetRef'];
const GUIDE = 'https://keda.sh/docs/2.20/migration/';

/** Fields of a ScaledObject that a ScaledJob does not have. */
const NOT_OF_JOBS = ['scaleType', 'scaleTargetRef', 'cooldownPeriod', 'minReplicaCount'];

/**
 * Converts a ScaledObject of KEDA 1: jobs to a ScaledJob, names of the target, and trigger keys that name an environment variable.
 *
 * @see https://keda.sh/docs/2.20/migration/
 */
export const keda1: Step = {
  title: 'KEDA 1: a ScaledObject of jobs becomes a ScaledJob, deploymentName becomes name, and keys that name a variable end in FromEnv',
  run(workspace) {
    // an object whose apiVersion alone was changed
    for (const item of workspace.ofKind('keda.sh/ScaledObject')) {
      if (!isJob(item) || item.pair(TARGET) === undefined) reshape(workspace, item);
    }
    for (const item of workspace.ofKind(KEDA_1, 'keda.k8s.io/ScaledJob')) {
      if (item.kind === KEDA_1) reshape(workspace, item);
      for (const [index, trigger] of listOf(item.value(['spec', 'triggers'])).entries()) {
        convertTrigger(workspace, item, ['spec', 'triggers', index], textOf(mapOf(trigger).type) ?? '');
      }
    }
  },
};

function reshape(workspace: Workspace, item: Item): void {
  if (isJob(item)) {
    workspace.change(item, ['kind'], 'kind becomes ScaledJob', `jobTargetRef belongs to ScaledJob since KEDA 2.0 (${GUIDE})`);
    item.set(['kind'], 'ScaledJob');
    for (const field of NOT_OF_JOBS) drop(workspace, item, ['spec', field], 'a ScaledJob has no such field');
    return;
  }
  drop(workspace, item, ['spec', 'scaleType'], 'KEDA 2 reads it from the kind');
  rename(workspace, item, [...TARGET, 'deploymentName'], 'name', 'KEDA 2 scales any kind with /scale, a Deployment by default');
  rename(workspace, item, [...TARGET, 'containerName'], 'envSourceContainerName', 'KEDA 2 names the container of the environment so');
}

function isJob(item: Item): boolean {
  return item.value(['spec', 'scaleType']) === 'job' || item.pair(['spec', 'jobTargetRef']) !== undefined;
}

function convertTrigger(workspace: Workspace, item: Item, trigger: readonly (string | number)[], type: string): void {
  const metadata = [...trigger, 'metadata'];
  for (const [key, value] of Object.entries(mapOf(item.value(metadata)))) {
    const steps = [...metadata, key];
    const successor = successorOf(type, key, value);
    if (!successor) continue;
    const { key: to, plain, isVariable } = successor;
    if (
      !rename(
        workspace,
        item,
        steps,
        to,
        isVariable ? `KEDA 2 reads ${plain} as a value, and ${plain}FromEnv as the name of a variable` : `${key} was removed in KEDA 2.0`,
      )
    )
      continue;
    if (key !== 'apiHost' || item.pair([...metadata, 'protocol'])) continue;
    workspace.change(item, [...metadata, to], 'protocol is added: http', 'apiHost was the HTTP API, and KEDA 2 speaks AMQP by default');
    item.set([...metadata, 'protocol'], 'http', to);
  }
}

function drop(workspace: Workspace, item: Item, steps: readonly (string | number)[], why: string): void {
  if (!item.pair(steps)) return;
  workspace.change(item, steps, `${steps.at(-1)} is removed`, why);
  item.remove(steps);
}

function rename(workspace: Workspace, item: Item, steps: readonly (string | number)[], to: string, why: string): boolean {
  if (!item.pair(steps)) return false;
  const key = String(steps.at(-1));
  if (item.pair([...steps.slice(0, -1), to])) {
    workspace.leave(item, steps, `remove ${key}, or ${to}`, `both are there, and ${why}`);
    return false;
  }
  workspace.change(item, steps, `${key} becomes ${to}`, why);
  item.rename(steps, to);
  return true;
}
