import { derived } from '../../core/derived';
import type { Cluster } from '../cluster';
import type { Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context } from '../rule';
import { mapOf } from '../values';

/** Knative's config maps that decide what its webhooks and controllers take. */
export type ConfigMapName = 'config-features' | 'config-defaults' | 'config-autoscaler' | 'config-network';

/** A setting of Knative, where its config map (or the KnativeServing of its operator) is among the manifests. */
export function setting({ manifests }: Context, map: ConfigMapName, name: string): string | undefined {
  return settingsOf(manifests)[map].get(name);
}

const settingsOf = derived((manifests: Manifests) => ({
  'config-features': readSettings(manifests, 'config-features'),
  'config-defaults': readSettings(manifests, 'config-defaults'),
  'config-autoscaler': readSettings(manifests, 'config-autoscaler'),
  'config-network': readSettings(manifests, 'config-network'),
}));

function readSettings(manifests: Manifests, map: ConfigMapName): ReadonlyMap<string, string> {
  // by name alone, since the namespace is the installation's
  const data: Value[] = manifests.named('ConfigMap', map).map((configMap) => configMap.data);
  for (const { spec } of manifests.ofKind('operator.knative.dev/KnativeServing'))
    data.push(spec?.config?.[map], spec?.config?.[map.replace('config-', '')]);
  const settings = new Map<string, string>();
  for (const each of data)
    for (const [name, value] of Object.entries(mapOf(each))) if (typeof value === 'string') settings.set(name, value);
  return settings;
}

/** The flags that must be enabled by themselves: allowed lets the field pass, and then its value is refused. */
const ENABLED_ONLY = /-volumes-|-persistent-volume-|-init-containers$|^multi-container|-addcapabilities$/;

/** Whether a flag is enabled: by the config map among the manifests, or as the user declares it of the cluster. */
export function hasFeature(context: Context, flag: string): boolean {
  const value = setting(context, 'config-features', flag)?.toLowerCase();
  return value === undefined
    ? context.cluster.knativeFeatures.includes(flag)
    : value === 'enabled' || value === 'allowrootbounded' || (value === 'allowed' && !ENABLED_ONLY.test(flag));
}

/** Whether a flag that is enabled as installed is switched off by the config map among the manifests. */
export function isSwitchedOff(context: Context, flag: string): boolean {
  return setting(context, 'config-features', flag)?.toLowerCase() === 'disabled';
}

/** A declared name that looks like the flag and is none: `kubernetes.podspec-runtimeclass` for `...runtimeclassname`. */
export function misspelt({ knativeFeatures }: Cluster, flag: string): string | undefined {
  return knativeFeatures.find(
    (declared) => declared !== flag && declared !== '' && (flag.startsWith(declared) || flag.endsWith(`-${declared}`)),
  );
}
