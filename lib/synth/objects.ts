import { ApiObject, type ApiObjectProps, Chart, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { orderByWaves } from '../gitops/sync-waves';
import { Draft, type DraftManifest, type DraftMetadata } from './draft';
import { isOdd } from './fleet/plain';
import type { Labels } from './labels';
import { resolvesItself } from './manifest-of';
import { checkAtSynth } from './synth-check';

const CLAIMS = Symbol.for('cdk8s-wasm.claims');

/**
 * Makes an object, and fails when this app already has one of its kind, namespace and name: on the cluster the second would
 * overwrite the first.
 *
 * It becomes a plain ApiObject, since the generated classes of `cdk8s import` drop JSON patches of fields they do not know.
 */
export function createObject(scope: Construct, id: string, manifest: DraftManifest): Draft {
  // asked once: a chart of the user's own may say something else the next time
  const { labels, namespace } = Chart.of(scope);
  const draft = new Draft(scope, id, { ...manifest, metadata: metadataIn({ labels, namespace }, manifest.metadata) });
  reserve(scope, groupOf(manifest), draft.kind, draft.namespace ?? '', draft.name);
  const ordersByWaves = Platform.of(scope).gitOps?._ordersByWaves;
  if (ordersByWaves || resolvesItself(manifest) || !givesText({ labels, namespace })) {
    const { object } = draft;
    if (ordersByWaves) orderByWaves(object);
  }
  checkAtSynth(scope);
  return draft;
}

/** Makes an object that has no namespace; cdk8s gives every object that of its chart. */
export function createClusterObject(scope: Construct, id: string, manifest: ApiObjectProps): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  reserve(scope, object.apiGroup, object.kind, '', object.name);
  if (Platform.of(scope).gitOps?._ordersByWaves) orderByWaves(object);
  checkAtSynth(scope);
  return object;
}

/** What a chart gives to its objects. */
type OfChart = Pick<Chart, 'labels' | 'namespace'>;

/** Metadata as an ApiObject has it: with the namespace and the labels of the chart, and nothing that is empty. */
function metadataIn(chart: OfChart, { annotations, labels, name, namespace = chart.namespace }: DraftMetadata): DraftMetadata {
  const metadata: { [field: string]: unknown } = {};
  const all = hasFields(chart.labels) ? withoutAbsent({ ...chart.labels, ...labels }) : labels;
  if (hasFields(annotations)) metadata.annotations = annotations;
  if (hasFields(all)) metadata.labels = all;
  metadata.name = name;
  if (namespace !== undefined) metadata.namespace = namespace;
  return metadata as unknown as DraftMetadata;
}

/** Whether what a chart gives to its objects is text, which nothing but its types says. */
function givesText({ labels, namespace = '' }: OfChart): boolean {
  for (const name in labels) if (typeof (labels[name] ?? '') !== 'string' || isOdd(name)) return false;
  return typeof namespace === 'string';
}

function withoutAbsent(labels: Labels): Labels {
  for (const key in labels) if (labels[key] === undefined || labels[key] === null) delete labels[key];
  return labels;
}

function hasFields(map: object | undefined): boolean {
  for (const _ in map) return true;
  return false;
}

/** The API group, as an ApiObject has it. */
function groupOf({ apiVersion }: DraftManifest): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? 'core' : apiVersion.slice(0, slash);
}

/**
 * Keeps a name that a controller gives to an object of its own, so that no second object takes it.
 *
 * @param owner object that the controller makes it from
 */
export function reserveObject(scope: Construct, owner: Draft, apiGroup: string, kind: string): void {
  reserve(scope, apiGroup, kind, owner.namespace ?? '', owner.name);
}

/**
 * Keeps something that an app may have once, such as a host and a path of an Ingress.
 *
 * @param steps what it is, from the general to the particular: there are few of the first and many of the last. Of one first step all have the same number
 * @returns the path of the construct that has it already, if any
 */
export function claim(scope: IConstruct, ...steps: string[]): string | undefined {
  const last = steps.length - 1;
  let claims = claimsOf(scope);
  for (let step = 0; step < last; step++) {
    let below = claims.get(steps[step]) as Claims | undefined;
    if (!below) {
      below = new Map();
      claims.set(steps[step], below);
    }
    claims = below;
  }
  const first = claims.get(steps[last]) as IConstruct | undefined;
  if (first) return first.node.path;
  claims.set(steps[last], scope);
  return undefined;
}

function reserve(scope: Construct, apiGroup: string, kind: string, namespace: string, name: string): void {
  const first = claim(scope, apiGroup, kind, namespace, name);
  if (first !== undefined) {
    fail(
      scope,
      `${kind} ${name}${namespace && ` in namespace ${namespace}`} is already made by [${first}]: give one of the two another name`,
    );
  }
}

/** What an app has once, by the steps of its claim; at the last one the construct that has it. */
type Claims = Map<string, Claims | IConstruct>;

/** Kept on the root of the tree. */
function claimsOf(scope: IConstruct): Claims {
  const root = scope.node.root as unknown as { [CLAIMS]?: Claims };
  if (!root[CLAIMS]) Object.defineProperty(root, CLAIMS, { value: new Map() });
  return root[CLAIMS]!;
}
