import type { YAMLMap } from 'yaml';
import { SINCE } from '../../cluster/releases';
import { atLeast } from '../../rules/cluster';
import { addOnTriggers } from '../../rules/http-add-on/scalers';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, ORPHAN, SKIP } from '../../rules/http-add-on/upstream';
import { targetOf } from '../../rules/keda/target-reference';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import type { Item } from '../item';
import type { Step } from '../step';
import type { Workspace } from '../workspace';
import { makeRoute } from './make-route';
import { makeScaledObject, makeTrigger } from './make-scaled-object';

const ANNOTATIONS = ['metadata', 'annotations'];
const GUIDE = 'HTTPScaledObject is deprecated since HTTP add-on 0.14';

/**
 * Replaces an HTTPScaledObject by an InterceptorRoute and a ScaledObject of the same name.
 *
 * The operator owns the ScaledObject that it created, which is deleted together with the HTTPScaledObject. The first commit keeps the
 * HTTPScaledObject with an annotation that makes the operator orphan the ScaledObject; the InterceptorRoute of that name takes over the
 * requests (pkg/routing/table.go), and the ScaledObject of that name replaces the operator's. The second commit removes the HTTPScaledObject.
 *
 * @see https://github.com/kedacore/keda-docs content/http-add-on/0.15/operations/migrate-httpscaledobject-to-interceptorroute.md
 * @see https://github.com/kedacore/http-add-on operator/controllers/http/app.go
 */
export const interceptorRoute: Step = {
  title: 'HTTPScaledObject becomes InterceptorRoute and ScaledObject, in two commits, from HTTP add-on 0.14',
  run(workspace) {
    if (!atLeast(workspace.cluster, 'httpAddOn', SINCE.httpAddOn.routes)) return;
    const known: Known = { routes: [...workspace.ofKind(INTERCEPTOR_ROUTE)], scalers: [...workspace.ofKind(SCALED_OBJECT)] };
    for (const item of workspace.ofKind(HTTP_SCALED_OBJECT)) convert(workspace, item, known);
    for (const item of known.scalers) renameReference(workspace, item, known);
  },
};

/** The routes and scalers, including those that this step adds. */
interface Known {
  readonly routes: Item[];
  readonly scalers: Item[];
}

function convert(workspace: Workspace, item: Item, known: Known): void {
  const { name } = item;
  if (typeof name !== 'string' || !item.manifest.spec) return;
  const route = findRoute(known, item.namespace, name);
  const scaler = findScaler(known, item);
  if (!route) {
    workspace.change(item, [], 'becomes an InterceptorRoute', GUIDE);
    reportBothMetrics(workspace, item);
  }
  const skipped = item.value([...ANNOTATIONS, SKIP]) === 'true';
  const made = route ?? addRoute(workspace, item, scaler);
  if (!route) known.routes.push(made);
  if (!scaler && skipped) {
    const what = `in the ScaledObject with a trigger for ${name}, write interceptorRoute: ${name} in place of httpScaledObject`;
    workspace.leave(item, [...ANNOTATIONS, SKIP], what, 'it is not among these files');
  } else if (!scaler) {
    workspace.change(
      item,
      ['spec', 'scaleTargetRef'],
      'its scaling becomes a ScaledObject',
      'the operator creates none for an InterceptorRoute',
    );
    known.scalers.push(workspace.insert(makeScaledObject(item, workspace.cluster), 'after', made));
  } else if (![...addOnTriggers(scaler.manifest)].some((trigger) => namesRoute(trigger, name))) {
    workspace.change(
      scaler,
      ['spec', 'triggers'],
      `gets a trigger for the InterceptorRoute ${name}`,
      `${name} scales the same workload, which can have only one ScaledObject`,
    );
    addTrigger(scaler, makeTrigger(name, workspace.cluster));
    for (const field of ['replicas', 'scaledownPeriod', 'initialCooldownPeriod']) {
      if (!item.pair(['spec', field])) continue;
      workspace.leave(
        item,
        ['spec', field],
        `compare ${field} with the ScaledObject ${scaler.name}`,
        'the existing ScaledObject keeps its own bounds and periods',
      );
    }
  }
  if (workspace.commit === 2) removeHttpScaledObject(workspace, item);
  else orphanScaledObject(workspace, item, skipped, scaler);
}

