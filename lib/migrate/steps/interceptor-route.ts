import type { YAMLMap } from 'yaml';
import { scalesRoutes } from '../../cluster/releases';
import { grouped } from '../../core/derived';
import { stepsOf } from '../../files/yaml/locate';
import { addOnTriggers } from '../../rules/http-add-on/scalers';
import { HTTP_SCALED_OBJECT, ORPHAN, SKIP } from '../../rules/http-add-on/upstream';
import { SCALED_OBJECT } from '../../rules/keda/upstream';
import { mapOf } from '../../rules/values';
import type { Item } from '../item';
import { KnownObjects, namesRoute } from '../known-objects';
import { makeRoute } from '../make-route';
import { makeScaledObject, makeTrigger } from '../make-scaled-object';
import { makeSeq } from '../node';
import { identityOf } from '../scopes';
import type { Step } from '../step';
import type { Workspace } from '../workspace';

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
  title: 'HTTPScaledObject becomes InterceptorRoute and ScaledObject, in two commits, from HTTP add-on 0.14 with KEDA 2.17',
  run(workspace) {
    if (!scalesRoutes(workspace.cluster)) return;
    const known = new KnownObjects(workspace);
    const twice = twiceInOneFile(workspace);
    for (const item of workspace.ofKind(HTTP_SCALED_OBJECT)) {
      if (twice.has(item))
        workspace.leave(item, [], 'remove all but one object of this name from the file', 'each replaces the one before');
      else if (item.manifest.spec) convert(workspace, item, known);
    }
    for (const item of workspace.ofKind(SCALED_OBJECT)) renameReference(workspace, item, known);
  },
};

/** Returns the HTTPScaledObjects that stand more than once in one file: the last one would count, and no step decides that. */
function twiceInOneFile(workspace: Workspace): ReadonlySet<Item> {
  const twice = new Set<Item>();
  for (const file of workspace.files) {
    const objects = file.items.filter(({ kind }) => kind === HTTP_SCALED_OBJECT);
    for (const same of grouped(objects, identityOf).values()) if (same.length > 1) for (const item of same) twice.add(item);
  }
  return twice;
}

function convert(workspace: Workspace, item: Item, known: KnownObjects): void {
  const { name } = item;
  const route = known.route(item, name);
  const scaler = known.scaler(item);
  const hasTrigger = scaler !== undefined && [...addOnTriggers(scaler.manifest)].some((trigger) => trigger.interceptorRoute === name);
  const apart = scaler && !hasTrigger && !workspace.isAlwaysWith(item, scaler) ? scaler : known.elsewhere(item);
  if (apart) {
    const what = `migrate it by hand, together with ${apart.manifest.kind} ${apart.name} of ${workspace.fileOf(apart).name}`;
    workspace.leave(item, [], what, 'not changed: a kustomization applies one of the two without the other');
    return;
  }
  if (scaler && workspace.isFixed(scaler) && !hasTrigger) {
    const what = `write a trigger with interceptorRoute: ${name} into the ScaledObject ${scaler.name}, and migrate again`;
    workspace.leave(item, [], what, 'it scales the workload of this one, and is not changed itself');
    return;
  }
  if (!route) {
    workspace.change(item, [], 'becomes an InterceptorRoute', GUIDE);
    reportBothMetrics(workspace, item);
    reportUnknownFields(workspace, item);
  }
  const skipped = item.value([...ANNOTATIONS, SKIP]) === 'true';
  const made = route ?? addRoute(workspace, item, scaler);
  if (!route) known.add(made);
  let replacement = scaler;
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
    // beside the route that is made here; a route of another file has its own surroundings
    const beside = workspace.fileOf(made) === workspace.fileOf(item) ? made : item;
    replacement = workspace.insert(makeScaledObject(item, workspace.cluster), 'after', beside);
    known.add(replacement);
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
  if (workspace.commit === 2) removeHttpScaledObject(workspace, item, replacement ? [made, replacement] : [made]);
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
function removeHttpScaledObject(workspace: Workspace, item: Item, replacedBy: readonly Item[]): void {
  const ready = [SKIP, ORPHAN].some((annotation) => item.value([...ANNOTATIONS, annotation]) === 'true');
  workspace.change(item, [], 'removed', 'the InterceptorRoute and the ScaledObject replace it');
  if (!ready) {
    const why = 'on a cluster that has the HTTPScaledObject, the operator would delete the ScaledObject with it';
    workspace.leave(item, [], 'apply the output of cdk8s-wasm migrate --step 1 first', why);
  }
  workspace.remove(item, replacedBy);
}

/** Inserts the route before the ScaledObject that refers to it, which KEDA before 2.20 does not retry (kedacore/keda issue 7729). */
function addRoute(workspace: Workspace, item: Item, scaler: Item | undefined): Item {
  // never into another file, which may be of another kustomization
  const first = scaler && workspace.fileOf(item).isBefore(scaler, item) ? scaler : undefined;
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

/** The fields of spec that the route and the scaler take over. */
const CARRIED = [
  'coldStartTimeoutFailoverRef',
  'headers',
  'hosts',
  'initialCooldownPeriod',
  'pathPrefixes',
  'replicas',
  'scaleTargetRef',
  'scaledownPeriod',
  'scalingMetric',
  'targetPendingRequests',
  'timeouts',
];

/** Records a manual step for each field that no other object has a place for. */
function reportUnknownFields(workspace: Workspace, item: Item): void {
  for (const field of Object.keys(mapOf(item.manifest.spec))) {
    if (CARRIED.includes(field)) continue;
    workspace.leave(
      item,
      ['spec', field],
      `carry ${field} over by hand`,
      'neither the InterceptorRoute nor the ScaledObject has such a field',
    );
  }
}

function addTrigger(scaler: Item, trigger: YAMLMap): void {
  const triggers = scaler.at(['spec', 'triggers']) as { items?: unknown[] } | undefined;
  if (Array.isArray(triggers?.items)) {
    triggers.items.push(trigger);
    scaler.touch();
  } else {
    scaler.set(['spec', 'triggers'], makeSeq([trigger]));
  }
}

/** Replaces httpScaledObject by interceptorRoute in the triggers of a ScaledObject. */
function renameReference(workspace: Workspace, item: Item, known: KnownObjects): void {
  for (const { path, httpScaledObject: name, interceptorRoute: route } of addOnTriggers(item.manifest)) {
    if (!name) continue;
    const steps = [...stepsOf(path), 'httpScaledObject'];
    if (route) {
      workspace.change(item, steps, 'httpScaledObject is removed', 'it is ignored beside interceptorRoute');
      item.remove(steps);
    } else if (known.route(item, name)) {
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
