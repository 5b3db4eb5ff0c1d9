import type { IConstruct } from 'constructs';
import { HPA_NAME_PREFIX } from '../cluster/keda';
import type { Platform } from '../cluster/platform';
import type { Manifest } from '../rules/manifest';
import { entryOf } from '../rules/manifests';
import { IS_NOTABLE, NOTABLE } from '../rules/notable';
import { isInternalHost } from '../rules/routing/internal-host';
import { Model } from './alike-model';
import { appAround, type Distinction, distinctionOf } from './distinction';
import { type AnyObject, scopeOf } from './draft';
import { Words } from './words';

/** Names and hosts of a form of which no rule says anything, whatever is derived from them. */
const LONGEST_NAME = 40;
const LONGEST_HOST = 63;

/** Image references that are right beyond doubt. */
const IMAGE = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::[a-z0-9][a-z0-9._-]*)?$/;
const LONGEST_IMAGE = 200;

/** How many of the apps that are alike the rules are asked of, beside the first one: what they have in common may be what only one may have. */
const ASKED = 2;

/** How many kinds of apps are told apart, of one construct in one namespace. */
const MOST = 8;

/**
 * The objects of which the rules must be asked, in their order; undefined for all. What they say of the others they say of these as well: apps that one
 * construct made in one namespace, and whose manifests differ in nothing but their name, image and hosts, at the places where the constructs write them.
 *
 * An app is asked about where anything else may speak of it, by its name or a host. So nothing that is asked about looks for what is left out, but by what
 * alike apps have in common, and of those that are asked about there are three.
 *
 * @param objects all that are applied to one cluster, in the order of the tree
 * @param manifests what they are written as
 */
export function askedAbout(objects: readonly AnyObject[], manifests: readonly Manifest[], platform: Platform): Manifest[] | undefined {
  const apps = appsOf(objects);
  const kinds = alikeAmong(apps, manifests).filter((alike) => alike.length > ASKED + 1);
  const ofKinds = new Set(kinds.flatMap((alike) => alike.slice(1)));
  // where most are unlike, it takes longer to find out who speaks of whom
  if (ofKinds.size * 2 < apps.length) return undefined;
  const asked = apps.filter((app) => !ofKinds.has(app));
  const words = new Words(asked.flatMap(({ from, to }) => manifests.slice(from, to)));
  words.add(platform.interceptor);
  if (words.hasWildcard) return undefined;
  const alike = [...ofKinds];
  const shared = sharedAmong(alike);
  const spoken = spokenOf(alike, words, shared);
  const models = new Set(kinds.flatMap((alike) => alike.filter((app) => ofKinds.has(app) && !spoken.has(app)).slice(0, ASKED)));
  for (const app of models) words.add(namesOf(app));
  const rest = alike.filter((app) => !spoken.has(app) && !models.has(app));
  const all = [...asked, ...spoken, ...models, ...spokenOf(rest, words, shared)].sort((one, other) => one.from - other.from);
  return all.flatMap(({ from, to }) => manifests.slice(from, to));
}

/** The objects of an app, or an object that is of none: those at the positions from one to before another. */
interface App {
  readonly construct?: IConstruct;
  readonly distinction?: Distinction;
  readonly from: number;
  to: number;
}

function appsOf(objects: readonly AnyObject[]): App[] {
  const apps: App[] = [];
  let last: App | undefined;
  let scope: IConstruct | undefined;
  let construct: IConstruct | undefined;
  for (let at = 0; at < objects.length; at++) {
    // those that lie in one construct follow each other
    if (scopeOf(objects[at]) !== scope) {
      scope = scopeOf(objects[at]);
      construct = appAround(scope);
    }
    if (construct && last?.construct === construct) last.to = at + 1;
    else {
      last = { construct, distinction: construct && distinctionOf(construct), from: at, to: at + 1 };
      apps.push(last);
    }
  }
  return apps;
}

/** Apps that are alike, and the first of them. */
interface Alike {
  readonly model: Model;
  readonly apps: App[];
}

/** Lists of apps that are alike. */
function alikeAmong(apps: readonly App[], manifests: readonly Manifest[]): App[][] {
  const byKey = new Map<string, Alike[]>();
  for (const app of apps) {
    if (!app.distinction) continue;
    const { namespace } = manifests[app.from].metadata;
    if (!isPlain(app.distinction, namespace)) continue;
    const key = keyOf(app, namespace);
    const kinds = entryOf(byKey, key, () => []);
    const kind = kinds.find(({ model }) => model.isLike(app.distinction!, manifests, app.from));
    if (kind) kind.apps.push(app);
    else if (kinds.length < MOST) kinds.push({ model: new Model(app.distinction, manifests.slice(app.from, app.to)), apps: [app] });
  }
  return [...byKey.values()].flatMap((kinds) => kinds.map(({ apps }) => apps));
}

/** Whether the values of an app are of a form of which no rule says anything. */
function isPlain({ name, image, hosts = [] }: Distinction, namespace = 'default'): boolean {
  if (name.length > LONGEST_NAME || name.startsWith(HPA_NAME_PREFIX)) return false;
  if (image.length > LONGEST_IMAGE || !IMAGE.test(image)) return false;
  return hosts.every((host) => host.length <= LONGEST_HOST && !host.includes('*') && !isInternalHost(host, namespace));
}

/** Apps of other keys are not alike. */
function keyOf({ construct, distinction, from, to }: App, namespace: string | undefined): string {
  const { name, image, hosts = [] } = distinction!;
  let key = `${construct!.constructor.name}\n${namespace}\n${to - from}\n${notable(name)} ${notable(image)}`;
  for (const host of hosts) key += ` ${notable(host)}`;
  return key;
}

/** What the rules read in a text, as bits of a number. */
function notable(text: string): number {
  let bits = 0;
  if (!IS_NOTABLE.test(text)) return bits;
  for (const read of NOTABLE) bits = bits * 2 + (read.test(text) ? 1 : 0);
  return bits;
}

function namesOf({ distinction }: App): readonly string[] {
  return [distinction!.name, ...(distinction!.hosts ?? [])];
}

/** Names and hosts that several apps have. */
function sharedAmong(apps: readonly App[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const app of apps) {
    for (const name of namesOf(app)) {
      if (seen.has(name)) shared.add(name);
      else seen.add(name);
    }
  }
  return shared;
}

/** The apps of which something may speak, of what is asked about: at first what the words are of, and then these apps as well. */
function spokenOf(apps: readonly App[], words: Words, shared: ReadonlySet<string>): ReadonlySet<App> {
  const spoken = new Set<App>();
  let found: App[];
  do {
    found = apps.filter((app) => !spoken.has(app) && namesOf(app).some((name) => words.has(name) || shared.has(name)));
    for (const app of found) {
      spoken.add(app);
      words.add(namesOf(app));
    }
  } while (found.length > 0);
  return spoken;
}
