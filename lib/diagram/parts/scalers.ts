import { measuresPods } from '../../keda/scalers/trigger-types';
import { addOnTriggers } from '../../rules/http-add-on/scalers';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../../rules/http-add-on/upstream';
import { scaledOf, type TriggerPart } from '../../rules/keda/scaled';
import { unscalable } from '../../rules/keda/target';
import { targetOf } from '../../rules/keda/target-reference';
import { HPA } from '../../rules/keda/targets';
import { SCALED_JOB, SCALED_OBJECT } from '../../rules/keda/upstream';
import { addressesOf } from '../../rules/keda-triggers/addresses';
import { authentication, CLUSTER_TRIGGER_AUTHENTICATION, TRIGGER_AUTHENTICATION } from '../../rules/keda-triggers/sources';
import { type Manifest, namespaceOf } from '../../rules/manifest';
import { mapOf, textOf, trimmedOf } from '../../rules/values';
import { bounds, scaledBounds } from '../notes';
import type { DrawContext, Part } from '../part';
import { drawStores, storeAt } from './stores';

/** ScaledObjects, with their triggers and their targets. */
export const scaledObjects: Part = {
  kinds: [SCALED_OBJECT],
  draw(object, context) {
    drawTarget(object, `scales ${scaledBounds(object)}`, context);
    drawTriggers(object, context);
  },
};

/** ScaledJobs, with their triggers: they make the jobs themselves. */
export const scaledJobs: Part = {
  kinds: [SCALED_JOB],
  draw(object, context) {
    context.drawing.object(object);
    drawTriggers(object, context);
    drawStores(object, context);
  },
};

/** HorizontalPodAutoscalers that manifests bring along. */
export const autoscalers: Part = {
  kinds: [HPA],
  draw(object, context) {
    const { minReplicas, maxReplicas } = mapOf(object.spec);
    drawTarget(object, `scales ${bounds(minReplicas, maxReplicas, 1)}`, context);
  },
};

function drawTarget(scaler: Manifest, label: string, { drawing }: DrawContext): void {
  const node = drawing.object(scaler);
  const target = targetOf(scaler);
  if (!target) return;
  const isMissing = unscalable(target) !== undefined;
  drawing.graph.edge(node, drawing.target(target.groupKind, namespaceOf(scaler), target.name), {
    flow: 'scale',
    labels: isMissing ? [label, `${target.kind} has no /scale`] : [label],
    isMissing,
  });
}

function drawTriggers(scaler: Manifest, context: DrawContext): void {
  const { drawing } = context;
  const namespace = namespaceOf(scaler);
  const node = drawing.object(scaler);
  const routes = new Map(addOnTriggers(scaler).map((trigger) => [trigger.path, trigger]));
  for (const part of scaledOf(scaler).triggers) {
    const route = routes.get(`${part.path}.metadata`);
    if (route) {
      const { interceptorRoute, httpScaledObject } = route;
      const [kind, name] = interceptorRoute ? [INTERCEPTOR_ROUTE, interceptorRoute] : [HTTP_SCALED_OBJECT, httpScaledObject!];
      drawing.graph.edge(drawing.referred(kind, namespace, name), node, { flow: 'metric', labels: ['requests'] });
    } else {
      drawTrigger(part, scaler, context);
    }
    drawAuthentication(part, scaler, context);
  }
}

function drawTrigger({ type = 'trigger', metadata, path }: TriggerPart, scaler: Manifest, context: DrawContext): void {
  const { graph } = context.drawing;
  const namespace = namespaceOf(scaler);
  const addresses = addressesOf(metadata, context.cluster).map(({ address }) => address);
  const stores = addresses.map((address) => storeAt(address, namespace, context));
  const place = measuresPods(type) ? ['of its pods'] : addresses.filter((_, index) => !stores[index]);
  // the path tells triggers of one type apart that measure the same by other means
  const name = measuredBy(metadata) ?? `${scaler.metadata.name} ${path.slice('spec.'.length)}`;
  const node = graph.node('trigger', `${type} trigger`, name, { namespace: scaler.metadata.namespace, notes: place.slice(0, 3) });
  for (const store of stores) if (store) graph.edge(store, node, { flow: 'metric' });
  graph.edge(node, context.drawing.object(scaler), { flow: 'metric' });
}

/** Keys that say what a trigger measures, the most telling first. */
const MEASURED = [
  'topic',
  'queueName',
  'queueURL',
  'listName',
  'stream',
  'subscriptionName',
  'taskQueue',
  'jobName',
  'query',
  'start',
  'value',
];

function measuredBy(metadata: TriggerPart['metadata']): string | undefined {
  const key = MEASURED.find((each) => textOf(metadata[each]));
  if (!key) return undefined;
  const text = key === 'start' && textOf(metadata.end) ? `${metadata.start} to ${metadata.end}` : String(metadata[key]);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function drawAuthentication({ trigger }: TriggerPart, scaler: Manifest, { drawing, manifests }: DrawContext): void {
  const { name: written, kind = 'TriggerAuthentication' } = mapOf(trigger.authenticationRef);
  const name = trimmedOf(written);
  if (name === undefined || typeof kind !== 'string' || authentication(manifests, scaler, kind, name)) return;
  const isCluster = kind === 'ClusterTriggerAuthentication';
  const node = drawing.missing(
    isCluster ? CLUSTER_TRIGGER_AUTHENTICATION : TRIGGER_AUTHENTICATION,
    isCluster ? '' : namespaceOf(scaler),
    name,
  );
  drawing.graph.edge(node, drawing.object(scaler), { flow: 'metric', labels: ['credentials'] });
}
