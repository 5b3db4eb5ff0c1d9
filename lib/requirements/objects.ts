/** Objects that must be there, unless these manifests bring them or something among them makes them. */
import { record, text } from '../rules/http-add-on/values';
import { cached, within } from '../rules/keda/targets';
import { type Manifest, namespaceOf, type Value } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import type { Need } from './need';
import { RequirementKind } from './requirement';

type More = Pick<Need, 'details' | 'note' | 'install' | 'link'>;

/** An object of the namespace of the one that names it. `kind` is group and kind, as rules name them. Nothing for a name that is no text. */
export function* beside(from: Manifest, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!text(name) || within(manifests, from, kind, name)) return;
  if (kind === 'Secret' && secretsMade(manifests).has(`${namespaceOf(from)} ${name}`)) return;
  yield need(kind, name, text(from.metadata.namespace), more);
}

/** An object of a namespace. */
export function* inNamespace(namespace: string, kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (!text(name) || manifests.find(kind, namespace, name)) return;
  yield need(kind, name, namespace, more);
}

/** An object that has no namespace. */
export function* ofCluster(kind: string, name: Value, { manifests }: Context, more: More = {}): Generator<Need> {
  if (text(name) && !isAmong(manifests, kind, name)) yield need(kind, name, undefined, more);
}

/** Whether the manifests hold an object of a kind that has no namespace. */
export function isAmong(manifests: Manifests, kind: string, name: Value): boolean {
  return namesOf(manifests, kind).has(name);
}

function need(kind: string, name: string, namespace: string | undefined, more: More): Need {
  return { kind: RequirementKind.OBJECT, objectKind: kind.slice(kind.indexOf('/') + 1), name, namespace, ...more };
}

const names = new WeakMap<Manifests, Map<string, ReadonlySet<Value>>>();

/** The names of a kind's objects, whatever namespace they say that they are in. */
function namesOf(manifests: Manifests, kind: string): ReadonlySet<Value> {
  const kinds = cached(names, manifests, () => new Map<string, ReadonlySet<Value>>());
  let known = kinds.get(kind);
  if (!known) {
    known = new Set(manifests.ofKind(kind).map(({ metadata }) => metadata.name));
    kinds.set(kind, known);
  }
  return known;
}

/** Kinds of which a controller makes a Secret, with the way to its name; of the same name where there is none. */
const SECRET_MAKERS: readonly (readonly [kind: string, ...steps: string[]])[] = [
  ['cert-manager.io/Certificate', 'secretName'],
  ['external-secrets.io/ExternalSecret', 'target', 'name'],
  ['bitnami.com/SealedSecret', 'template', 'metadata', 'name'],
  ['secrets.hashicorp.com/VaultStaticSecret', 'destination', 'name'],
  ['secrets.hashicorp.com/VaultDynamicSecret', 'destination', 'name'],
];

const made = new WeakMap<Manifests, ReadonlySet<string>>();

/** The Secrets that controllers make of these manifests. */
function secretsMade(manifests: Manifests): ReadonlySet<string> {
  return cached(made, manifests, () => {
    const secrets = new Set<string>();
    for (const [kind, ...steps] of SECRET_MAKERS) {
      for (const object of manifests.ofKind(kind)) {
        const name = text(steps.reduce<Value>((value, step) => record(value)[step], object.spec)) ?? text(object.metadata.name);
        if (name) secrets.add(`${namespaceOf(object)} ${name}`);
      }
    }
    return secrets;
  });
}