/** Makes the operator give up its ScaledObject, in the first commit. */
function orphanScaledObject(workspace: Workspace, item: Item, skipped: boolean, scaler: Item | undefined): void {
  const { name, namespace, manifest } = item;
  const orphaned = item.value([...ANNOTATIONS, ORPHAN]) === 'true';
  if (!skipped && !orphaned) {
    // with a ScaledObject of another name, the operator must delete its own
    const annotation = scaler && scaler.name !== name ? SKIP : ORPHAN;
    const why =
      annotation === ORPHAN
        ? 'the operator would delete the ScaledObject with the HTTPScaledObject'
        : `${scaler?.name} replaces the operator's ScaledObject`;
    workspace.change(item, ANNOTATIONS, `gets the annotation ${annotation}: "true"`, why);
    item.set([...ANNOTATIONS, annotation], 'true');
  }
  const verify = `kubectl get scaledobject ${name}${manifest.metadata.namespace ? ` -n ${namespace}` : ''} -o jsonpath='{.metadata.ownerReferences}'`;
  const when = skipped ? 'is applied' : `is applied and \`${verify}\` prints nothing`;
  workspace.leave(item, [], 'remove it in a second commit: cdk8s-wasm migrate --step 2', `only after the first one ${when}`);
}

/** Removes the HTTPScaledObject, in the second commit. */
function removeHttpScaledObject(workspace: Workspace, item: Item): void {
  const ready = [SKIP, ORPHAN].some((annotation) => item.value([...ANNOTATIONS, annotation]) === 'true');
  workspace.change(item, [], 'removed', 'the InterceptorRoute and the ScaledObject replace it');
  if (!ready) {
    const why = 'on a cluster that has the HTTPScaledObject, the operator would delete the ScaledObject with it';
    workspace.leave(item, [], 'apply the output of cdk8s-wasm migrate --step 1 first', why);
  }
  workspace.remove(item);
}

function findRoute({ routes }: Known, namespace: string, name: string): Item | undefined {
  return routes.find((route) => route.name === name && route.namespace === namespace);
}

/** Returns the ScaledObject with a trigger for the route, or the one that scales the same workload. */
function findScaler(known: Known, item: Item): Item | undefined {
  const { namespace, name } = item;
  const scalers = known.scalers.filter((scaler) => scaler.namespace === namespace);
  const triggered = scalers.find(({ manifest }) => [...addOnTriggers(manifest)].some((trigger) => namesRoute(trigger, name)));
  const target = targetOf(item.manifest);
  const isSame = (scaler: Item) => {
    const other = targetOf(scaler.manifest);
    return scaler.name === name || (other?.groupKind === target?.groupKind && other?.name === target?.name);
  };
  return triggered ?? scalers.find(isSame);
}

function namesRoute(
  { interceptorRoute: route, httpScaledObject: object }: { interceptorRoute?: string; httpScaledObject?: string },
  name: string,
): boolean {
  return (route ?? object) === name;
}

/** Inserts the route before the ScaledObject that refers to it, which KEDA before 2.20 does not retry (kedacore/keda issue 7729). */
function addRoute(workspace: Workspace, item: Item, scaler: Item | undefined): Item {
  const items = workspace.items;
  const first = scaler && items.indexOf(scaler) < items.indexOf(item) ? scaler : undefined;
  return workspace.insert(makeRoute(item), first ? 'before' : 'after', first ?? item);
}

/** Records a manual step for an HTTPScaledObject with both metrics. */
function reportBothMetrics(workspace: Workspace, item: Item): void {
  const { concurrency, requestRate } = item.value(['spec', 'scalingMetric']) ?? {};
  if (!concurrency || !requestRate) return;
  const what = 'omit one of concurrency and requestRate, unless the higher one should decide';
  workspace.leave(
    item,
    ['spec', 'scalingMetric'],
    what,
    'the operator refused an HTTPScaledObject with both, and an InterceptorRoute scales on both',
  );
}

function addTrigger(scaler: Item, trigger: YAMLMap): void {
  const triggers = scaler.at(['spec', 'triggers']) as { items?: unknown[] } | undefined;
  if (Array.isArray(triggers?.items)) {
    triggers.items.push(trigger);
    scaler.touch();
  } else {
    scaler.set(['spec', 'triggers'], [trigger.toJSON()]);
  }
}

/** Replaces httpScaledObject by interceptorRoute in the triggers of a ScaledObject. */
function renameReference(workspace: Workspace, item: Item, known: Known): void {
  for (const { path, httpScaledObject: name, interceptorRoute: route } of addOnTriggers(item.manifest)) {
    if (!name) continue;
    const steps = [
      ...path
        .split(/[.[\]]/)
        .filter(Boolean)
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
      'httpScaledObject',
    ];
    if (route) {
      workspace.change(item, steps, 'httpScaledObject is removed', 'it is ignored beside interceptorRoute');
      item.remove(steps);
    } else if (findRoute(known, item.namespace, name)) {
      workspace.change(item, steps, `httpScaledObject becomes interceptorRoute: ${name}`, GUIDE);
      item.rename(steps, 'interceptorRoute');
    } else {
      workspace.leave(
        item,
        steps,
        `migrate the HTTPScaledObject ${name} together with this`,
        'it is not among these files, so its trigger stays',
      );
    }
  }
}
