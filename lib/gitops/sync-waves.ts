import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { memoized } from '../core/memoized';
import { warn } from '../core/warnings';

/** The annotation by which Argo CD orders the objects of a sync. */
const WAVE = 'argocd.argoproj.io/sync-wave';

/** The last wave, unless more are needed before it: far enough that it stays when an object is added. */
const LAST = 10;

/**
 * Kinds that may stay unhealthy for Argo CD while all is well, so that a wave after them might never come: a scaler that is paused or whose source is down, a SpinApp at zero
 * replicas, an entry without an address. Argo CD does not wait for the last wave (gitops-engine pkg/sync/sync_context.go, pkg/health, resource_customizations).
 */
const LAST_KINDS: readonly string[] = ['ScaledObject', 'ScaledJob', 'SpinApp', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'Gateway'];

/** A claim of a StorageClass that waits for its first consumer is unhealthy until a pod uses it, which must then be of the same wave. */
const CLAIM = 'PersistentVolumeClaim';

/** The objects of an app that get waves, with the wave that each was given last. */
type Ordered = Map<ApiObject, string | undefined>;

/** Gives an object its wave when the app is synthesized, and every dependency is known. */
export function orderByWaves(object: ApiObject): void {
  orderedOf(object.node.root).set(object, undefined);
}

const orderedOf = memoized((root: IConstruct) => {
  const ordered: Ordered = new Map();
  // cdk8s validates the root first, and renders the objects after it
  root.node.addValidation({
    validate: () => {
      writeWaves(root, ordered);
      return [];
    },
  });
  return ordered;
});

function writeWaves(root: IConstruct, ordered: Ordered): void {
  const given = (object: ApiObject) => {
    const annotation = annotationOf(object);
    if (ordered.has(object)) return annotation === ordered.get(object) ? undefined : waveOf(annotation);
    return waveOf(annotation);
  };
  const waves = new SyncWaves(given);
  const objects = root.node.findAll().filter(ApiObject.isApiObject);
  for (const object of objects) waves.of(object);
  for (const object of objects) {
    const wave = given(object);
    if (wave === undefined) {
      const text = String(waves.settled(object));
      ordered.set(object, text);
      object.metadata.addAnnotation(WAVE, text);
    } else if (Platform.of(object).gitOps) tell(object, wave, waves);
  }
}

/** What is wrong with a wave that is not ours: of another's object, or given by the user. */
function tell(object: ApiObject, wave: number, waves: SyncWaves): void {
  const after = waves.needed(object);
  if (wave < after) {
    const message = `${object.kind} ${object.name} depends on objects of Argo CD's sync wave ${after}, and is of wave ${wave}`;
    warn(object, `${message}: annotate it with ${WAVE}: "${after}"`);
  } else if (LAST_KINDS.includes(object.kind) && wave < waves.last) {
    const message = `${object.kind} ${object.name} is of Argo CD's sync wave ${wave}, and the next does not come while it is not healthy`;
    warn(object, `${message}: annotate it with ${WAVE}: "${waves.last}"`);
  }
}

function annotationOf({ metadata }: ApiObject): string | undefined {
  return metadata.toJson().annotations?.[WAVE];
}

/** Argo CD takes what is no whole number for 0. */
function waveOf(annotation: string | undefined): number {
  return /^-?\d+$/.test(annotation ?? '') ? Number(annotation) : 0;
}

/** Waves from dependencies: an object comes one wave after what it depends on. */
class SyncWaves {
  private readonly waves = new Map<ApiObject, number>();
  private readonly needs = new Map<IConstruct, number>();
  private readonly ends = new Map<IConstruct, number>();
  private readonly consumers = new Map<ApiObject, ApiObject[]>();
  private highest = 0;

  /** @param given the wave that an object has of itself, if any */
  constructor(private readonly given: (object: ApiObject) => number | undefined) {}

  /** The wave of an object, Infinity for the last one. */
  public of(object: ApiObject): number {
    const known = this.waves.get(object);
    if (known !== undefined) return known;
    // a cycle, which cdk8s reports
    this.waves.set(object, 0);
    const need = this.needOf(object);
    const wave = this.given(object) ?? (LAST_KINDS.includes(object.kind) ? Infinity : need);
    this.waves.set(object, wave);
    if (wave !== Infinity) this.highest = Math.max(this.highest, wave);
    for (const claim of claimsBefore(object)) this.consumers.set(claim, [...(this.consumers.get(claim) ?? []), object]);
    return wave;
  }

  /** The number of the last wave, when every object is known. */
  public get last(): number {
    return Math.max(LAST, this.highest + 1);
  }

  /** The wave of an object when every object is known; that of a claim is the first of its consumers'. */
  public settled(object: ApiObject): number {
    const consumers = object.kind === CLAIM ? (this.consumers.get(object) ?? []) : [];
    const wave = consumers.length > 0 ? Math.min(...consumers.map((consumer) => this.of(consumer))) : this.of(object);
    return Math.min(wave, this.last);
  }

  /** The first wave that an object can be of after what it depends on. */
  public needed(object: ApiObject): number {
    return Math.min(this.needOf(object), this.last);
  }

  private needOf(construct: IConstruct): number {
    const known = this.needs.get(construct);
    if (known !== undefined) return known;
    this.needs.set(construct, 0);
    const { scope, dependencies } = construct.node;
    const need = Math.max(scope ? this.needOf(scope) : 0, ...dependencies.map((dependency) => this.endOf(dependency)));
    this.needs.set(construct, need);
    return need;
  }

  /** The wave after a construct. */
  private endOf(construct: IConstruct): number {
    const known = this.ends.get(construct);
    if (known !== undefined) return known;
    this.ends.set(construct, 0);
    const objects = construct.node.findAll().filter(ApiObject.isApiObject);
    const end = Math.max(0, ...objects.map((object) => this.of(object) + (object.kind === CLAIM ? 0 : 1)));
    this.ends.set(construct, end);
    return end;
  }
}

/** The claims that an object itself depends on. */
function claimsBefore({ node }: ApiObject): ApiObject[] {
  return node.dependencies.filter((one): one is ApiObject => ApiObject.isApiObject(one) && one.kind === CLAIM);
}
