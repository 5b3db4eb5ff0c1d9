import { nearest } from '../../core/suggest';
import { type Manifest, maySameNamespace, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { isMap, mapOf, textOf } from '../values';
import { secretMakers } from './secret-makers';

/** Annotations by which a controller adds keys to a Secret or ConfigMap. */
const FILLED = /secret-generator|replicator|reflector|inject-ca/;

/** A key that a Secret or ConfigMap among the manifests does not have. */
export interface MissingKey {
  readonly key: string;
  /** `Secret redis`. */
  readonly holder: string;
  /** The keys that it has. */
  readonly keys: readonly string[];
}

/** Returns the key that a reference names and its holder beside the object lacks; undefined where the holder is not here or not known. */
export function missingKey(kind: string, reference: Value, object: Manifest, manifests: Manifests): MissingKey | undefined {
  const { name, key } = mapOf(reference);
  if (!textOf(name) || !textOf(key)) return undefined;
  const namespace = namespaceOf(object);
  const holders = manifests.findAll(kind, namespace, name);
  if (holders.length === 0) return undefined;
  // a controller may add keys to a Secret that it shares
  if (kind === 'Secret' && secretMakers(manifests, name).some((maker) => maySameNamespace(namespaceOf(maker), namespace))) return undefined;
  const data = holders.map(dataIn);
  if (data.some((keys) => !keys || Object.hasOwn(keys, key))) return undefined;
  return { key, holder: `${kind} ${name}`, keys: Object.keys(data[0]!) };
}

/** A reference to a key of a Secret or ConfigMap, and its path. */
export interface KeyReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly reference: Value;
  readonly path: string;
}

const NO_REFERENCES: readonly KeyReference[] = [];

/** The references by which a variable or an option takes its value from a key. */
export function keyReferences(given: Value, path: string): readonly KeyReference[] {
  const { valueFrom } = mapOf(given);
  // most variables have a value
  if (!isMap(valueFrom)) return NO_REFERENCES;
  const { secretKeyRef, configMapKeyRef } = valueFrom;
  const references: readonly KeyReference[] = [
    { kind: 'Secret', reference: secretKeyRef, path: `${path}.valueFrom.secretKeyRef` },
    { kind: 'ConfigMap', reference: configMapKeyRef, path: `${path}.valueFrom.configMapKeyRef` },
  ];
  return references.filter(({ reference }) => isMap(reference));
}

/** Returns the remedy for a key that is not among the keys of its holder. */
export function keyRemedy(key: string, keys: readonly string[]): string {
  const meant = nearest(key.slice(0, 100), keys.slice(0, 50));
  return meant ? `did you mean ${meant}?` : `write one of ${keys.slice(0, 5).join(', ')}`;
}

/** The data of a Secret or ConfigMap; undefined where it is empty or has keys from a controller, and so is filled by somebody else. */
export function dataIn(holder: Manifest): { readonly [key: string]: Value } | undefined {
  const { data, stringData, type, metadata } = holder as Manifest & { data?: Value; stringData?: Value; type?: Value };
  if (type === 'kubernetes.io/service-account-token') return undefined;
  if (Object.keys(mapOf(metadata.annotations)).some((name) => FILLED.test(name))) return undefined;
  const all = { ...mapOf(data), ...mapOf(stringData) };
  return Object.keys(all).length > 0 ? all : undefined;
}
