import { SERVICE_LABEL } from '../cluster/knative';
import { appNameLabel, CURRENT_GROUP, FORMER_GROUP } from '../cluster/spinkube';
import { kindOf, type Manifest, type Value } from '../rules/manifest';
import type { Distinction } from './distinction';
import { NAME_LABEL } from './labels';

/** What of a manifest may be the app's own: its name, its image, a host. Of a list it is said of every element. */
type Place = 'name' | 'image' | 'host' | readonly [Place] | Places;
type Places = { readonly [field: string]: Place };

const LABELS: Place = { [NAME_LABEL]: 'name' };
const METADATA: Place = { name: 'name', labels: LABELS };
const CONTAINERS: Place = [{ name: 'name', image: 'image' }];
const SPREAD: Place = [{ labelSelector: { matchLabels: LABELS } }];
const TEMPLATE: Place = { metadata: { labels: LABELS }, spec: { containers: CONTAINERS, topologySpreadConstraints: SPREAD } };
const SPIN_APP: Place = { metadata: METADATA, spec: { image: 'image' } };

/** Where the constructs write what is an app's own, by kind. The rules read it there by what equals it, apart from its form. */
const PLACES: { readonly [kind: string]: Place } = {
  'apps/Deployment': { metadata: METADATA, spec: { selector: { matchLabels: LABELS }, template: TEMPLATE } },
  Service: { metadata: METADATA, spec: { selector: LABELS } },
  'http.keda.sh/InterceptorRoute': { metadata: METADATA, spec: { target: { service: 'name' }, rules: [{ hosts: ['host'] }] } },
  'http.keda.sh/HTTPScaledObject': { metadata: METADATA, spec: { hosts: ['host'], scaleTargetRef: { name: 'name', service: 'name' } } },
  'keda.sh/ScaledObject': {
    metadata: METADATA,
    // a consumer group of the app's name is the user's doing, and a free text to every scaler
    spec: {
      scaleTargetRef: { name: 'name' },
      triggers: [{ metadata: { interceptorRoute: 'name', httpScaledObject: 'name', consumerGroup: 'name' } }],
    },
  },
  'networking.k8s.io/Ingress': {
    metadata: METADATA,
    spec: { rules: [{ host: 'host', http: { paths: [{ backend: { service: { name: 'name' } } }] } }] },
  },
  'gateway.networking.k8s.io/HTTPRoute': {
    metadata: METADATA,
    spec: { hostnames: ['host'], rules: [{ backendRefs: [{ name: 'name' }] }] },
  },
  'gateway.networking.k8s.io/ReferenceGrant': { metadata: METADATA, spec: {} },
  'networking.k8s.io/NetworkPolicy': {
    metadata: METADATA,
    spec: {
      podSelector: {
        matchLabels: {
          [NAME_LABEL]: 'name',
          [appNameLabel(CURRENT_GROUP)]: 'name',
          [appNameLabel(FORMER_GROUP)]: 'name',
          [SERVICE_LABEL]: 'name',
        },
      },
    },
  },
  [`${CURRENT_GROUP}/SpinApp`]: SPIN_APP,
  [`${FORMER_GROUP}/SpinApp`]: SPIN_APP,
  'serving.knative.dev/Service': { metadata: METADATA, spec: { template: TEMPLATE } },
};

/** An app that others are compared with: they are like it where their manifests differ in nothing but what is their own. */
export class Model {
  /** Made for the first comparison: many an app is like no other. */
  private parts?: readonly Part[];

  /** @param manifests those of the app */
  constructor(
    private readonly distinction: Distinction,
    private readonly manifests: readonly Manifest[],
  ) {}

  /**
   * Whether another app is like this one.
   *
   * @param manifests those of many apps, among which its own begin at a position: as many as those of the model
   */
  public isLike(distinction: Distinction, manifests: readonly Manifest[], from: number): boolean {
    this.parts ??= this.manifests.map((manifest) => new Fields(manifest, PLACES[kindOf(manifest)], this.distinction));
    for (let at = 0; at < this.parts.length; at++) if (!this.parts[at].isLike(manifests[from + at], distinction)) return false;
    return true;
  }
}

/** A part of the model's manifests that is no plain value. */
interface Part {
  /** Whether something in it is the app's own. */
  readonly isOwn: boolean;
  /** Whether a part of an app's manifest is like it. */
  isLike(part: Value, app: Distinction): boolean;
}

/** A text that is the app's own. */
class Own implements Part {
  public readonly isOwn = true;

  constructor(private readonly of: (app: Distinction) => string | undefined) {}

  public isLike(part: Value, app: Distinction): boolean {
    return part === this.of(app);
  }
}

/** Equals nothing. */
const NO_CONSTANT = Symbol('no constant');

/** The values in a list, or of the fields of an object, each known by its position. */
abstract class Values implements Part {
  public readonly isOwn: boolean;
  protected readonly parts: readonly (Part | undefined)[];
  /** What every app has, and may share. */
  protected readonly constants: readonly Value[];

  constructor(values: readonly Value[], placeOf: (position: number) => Place | undefined, app: Distinction) {
    this.parts = values.map((value, at) => partOf(value, placeOf(at), app));
    this.constants = values.map((value, at) => (this.parts[at]?.isOwn ? NO_CONSTANT : value));
    this.isOwn = this.parts.some((part) => part?.isOwn);
  }

  public abstract isLike(part: Value, app: Distinction): boolean;
}

class Elements extends Values {
  constructor(model: readonly Value[], place: Place | undefined, app: Distinction) {
    super(model, () => (Array.isArray(place) ? place[0] : undefined), app);
  }

  public isLike(part: Value, app: Distinction): boolean {
    const { constants, parts } = this;
    if (!Array.isArray(part) || part.length !== parts.length) return false;
    for (let at = 0; at < part.length; at++) if (part[at] !== constants[at] && !parts[at]?.isLike(part[at], app)) return false;
    return true;
  }
}

/** The fields of an object, in their order: apps that are made alike have theirs in the same one. */
class Fields extends Values {
  private readonly keys: readonly string[];

  constructor(model: { readonly [field: string]: Value }, place: Place | undefined, app: Distinction) {
    const places = typeof place === 'object' && !Array.isArray(place) ? (place as Places) : {};
    const keys = Object.keys(model);
    super(Object.values(model), (at) => (Object.hasOwn(places, keys[at]) ? places[keys[at]] : undefined), app);
    this.keys = keys;
  }

  public isLike(part: Value, app: Distinction): boolean {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return false;
    const { keys, constants, parts } = this;
    let at = 0;
    // without a list of the keys, which is most of what a comparison costs
    for (const key in part) {
      if (key !== keys[at]) return false;
      const value = part[key];
      if (value !== constants[at] && !parts[at]?.isLike(value, app)) return false;
      at++;
    }
    return at === keys.length;
  }
}

/** Undefined for a value that is the same in every app. */
function partOf(value: Value, place: Place | undefined, app: Distinction): Part | undefined {
  if (typeof value === 'string') return ownOf(value, place, app);
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? new Elements(value, place, app) : new Fields(value, place, app);
}

function ownOf(text: string, place: Place | undefined, { name, image, hosts }: Distinction): Own | undefined {
  if (place === 'name' && text === name) return new Own((app) => app.name);
  if (place === 'image' && text === image) return new Own((app) => app.image);
  const index = place === 'host' && hosts ? hosts.indexOf(text) : -1;
  return index < 0 ? undefined : new Own((app) => app.hosts?.[index]);
}
