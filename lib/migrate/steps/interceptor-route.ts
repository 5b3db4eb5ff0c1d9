import type { YAMLMap } from 'yaml';
import { SINCE } from '../../cluster/since';
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
 * An HTTPScaledObject becomes an InterceptorRoute and a ScaledObject of its name.
 *
 * The operator owns the ScaledObject that it made, so that it goes with the HTTPScaledObject. In the first commit the HTTPScaledObject stays and says, by an annotation,
 * that the operator lets go; the route of its name takes over the requests (pkg/routing/table.go), and the ScaledObject of its name takes the place of the
 * operator's. In the second commit the HTTPScaledObject goes.
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

/** The objects of today, those that are added included. */
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
    sayWhatDiffers(workspace, item);
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
      'no operator makes one for an InterceptorRoute',
    );
    known.scalers.push(workspace.insert(makeScaledObject(item, workspace.cluster), 'after', made));
  } else if (![...addOnTriggers(scaler.manifest)].some((trigger) => namesRoute(trigger, name))) {
    workspace.change(
      scaler,
      ['spec', 'triggers'],
      `gets a trigger for the InterceptorRoute ${name}`,
      `${name} scales the same workload, which has one ScaledObject`,
    );
    addTrigger(scaler, makeTrigger(name, workspace.cluster));
    for (const field of ['replicas', 'scaledownPeriod', 'initialCooldownPeriod']) {
      if (!item.pair(['spec', field])) continue;
      workspace.leave(
        item,
        ['spec', field],
        `compare ${field} with what ${scaler.name} says`,
        'the ScaledObject that stays has bounds and periods of its own',
      );
    }
  }
  if (workspace.commit === 2) takeOut(workspace, item);
  else letGo(workspace, item, skipped, scaler);
}

/** The first commit: the operator gives up its ScaledObject. */
function letGo(workspace: Workspace, item: Item, skipped: boolean, scaler: Item | undefined): void {
  const { name, namespace, manifest } = item;
  const orphaned = item.value([...ANNOTATIONS, ORPHAN]) === 'true';
  if (!skipped && !orphaned) {
    // one of another name takes its place: the operator deletes its own
    const annotation = scaler && scaler.name !== name ? SKIP : ORPHAN;
    const why =
      annotation === ORPHAN
        ? 'the operator would delete the ScaledObject with the HTTPScaledObject'
        : `${scaler?.name} takes the place of the operator's ScaledObject`;
    workspace.change(item, ANNOTATIONS, `gets the annotation ${annotation}: "true"`, why);
    item.set([...ANNOTATIONS, annotation], 'true');
  }
  const verify = `kubectl get scaledobject ${name}${manifest.metadata.namespace ? ` -n ${namespace}` : ''} -o jsonpath='{.metadata.ownerReferences}'`;
  const when = skipped ? 'is applied' : `is applied and \`${verify}\` prints nothing`;
  workspace.leave(item, [], 'remove it in a second commit: cdk8s-wasm migrate --step 2', `only once the first one ${when}`);
}

/** The second commit. */
function takeOut(workspace: Workspace, item: Item): void {
  const ready = [SKIP, ORPHAN].some((annotation) => item.value([...ANNOTATIONS, annotation]) === 'true');
  workspace.change(item, [], 'removed', 'the InterceptorRoute of its name routes, and the ScaledObject scales');
  if (!ready) {
    const why = 'on a cluster that has the HTTPScaledObject, the operator deletes the ScaledObject with it';
    workspace.leave(item, [], 'apply what cdk8s-wasm migrate --step 1 writes before this', why);
  }
  workspace.remove(item);
}

function findRoute({ routes }: Known, namespace: string, name: string): Item | undefined {
  return routes.find((route) => route.name === name && route.namespace === namespace);
}

/** The ScaledObject that asks for the route, or scales the workload anyway. */
function findScaler(known: Known, item: Item): Item | undefined {
  const { namespace, name } = item;
  const scalers = known.scalers.filter((scaler) => scaler.namespace === namespace);
  const asking = scalers.find(({ manifest }) => [...addOnTriggers(manifest)].some((trigger) => namesRoute(trigger, name)));
  const target = targetOf(item.manifest);
  const isSame = (scaler: Item) => {
    const other = targetOf(scaler.manifest);
    return scaler.name === name || (other?.groupKind === target?.groupKind && other?.name === target?.name);
  };
  return asking ?? scalers.find(isSame);
}

function namesRoute(
  { interceptorRoute: route, httpScaledObject: object }: { interceptorRoute?: string; httpScaledObject?: string },
  name: string,
): boolean {
  return (route ?? object) === name;
}

/** The route comes before the ScaledObject that asks for it: before KEDA 2.20 there is no second chance (kedacore/keda issue 7729). */
function addRoute(workspace: Workspace, item: Item, scaler: Item | undefined): Item {
  const items = workspace.items;
  const first = scaler && items.indexOf(scaler) < items.indexOf(item) ? scaler : undefined;
  return workspace.insert(makeRoute(item), first ? 'before' : 'after', first ?? item);
}

/** What is said of an HTTPScaledObject that says more than one thing. */
function sayWhatDiffers(workspace: Workspace, item: Item): void {
  const { concurrency, requestRate } = item.value(['spec', 'scalingMetric']) ?? {};
  if (!concurrency || !requestRate) return;
  const what = 'leave one of concurrency and requestRate out, unless the higher one should decide';
  workspace.leave(
    item,
    ['spec', 'scalingMetric'],
    what,
    'the operator refused both in an HTTPScaledObject, and an InterceptorRoute measures both',
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

/** Triggers of ScaledObjects beside: they ask the same scaler, by the route's name. */
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
      workspace.change(item, steps, 'httpScaledObject is left out', 'it is not read beside interceptorRoute');
      item.remove(steps);
    } else if (findRoute(known, item.namespace, name)) {
      workspace.change(item, steps, `httpScaledObject becomes interceptorRoute: ${name}`, GUIDE);
      item.rename(steps, 'interceptorRoute');
    } else {
      workspace.leave(
        item,
        steps,
        `migrate the HTTPScaledObject ${name} together with this`,
        'it is not among these files, so that it keeps its trigger',
      );
    }
  }
}
