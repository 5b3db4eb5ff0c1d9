import { type ChannelFields, GATEWAY_API_CHANNEL_FIELDS, type GatewayApi } from '../../cluster/gateway-api';
import { type Component, compareVersions, SUPPORTED } from '../../cluster/supported-versions';
import type { Cluster } from '../cluster';
import { groupOf, kindOf, type Manifest } from '../manifest';
import { SCHEMAS } from './crds';
import type { SchemaSource } from './source';
import type { Structural } from './structural';

export const GATEWAY_API = 'gateway.networking.k8s.io';

/** Which component serves a group. */
const COMPONENTS: { readonly [group: string]: Component | undefined } = {
  'keda.sh': 'keda',
  'http.keda.sh': 'httpAddOn',
  'core.spinkube.dev': 'spinOperator',
  'core.spinoperator.dev': 'spinOperator',
  'runtime.spinkube.dev': 'runtimeClassManager',
  'serving.knative.dev': 'knative',
  [GATEWAY_API]: 'gatewayApi',
};

/** The schema of a kind as a cluster serves it. */
export interface Served {
  readonly schema: Structural;
  /** The component that serves it, as users know it, with its version: `KEDA 2.21`. */
  readonly by?: string;
  readonly component?: Component;
  readonly version?: string;
  /** Whether the cluster may know fields that the pinned CRD does not: it runs a newer release, or one that is not declared. */
  readonly mayKnowMore: boolean;
  /** What a release or a channel of the Gateway API lacks of the kind, and that Gateway API. */
  readonly channel?: ChannelFields & { readonly on: GatewayApi };
}

const byKind = new Map<string, SchemaSource[]>();
for (const source of SCHEMAS) {
  const key = `${source.group}/${source.version} ${source.kind}`;
  byKind.set(key, [...(byKind.get(key) ?? []), source]);
}

/** Groups that have schemas. */
export const GROUPS: readonly string[] = [...new Set(SCHEMAS.map(({ group }) => group))];

/** Kinds that have a schema, as rules name them. */
export const KINDS: readonly string[] = [...new Set(SCHEMAS.map(({ group, kind }) => `${group}/${kind}`))];

/** Kinds that have a schema and belong to no namespace. */
export const CLUSTER_SCOPED: readonly string[] = SCHEMAS.filter(({ clusterScoped }) => clusterScoped).map(kindOfSource);

/** Versions that have a schema, by kind, the first one first. */
export const VERSIONS: ReadonlyMap<string, readonly string[]> = new Map(
  KINDS.map((kind) => [kind, [...new Set(SCHEMAS.filter((source) => kindOfSource(source) === kind).map(({ version }) => version))]]),
);

/** The component that serves a group. */
export function componentOf(group: string): Component | undefined {
  return Object.hasOwn(COMPONENTS, group) ? COMPONENTS[group] : undefined;
}

const parsed = new WeakMap<SchemaSource, Structural>();

/** The schema of an object as the cluster serves it; undefined for a kind or version without one. */
export function schemaOf(object: Manifest, cluster: Cluster): Served | undefined {
  const sources = byKind.get(`${object.apiVersion} ${object.kind}`);
  if (!sources) return undefined;
  const component = componentOf(groupOf(object.apiVersion));
  const version = component && cluster[component];
  const source = sources.find(({ below }) => !below || (version && compareVersions(version, below) < 0));
  if (!source) return undefined;
  let schema = parsed.get(source);
  if (!schema) {
    schema = JSON.parse(source.load()) as Structural;
    parsed.set(source, schema);
  }
  const fields =
    component === 'gatewayApi' && Object.hasOwn(GATEWAY_API_CHANNEL_FIELDS, object.kind)
      ? GATEWAY_API_CHANNEL_FIELDS[object.kind]
      : undefined;
  return {
    schema,
    component,
    version,
    by: component && `${SUPPORTED[component].title} ${version}`,
    channel: fields && { ...fields, on: cluster },
    // an implementation of the Gateway API may have installed the CRDs of another release or channel
    mayKnowMore: !component || component === 'gatewayApi' || !version || compareVersions(version, SUPPORTED[component].default) > 0,
  };
}

function kindOfSource({ group, kind }: SchemaSource): string {
  return kindOf({ apiVersion: `${group}/`, kind });
}
