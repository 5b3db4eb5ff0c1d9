import type { Cluster } from '../cluster';
import { entries } from '../fields';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context } from '../rule';

/** Knative's config maps that decide what its webhooks and controllers take. */
export type ConfigMapName = 'config-features' | 'config-defaults' | 'config-autoscaler' | 'config-network';

type Settings = { readonly [name in ConfigMapName]: ReadonlyMap<string, string> };

const read = new WeakMap<Manifests, Settings>();

/** A setting of Knative, where its config map (or the KnativeServing of its operator) is among the manifests. */
export function setting({ manifests }: Context, map: ConfigMapName, name: string): string | undefined {
  let settings = read.get(manifests);
  if (!settings) {
    settings = readSettings(manifests);
    read.set(manifests, settings);
  }
  return settings[map].get(name);
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

/** Whether an object is one of Knative's config maps: by name alone, since the namespace is the installation's. */
export function isConfigMap({ metadata }: Manifest, name: ConfigMapName): boolean {
  return metadata.name === name;
}

function readSettings(manifests: Manifests): Settings {
  const settings = {
    'config-features': new Map(),
    'config-defaults': new Map(),
    'config-autoscaler': new Map(),
    'config-network': new Map(),
  };
  for (const name of Object.keys(settings) as ConfigMapName[]) {
    for (const manifest of manifests.ofKind('ConfigMap')) if (isConfigMap(manifest, name)) add(settings[name], manifest.data);
    for (const { spec } of manifests.ofKind('operator.knative.dev/KnativeServing')) {
      add(settings[name], spec?.config?.[name]);
      add(settings[name], spec?.config?.[name.replace('config-', '')]);
    }
  }
  return settings;
}

function add(settings: Map<string, string>, data: Value): void {
  for (const [name, value] of entries(data, '')) if (typeof value === 'string') settings.set(name, value);
}
