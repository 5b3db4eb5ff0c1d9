/** Objects that must be there, unless these manifests bring them or something among them makes them. */

import { derived } from '../core/derived';
import { type Manifest, namespaceOf, type Value } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import { mapOf, textOf } from '../rules/values';
import type { Need } from './need';
import { RequirementKind } from './requirement';

type More = Pick<Need, 'details' | 'note' | 'install' | 'link'>;

/** An object of the namespace of the one that names it. `kind` is group and kind, as rules name them. Nothing for a name that is no text. */
export function* beside(from: Manifest, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!textOf(name) || manifests.referred(from, kind, name)) return;
  if (kind === 'Secret' && secretsMade(manifests).has(`${namespaceOf(from)} ${name}`)) return;
  yield need(kind, name, textOf(from.metadata.namespace), more);
}

/** An object of a namespace. */
export function* inNamespace(namespace: string, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!textOf(name) || manifests.find(kind, namespace, name)) return;
  yield need(kind, name, namespace, more);
}

/** An object that has no namespace. */
export function* ofCluster(kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (textOf(name) && !isAmong(manifests, kind, name)) yield need(kind, name, undefined, more);
}

/** Whether the manifests hold an object of a kind that has no namespace, whatever namespace it says that it is in. */
export function isAmong(manifests: Manifests, kind: string, name: Value): boolean {
  return manifests.named(kind, name).length > 0;
}

function need(kind: string, name: string, namespace: string | undefined, more: More): Need {
  return { kind: RequirementKind.OBJECT, objectKind: kind.slice(kind.indexOf('/') + 1), name, namespace, ...more };
}

/** Kinds of which a controller makes a Secret, with the way to its name; of the same name where there is none. */
const SECRET_MAKERS: readonly (readonly [kind: string, ...steps: string[]])[] = [
  ['cert-manager.io/Certificate', 'secretName'],
  ['external-secrets.io/ExternalSecret', 'target', 'name'],
  ['bitnami.com/SealedSecret', 'template', 'metadata', 'name'],
  ['secrets.hashicorp.com/VaultStaticSecret', 'destination', 'name'],
  ['secrets.hashicorp.com/VaultDynamicSecret', 'destination', 'name'],
];

/** The Secrets that controllers make of these manifests. */
const secretsMade = derived((manifests: Manifests): ReadonlySet<string> => {
  const secrets = new Set<string>();
  for (const [kind, ...steps] of SECRET_MAKERS) {
    for (const object of manifests.ofKind(kind)) {
      const name = textOf(steps.reduce<Value>((value, step) => mapOf(value)[step], object.spec)) ?? textOf(object.metadata.name);
      if (name) secrets.add(`${namespaceOf(object)} ${name}`);
    }
  }
  return secrets;
});
