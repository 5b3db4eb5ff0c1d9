import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { derived } from '../core/derived';
import { warn } from '../core/warnings';

/** Annotation by which Argo CD orders the objects of a sync. */
const WAVE = 'argocd.argoproj.io/sync-wave';

/** The last wave, unless more waves come before it: high enough to stay the same when an object is added. */
const LAST = 10;

/**
 * Kinds that Argo CD may report as unhealthy in normal operation, so that a later wave might never start: a scaler that is paused
 * or whose source is down, a SpinApp at zero replicas, an Ingress without an address. Argo CD does not wait for the last wave
 * (gitops-engine pkg/sync/sync_context.go, pkg/health, resource_customizations).
 */
const LAST_KINDS: readonly string[] = ['ScaledObject', 'ScaledJob', 'SpinApp', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'Gateway'];

/** A claim with volume binding mode WaitForFirstConsumer is unhealthy until a pod uses it, so the pod must be in the same wave. */
const CLAIM = 'PersistentVolumeClaim';

/** The objects of an app that get waves, with the wave that each was last assigned. */
type Ordered = Map<ApiObject, string | undefined>;

/** Assigns a wave to an object during synthesis, when every dependency is known. */
export function orderByWaves(object: ApiObject): void {
  orderedOf(object.node.root).set(object, undefined);
}

const orderedOf = derived((root: IConstruct) => {
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
  // other charts may be applied by another tool, such as Flux
  const byWaves = new Set([...ordered.keys()].map((object) => Platform.of(object).gitOps));
  const objects = root.node.findAll().filter(ApiObject.isApiObject);
  for (const object of objects) waves.of(object);
  for (const object of objects) {
    const wave = given(object);
    if (wave === undefined) {
      const text = String(waves.settled(object));
      ordered.set(object, text);
      object.metadata.addAnnotation(WAVE, text);
    } else if (byWaves.has(Platform.of(object).gitOps)) warnOfWave(object, wave, waves);
  }
}

/** Warns of a wave that was not assigned here and breaks the order: of another library's object, or set by the user. */
function warnOfWave(object: ApiObject, wave: number, waves: SyncWaves): void {
  const after = waves.needed(object);
  if (wave < after) {
    const message = `${object.kind} ${object.name} is in Argo CD's sync wave ${wave}, and must come after its dependencies`;
    warn(object, `${message}: annotate it with ${WAVE}: "${after}"`);
  } else if (LAST_KINDS.includes(object.kind) && wave < waves.last) {
    const message = `${object.kind} ${object.name} is in Argo CD's sync wave ${wave}, and the next one does not start until it is healthy`;
    warn(object, `${message}: annotate it with ${WAVE}: "${waves.last}"`);
  }
}

function annotationOf({ metadata }: ApiObject): string | undefined {
  return metadata.toJson().annotations?.[WAVE];
}

/** Returns the wave of an annotation; Argo CD takes a value that is not an integer for 0. */
function waveOf(annotation: string | undefined): number {
  return /^-?\d+$/.test(annotation ?? '') ? Number(annotation) : 0;
}

/** Derives waves from dependencies: an object is one wave after its dependencies. */
class SyncWaves {
  private readonly waves = new Map<ApiObject, number>();
  private readonly needs = new Map<IConstruct, number>();
  private readonly ends = new Map<IConstruct, number>();
  private readonly consumers = new Map<ApiObject, ApiObject[]>();
  private highest = 0;

  /** @param given returns the wave that an object already has, if any */
  constructor(private readonly given: (object: ApiObject) => number | undefined) {}

  /** Returns the wave of an object, Infinity for the last one. */
  public of(object: ApiObject): number {
    const known = this.waves.get(object);
    if (known !== undefined) return known;
    // ends the recursion at a cycle, which cdk8s reports
    this.waves.set(object, 0);
    const need = this.needOf(object);
    const wave = this.given(object) ?? (LAST_KINDS.includes(object.kind) ? Infinity : need);
    this.waves.set(object, wave);
    if (wave !== Infinity) this.highest = Math.max(this.highest, wave);
    for (const claim of claimsBefore(object)) this.consumers.set(claim, [...(this.consumers.get(claim) ?? []), object]);
    return wave;
  }

  /** Number of the last wave, when every object is known. */
  public get last(): number {
    return Math.max(LAST, this.highest + 1);
  }

  /** Returns the wave of an object when every object is known; a claim is in the first wave of its consumers. */
  public settled(object: ApiObject): number {
    const consumers = object.kind === CLAIM ? (this.consumers.get(object) ?? []) : [];
    const wave = consumers.length > 0 ? Math.min(...consumers.map((consumer) => this.of(consumer))) : this.of(object);
    return Math.min(wave, this.last);
  }

  /** Returns the first wave after the dependencies of an object. */
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

  /** Returns the first wave after a construct. */
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

/** Returns the claims that an object depends on directly. */
function claimsBefore({ node }: ApiObject): ApiObject[] {
  return node.dependencies.filter((one): one is ApiObject => ApiObject.isApiObject(one) && one.kind === CLAIM);
}
