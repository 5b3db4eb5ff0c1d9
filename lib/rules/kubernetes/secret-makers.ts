import { derived, entryOf } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import { mapOf, textOf } from '../values';

/** Kinds from which a controller makes a Secret, with the path to its name in the spec, by default the name of the object. */
const MAKERS: readonly (readonly [kind: string, ...steps: string[]])[] = [
  ['cert-manager.io/Certificate', 'secretName'],
  ['external-secrets.io/ExternalSecret', 'target', 'name'],
  ['bitnami.com/SealedSecret', 'template', 'metadata', 'name'],
  ['isindir.github.com/SopsSecret'],
  ['onepassword.com/OnePasswordItem'],
  ['secrets.hashicorp.com/VaultStaticSecret', 'destination', 'name'],
  ['secrets.hashicorp.com/VaultDynamicSecret', 'destination', 'name'],
];

const NONE: readonly Manifest[] = [];

/** The objects of which a controller makes a Secret of that name, in any namespace. */
export function secretMakers(manifests: Manifests, name: string): readonly Manifest[] {
  return makersByName(manifests).get(name) ?? NONE;
}

const makersByName = derived((manifests: Manifests): ReadonlyMap<string, readonly Manifest[]> => {
  const makers = new Map<string, Manifest[]>();
  for (const [kind, ...steps] of MAKERS) {
    for (const object of manifests.ofKind(kind)) {
      const name = textOf(steps.reduce<Value>((value, step) => mapOf(value)[step], object.spec)) ?? textOf(object.metadata.name);
      if (name) entryOf(makers, name, () => []).push(object);
    }
  }
  return makers;
});
