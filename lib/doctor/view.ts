import { grouped } from '../core/derived';
import { kindOf, type Manifest, namespaceOf, type Value } from '../rules/manifest';
import { Manifests } from '../rules/manifests';
import { listOf, mapOf, textOf } from '../rules/values';
import type { Snapshot } from './snapshot';

/** A condition of an object's status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** Precedes the message of an event that stands for several. */
const COMBINED = /^\(combined from similar events\): /;

/** A snapshot with its indexes. */
export class ClusterView {
  public readonly manifests: Manifests;
  private readonly eventsByObject: ReadonlyMap<string, readonly Manifest[]>;
  private readonly slicesByService: ReadonlyMap<string, readonly Manifest[]>;
  private readonly byOwner: ReadonlyMap<string, readonly Manifest[]>;

  constructor(public readonly snapshot: Snapshot) {
    this.manifests = new Manifests(snapshot.objects);
    this.eventsByObject = grouped(this.ofKind('Event'), ({ involvedObject }) => {
      const { kind, namespace, name } = mapOf(involvedObject);
      return `${kind} ${namespace ?? ''}/${name}`;
    });
    this.slicesByService = grouped(
      this.ofKind('discovery.k8s.io/EndpointSlice'),
      (slice) => `${namespaceOf(slice)}/${mapOf(slice.metadata.labels)['kubernetes.io/service-name']}`,
    );
    const owned = [...this.ofKind('apps/ReplicaSet'), ...this.ofKind('Pod')];
    this.byOwner = grouped(owned, (object) => {
      const owner = listOf(object.metadata.ownerReferences).find(({ controller }) => controller === true);
      return owner && `${owner.kind} ${namespaceOf(object)}/${owner.name} ${object.kind}`;
    });
  }

  public ofKind(kind: string): readonly Manifest[] {
    return this.manifests.ofKind(kind);
  }

  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.manifests.find(kind, namespace, name);
  }

  /** Whether a kind was read in a namespace, or everywhere: only then an absent object does not exist. */
  public isRead(kind: string, namespace?: string): boolean {
    const failed = this.snapshot.unread.filter((each) => each.kind === kind);
    if (namespace === undefined) return failed.length === 0;
    return !failed.some((each) => (each.namespace === undefined ? each.except !== namespace : each.namespace === namespace));
  }

  /** Whether the objects of a namespace were read. */
  public isInScope(namespace: string): boolean {
    return this.snapshot.namespaces?.includes(namespace) ?? true;
  }

  /** The warnings that controllers wrote about an object, the newest first. */
  public warningsOf(object: Pick<Manifest, 'kind' | 'metadata'>): readonly Manifest[] {
    const events = this.eventsByObject.get(`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
    return events.filter(({ type }) => type !== 'Normal').sort((a, b) => timeOf(b) - timeOf(a));
  }

  /** The newest warning about an object with one of those reasons whose message matches, and which is not over. */
  public warningOf(
    object: Pick<Manifest, 'kind' | 'metadata'>,
    reasons: readonly string[],
    message = /(?:)/,
    isOver: (event: Manifest) => boolean = () => false,
  ): string | undefined {
    const event = this.warningsOf(object).find(
      (each) => reasons.includes(each.reason) && message.test(String(each.message)) && !isOver(each),
    );
    return event && String(event.message ?? event.reason).replace(COMBINED, '');
  }

  /** The objects of a kind that an object controls. */
  public ownedBy(owner: Manifest, kind: 'ReplicaSet' | 'Pod'): readonly Manifest[] {
    return this.byOwner.get(`${owner.kind} ${namespaceOf(owner)}/${owner.metadata.name} ${kind}`) ?? [];
  }

  /** The number of endpoints of a Service that are ready; undefined where they were not read. */
  public readyEndpoints(service: Manifest): number | undefined {
    const namespace = namespaceOf(service);
    if (!this.isRead('discovery.k8s.io/EndpointSlice', namespace)) return undefined;
    const slices = this.slicesByService.get(`${namespace}/${service.metadata.name}`) ?? [];
    return slices.flatMap(({ endpoints }) => listOf(endpoints)).filter(({ conditions }) => mapOf(conditions).ready !== false).length;
  }
}

/** The conditions of an object's status, as far as they are conditions. */
export function conditionsOf({ status }: Manifest): readonly Condition[] {
  return conditionsIn(mapOf(status).conditions);
}

export function conditionsIn(list: Value): readonly Condition[] {
  return listOf(list)
    .map(mapOf)
    .map(({ type, status, reason, message }) => ({
      type: String(type),
      status: String(status),
      reason: textOf(reason) ?? '',
      message: textOf(message) ?? '',
    }));
}

export function conditionOf(object: Manifest, type: string): Condition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

/** The reason and the message of a condition in one line. */
export function told({ reason, message }: Condition): string {
  return [reason, message].filter(Boolean).join(': ');
}

/** Whether a label selector selects labels. */
export function selects(selector: Value, labels: { readonly [key: string]: Value }): boolean {
  const { matchLabels, matchExpressions } = mapOf(selector);
  return (
    Object.entries(mapOf(matchLabels)).every(([key, value]) => labels[key] === value) &&
    listOf(matchExpressions)
      .map(mapOf)
      .every(({ key, operator, values }) => {
        const has = Object.hasOwn(labels, key);
        if (operator === 'Exists') return has;
        if (operator === 'DoesNotExist') return !has;
        const isListed = has && listOf(values).includes(labels[key]);
        return operator === 'In' ? isListed : !isListed;
      })
  );
}

/** The name of an object for people: `ScaledObject shop/worker`. */
export function refOf(object: Manifest): string {
  const kind = kindOf(object) === 'serving.knative.dev/Service' ? 'Knative Service' : object.kind;
  return `${kind} ${object.metadata.namespace ? `${object.metadata.namespace}/` : ''}${object.metadata.name}`;
}

/** The statuses of all containers of a pod, those that start first before the others. */
export function containerStatusesOf({ status }: Manifest): readonly Value[] {
  const { initContainerStatuses, containerStatuses } = mapOf(status);
  return [...listOf(initContainerStatuses), ...listOf(containerStatuses)].map(mapOf);
}

/** When an event was seen last, in milliseconds. */
export function timeOf({ lastTimestamp, eventTime, series, metadata }: Manifest): number {
  return Date.parse(mapOf(series).lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '') || 0;
}
