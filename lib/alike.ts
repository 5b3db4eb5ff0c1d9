import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { render } from './by-platform';
import { appOf, type Distinction, distinctionOf } from './distinction';
import { type Plain, unsiftedManifest } from './fleet/plain-manifest';
import type { Platform } from './platform';
import { isInternalHost } from './rules/routing/internal-host';
import { Words } from './words';

/** How many apps stand for others, of one construct and one namespace. */
const MOST = 8;

/** Image references that are right beyond doubt. */
const IMAGE = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::[a-z0-9][a-z0-9._-]{0,100})?$/;

/** What rules read in a name, a host or an image beside what equals it: whether something speaks TLS, or serves Wasm modules. */
const NOTABLE = /443$|https|tls|ssl|wss|wagi|wasm|spin/gi;

/**
 * The objects that are left without the apps that differ from two others in nothing but their name, their hosts and their image. What the rules have to say of
 * those that are left out, they have to say of the two that stand for them: they read these values by what equals them, and the form of the values was
 * checked when the app was made.
 *
 * An app is not left out where one that is left may speak of it, by its name or a host.
 *
 * @param objects all objects that are applied to one cluster, in the order of the tree
 */
export function withoutAlike(objects: readonly ApiObject[], platform: Platform): readonly ApiObject[] {
  const standing = new Set<Group>();
  const others: App[] = [];
  const models = new Map<string, Model[]>();
  const groups = groupsOf(objects);
  for (const group of groups) {
    const parts = group.construct && partsOf(objects, group);
    if (!parts) {
      standing.add(group);
      continue;
    }
    const { namespace } = objects[group.from].metadata;
    const values = valuesOf(distinctionOf(group.construct!), namespace);
    const key = keyOf(group, namespace, values);
    const known = models.get(key) ?? [];
    const model = known.find((one) => alike(one, values, parts));
    if (model?.hasSecond) {
      others.push({ group, distinction: distinctionOf(group.construct!) });
      continue;
    }
    standing.add(group);
    if (model) model.hasSecond = true;
    else if (known.length < MOST) models.set(key, [...known, { values, parts, hasSecond: false }]);
  }
  // where most are unlike, it takes longer to find out who speaks of whom
  if (others.length < standing.size) return objects;
  const objectsOf = ({ from, to }: Group) => objects.slice(from, to);
  const words = new Words([...standing].flatMap((group) => objectsOf(group).map(render)));
  words.add(platform.interceptor);
  for (const app of words.hasWildcard ? others : spokenOf(others, words)) standing.add(app.group);
  return groups.filter((group) => standing.has(group)).flatMap(objectsOf);
}

/** The objects of an app, or an object that is of none: those at the positions from one to before another. */
interface Group {
  readonly construct?: IConstruct;
  readonly from: number;
  to: number;
}

/** An app that may be left out. */
interface App {
  readonly group: Group;
  readonly distinction: Distinction;
}

/** An app that stands for others, with a second one: what they have in common may be what only one may have. */
interface Model {
  readonly values: readonly Value[];
  readonly parts: readonly Plain[];
  hasSecond: boolean;
}

/** A value in which apps that are alike differ. */
interface Value {
  readonly of: 'name' | 'image' | 'host';
  readonly text: string;
}

function groupsOf(objects: readonly ApiObject[]): Group[] {
  const groups: Group[] = [];
  let last: Group | undefined;
  for (let at = 0; at < objects.length; at++) {
    const construct = appOf(objects[at]);
    if (construct && last?.construct === construct) last.to = at + 1;
    else {
      last = { construct, from: at, to: at + 1 };
      groups.push(last);
    }
  }
  return groups;
}

/** What the objects are made with; undefined where only cdk8s can tell. */
function partsOf(objects: readonly ApiObject[], { from, to }: Group): Plain[] | undefined {
  const parts: Plain[] = [];
  for (let at = from; at < to; at++) {
    const part = unsiftedManifest(objects[at]);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

function valuesOf({ name, image, hosts = [] }: Distinction, namespace = 'default'): Value[] {
  const values: Value[] = [{ of: 'name', text: name }];
  if (IMAGE.test(image)) values.push({ of: 'image', text: image });
  for (const host of hosts) if (!host.includes('*') && !isInternalHost(host, namespace)) values.push({ of: 'host', text: host });
  return values;
}

/** Apps of other keys are not alike. */
function keyOf({ construct, from, to }: Group, namespace: string | undefined, values: readonly Value[]): string {
  const notable = values.map(({ of, text }) => `${of} ${text.match(NOTABLE)?.join(' ').toLowerCase() ?? ''}`);
  return [construct!.constructor.name, namespace, to - from, ...notable].join('\n');
}

function alike(model: Model, values: readonly Value[], parts: readonly Plain[]): boolean {
  const texts = new Map(model.values.map(({ text }, index) => [text, values[index].text]));
  // of two values that are one text nobody can tell which is meant
  if (texts.size < values.length || new Set(texts.values()).size < values.length) return false;
  for (let index = 0; index < parts.length; index++) if (!same(model.parts[index], parts[index], texts)) return false;
  return true;
}

/** Whether a part is that of the model, with the texts of its own app. */
function same(model: unknown, part: unknown, texts: ReadonlyMap<string, string>): boolean {
  if (typeof model === 'string') return part === (texts.get(model) ?? model);
  if (typeof model !== 'object' || typeof part !== 'object' || model === null || part === null) return Object.is(model, part);
  if (Array.isArray(model)) {
    if (!Array.isArray(part) || part.length !== model.length) return false;
    for (let index = 0; index < model.length; index++) if (!same(model[index], part[index], texts)) return false;
    return true;
  }
  if (!isMap(model) || !isMap(part)) return false;
  const keys = Object.keys(model);
  const own = Object.keys(part);
  if (keys.length !== own.length) return false;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    if (key !== own[index] || !same(model[key], part[key], texts)) return false;
  }
  return true;
}

function isMap(value: object): value is Plain {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** The apps of which one that is left may speak, which are left then, too. */
function spokenOf(apps: readonly App[], words: Words): App[] {
  const count = new Map<string, number>();
  const namesOf = ({ distinction: { name, hosts = [] } }: App) => [name, ...hosts];
  for (const app of apps) for (const name of namesOf(app)) count.set(name, (count.get(name) ?? 0) + 1);
  const spoken: App[] = [];
  let quiet = apps;
  for (let before = -1; before !== spoken.length; ) {
    before = spoken.length;
    const next: App[] = [];
    for (const app of quiet) {
      const names = namesOf(app);
      if (names.some((name) => words.has(name) || count.get(name)! > 1)) spoken.push(app);
      else next.push(app);
    }
    for (const app of spoken.slice(before)) words.add(namesOf(app));
    quiet = next;
  }
  return spoken;
}
