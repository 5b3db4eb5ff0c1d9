import { ApiObject, ApiObjectMetadataDefinition, type ApiObjectProps } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';

/** A manifest as it is written: plain data from which nothing is left out. */
export interface DraftManifest extends ApiObjectProps {
  readonly metadata: DraftMetadata;
}

/** Metadata of a manifest. */
export interface DraftMetadata {
  readonly annotations?: { [name: string]: string };
  readonly labels?: { [name: string]: string };
  readonly name: string;
  readonly namespace?: string;
}

/** An object of the tree, or one that has no place there yet. */
export type AnyObject = ApiObject | Draft;

const NOTHING: readonly (IConstruct | Draft)[] = [];

const DRAFT = Symbol.for('cdk8s-wasm.draft');
const DRAFTS = Symbol('cdk8s-wasm.drafts');

/** A node whose construct has drafts. */
interface Drafting extends Node {
  [DRAFTS]?: readonly Draft[];
}

/**
 * An object of a construct that nobody has asked for: its manifest, and what it comes after. A FleetApp writes it as it is, since most of what an ApiObject
 * costs is its place in the tree.
 *
 * All drafts of a construct become ApiObjects, in the order in which they were made, as soon as somebody asks for one of them or for the children of the
 * construct: `app.deployment`, `node.children`, `node.findAll()`, the synthesis of a stock App. Who looks at the tree misses nothing.
 */
export class Draft {
  /** What comes before it. */
  public dependencies: readonly (IConstruct | Draft)[] = NOTHING;

  /** The ApiObject, once there is one. */
  public made?: ApiObject;

  /** Knows the drafts of another copy of this library, too. */
  public static [Symbol.hasInstance](other: unknown): other is Draft {
    return typeof other === 'object' && other !== null && (other as { readonly [DRAFT]?: true })[DRAFT] === true;
  }

  /** Of all drafts, and not a field of each. */
  protected get [DRAFT](): true {
    return true;
  }

  constructor(
    public readonly scope: Construct,
    public readonly id: string,
    public readonly manifest: DraftManifest,
  ) {
    const node = scope.node as Drafting;
    // of the length that it has: one that grows is kept with room for more
    if (node[DRAFTS]) node[DRAFTS] = [...node[DRAFTS], this];
    else node[DRAFTS] = [this];
    const prototype = Object.getPrototypeOf(node);
    if (prototype === Node.prototype) Object.setPrototypeOf(node, DRAFTING);
    // a node of the user's own, which has no place for drafts
    else if (prototype !== DRAFTING) makeDraftsOf(node);
  }

  public get kind(): string {
    return this.manifest.kind;
  }

  public get name(): string {
    return this.manifest.metadata.name;
  }

  public get namespace(): string | undefined {
    return this.manifest.metadata.namespace;
  }

  /** The ApiObject. */
  public get object(): ApiObject {
    if (!this.made) makeDraftsOf(this.scope.node as Drafting);
    return this.made!;
  }

  /** As `addDependency()` of an ApiObject. */
  public addDependency(...others: (IConstruct | Draft)[]): void {
    if (this.made) this.made.addDependency(...others.map(constructOf));
    else this.dependencies = this.dependencies === NOTHING ? others : [...this.dependencies, ...others];
  }
}

/** The ApiObject, which is made if it has to be. */
export function objectOf(object: AnyObject): ApiObject {
  return object instanceof Draft ? object.object : object;
}

/** The construct that an object lies in. */
export function scopeOf(object: AnyObject): IConstruct {
  return object instanceof Draft ? object.scope : object.node.scope!;
}

/** The path of an object in the tree. */
export function pathOf(object: AnyObject): string {
  return object instanceof Draft ? `${object.scope.node.path}${Node.PATH_SEP}${object.id}` : object.node.path;
}

/** What lies in a construct: its children, and those to be, which stay what they are. */
export function membersOf({ node }: IConstruct): readonly (IConstruct | Draft)[] {
  const drafts = (node as Drafting)[DRAFTS];
  if (!drafts) return node.children;
  const members: (IConstruct | Draft)[] = childrenOf(node);
  for (const draft of drafts) members.push(draft);
  return members;
}

function constructOf(construct: IConstruct | Draft): IConstruct {
  return construct instanceof Draft ? construct.object : construct;
}

/** Those that a node has in the tree. */
const childrenOf: (node: Node) => IConstruct[] = (() => {
  const { get } = Object.getOwnPropertyDescriptor(Node.prototype, 'children')!;
  return (node) => get!.call(node);
})();

/** What a node is while its drafts are made: they were there before anybody locked the tree. */
const UNLOCKED = Object.create(Node.prototype, { locked: { value: false } });

/** What a node keeps to itself; one that is named otherwise would have its drafts after other children. */
type Adding = Omit<Node, 'addChild'> & { addChild(child: IConstruct, id: string): void };

const { tryFindChild, tryRemoveChild, addChild } = Node.prototype as unknown as Adding;

/** What a node is while its construct has drafts: they are made before anybody sees its children, or adds one. */
const DRAFTING = Object.create(Node.prototype, {
  children: { get: withDraftsMade(childrenOf) },
  tryFindChild: method(tryFindChild),
  tryRemoveChild: method(tryRemoveChild),
  addChild: method(addChild),
});

function method<Given extends unknown[], Got>(then: (this: Node, ...given: Given) => Got): PropertyDescriptor {
  return { value: withDraftsMade((node, ...given: Given) => then.apply(node, given)), writable: true, configurable: true };
}

function withDraftsMade<Given extends unknown[], Got>(then: (node: Node, ...given: Given) => Got) {
  return function (this: Drafting, ...given: Given): Got {
    makeDraftsOf(this);
    return then(this, ...given);
  };
}

/** Makes the drafts of a node, which is like any other from then on. */
function makeDraftsOf(node: Drafting): void {
  const drafts = node[DRAFTS];
  // they are made, or a chart of the user's own looks at them while they are
  if (!drafts) return;
  const prototype = Object.getPrototypeOf(node);
  node[DRAFTS] = undefined;
  Object.setPrototypeOf(node, UNLOCKED);
  try {
    for (const draft of drafts) draft.made = objectFrom(draft);
  } catch (error) {
    // a chart of the user's own that throws: all stay drafts, with what they come after
    for (const draft of drafts) {
      draft.made = undefined;
      node.tryRemoveChild(draft.id);
    }
    node[DRAFTS] = drafts;
    Object.setPrototypeOf(node, prototype);
    throw error;
  }
  Object.setPrototypeOf(node, prototype === DRAFTING ? Node.prototype : prototype);
  for (const { made, dependencies } of drafts) if (dependencies.length > 0) made!.addDependency(...dependencies.map(constructOf));
}

function objectFrom({ scope, id, manifest }: Draft): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  // an ApiObject asks its chart, which may say something else by now
  const metadata = new ApiObjectMetadataDefinition({ ...manifest.metadata, apiObject: object });
  return Object.assign(object, { metadata });
}
