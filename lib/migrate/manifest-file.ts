import { Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { readManifests, UnusableInput } from '../files/read';
import { chunksOf } from '../files/yaml/chunks';
import { compose } from '../files/yaml/compose';
import { documentsOf } from '../files/yaml/documents';
import { Lines, offsetOf } from '../files/yaml/locate';
import { plain } from '../files/yaml/plain';
import { Refusal } from '../files/yaml/refusal';
import { decode } from '../files/yaml/text';
import { decodeNode } from '../files/yaml/value';
import { expandAliases } from './aliases';
import { commentsIn, commentsOf, missing } from './comments';
import { Item } from './item';
import { keepLines } from './keep-lines';
import { lineEndOf, restoreLineEnds } from './line-ends';
import { DIALECT, settleComments } from './node';
import { styleOf } from './style';

/** A part of a file: its text, and the documents in it. */
interface Part {
  readonly text: string;
  readonly documents: Document[];
}

/** The location of an object of the original file: a document of its own, or the list of a document. */
interface Place {
  readonly part: Part;
  readonly document: Document;
  readonly list?: YAMLSeq;
}

/** An object of the original file, and the objects that were inserted beside it. */
interface Slot extends Place {
  /** Position among the objects of the original file. */
  readonly index: number;
  readonly item: Item;
  readonly before: Item[];
  readonly after: Item[];
  removed: boolean;
  /** Whether its comments moved to an object that replaces it. */
  replaced: boolean;
}

/** The text of a file whose objects can be changed, inserted and removed. Unchanged documents are copied byte for byte. */
export class ManifestFile {
  private readonly parts: Part[] = [];
  private readonly slots: Slot[] = [];
  /** The slot of each object; that of the object beside it, for an inserted one. */
  private readonly slotOf = new Map<Item, Slot>();
  /** The slots of a document, and those of a list by their nodes. */
  private readonly slotsIn = new Map<Document, Slot[]>();
  private readonly slotOfNode = new Map<unknown, Slot>();
  private readonly elements = new Map<YAMLSeq, readonly unknown[]>();
  private readonly source: string;
  private readonly mark: string;
  private known?: readonly Item[];
  /** Number of insertions and removals. */
  private edits = 0;
  private rendered?: { readonly revision: number; readonly text: string };
  private lost = false;

  /** Documents that cannot be migrated, which are copied. */
  public readonly unusable: readonly UnusableInput[];

  /** Throws UnusableInput for input that is not text. */
  constructor(
    private readonly input: string | Uint8Array,
    public readonly name: string,
  ) {
    const unreadable = readManifests(input, name).unusable;
    const unusable = [...unreadable];
    this.unusable = unusable;
    this.source = decode(input);
    this.mark = (typeof input === 'string' ? input : new TextDecoder('utf-8', { ignoreBOM: true }).decode(input.subarray(0, 3))).startsWith(
      '\uFEFF',
    )
      ? '\uFEFF'
      : '';
    const lines = new Lines(this.source);
    let end = 0;
    for (const { text, offset } of chunksOf(this.source)) {
      if (offset > end) this.parts.push({ text: this.source.slice(end, offset), documents: [] });
      end = offset + text.length;
      if (holds(lines, offset, end, unreadable)) {
        this.parts.push({ text, documents: [] });
        continue;
      }
      let documents: Document.Parsed[];
      try {
        documents = readable(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.parts.push({ text, documents: [] });
        // the reader takes several values of JSON, and the library that rewrites takes one document
        const isJson = /^\s*\{/.test(text) && !error.message.includes('JSON');
        const cause = isJson ? 'values of JSON that follow each other: write --- between them' : error.message;
        const reason = `cannot be migrated, and is copied: ${cause}`;
        const position = lines.at(offset + error.offset);
        unusable.push(new UnusableInput(reason, { file: name, ...position }));
        continue;
      }
      const part: Part = { text, documents };
      this.parts.push(part);
      for (const document of documents) {
        expandAliases(document);
        settleComments(document.contents);
        const locate = (node: YAMLMap, steps: readonly (string | number)[]) => {
          const at = offsetOf({ contents: node, range: node.range ?? document.range } as unknown as Document.Parsed, steps);
          return { file: name, ...lines.at(offset + at) };
        };
        this.find(document.contents, { part, document }, locate);
      }
    }
    if (end < this.source.length) this.parts.push({ text: this.source.slice(end), documents: [] });
    if (this.slots.length === 0 && unreadable.length > 0) throw unreadable[0];
  }

  /** The objects, in the order of the text. */
  public get items(): readonly Item[] {
    this.known ??= this.slots.flatMap(({ item, before, after, removed }) => [...before, ...(removed ? [] : [item]), ...after]);
    return this.known;
  }

  /** Returns the file as it was read. */
  public original(): ManifestFile {
    return new ManifestFile(this.input, this.name);
  }

  /** Whether an object of this file comes before another one. */
  public isBefore(first: Item, second: Item): boolean {
    const [a, b] = [this.slotOf.get(first), this.slotOf.get(second)];
    if (!a || !b) return false;
    if (a === b) return [...a.before, a.item, ...a.after].indexOf(first) < [...a.before, a.item, ...a.after].indexOf(second);
    return a.index < b.index;
  }

  /** Inserts an object before or after another one. */
  public insert(node: YAMLMap, side: 'before' | 'after', item: Item): Item {
    const slot = this.slotOf.get(item)!;
    const added = new Item(node, item.origin);
    added.touch();
    const { before, after } = slot;
    if (item === slot.item) {
      if (side === 'before') before.push(added);
      else after.unshift(added);
    } else {
      const list = before.includes(item) ? before : after;
      list.splice(list.indexOf(item) + (side === 'after' ? 1 : 0), 0, added);
    }
    this.slotOf.set(added, slot);
    this.edits += 1_000_000_000;
    this.known = undefined;
    return added;
  }

  /** Removes an object. The comments that the objects which replace it do not have go to the first of them. */
  public remove(item: Item, replacedBy: readonly Item[] = []): void {
    const slot = this.slotOf.get(item)!;
    slot.removed = true;
    const { list, part } = slot;
    const [heir] = replacedBy;
    if (heir) {
      const comments = list || part.documents.length > 1 ? commentsIn(item.node) : commentsOf(part.text);
      const kept = [...item.removedComments, ...replacedBy.flatMap(({ node }) => commentsIn(node))];
      heir.prependComments(missing(comments, kept));
      slot.replaced = true;
    }
    this.edits += 1_000_000_000;
    this.lost = true;
    this.known = undefined;
    item.touch();
    if (list && !this.elements.has(list)) this.elements.set(list, [...list.items]);
  }

  public get changed(): boolean {
    return this.edits > 0 || this.items.some(({ changed }) => changed);
  }

  /** Whether an object was removed. */
  public get loses(): boolean {
    return this.lost;
  }

  /** Returns the current text. */
  public toString(): string {
    if (!this.changed) return this.mark + this.source;
    const revision = this.items.reduce((sum, item) => sum + item.revision, this.edits);
    if (this.rendered?.revision !== revision) this.rendered = { revision, text: this.renderAll() };
    return this.rendered.text;
  }

  private renderAll(): string {
    this.settleLists();
    const json = this.asJson();
    if (json !== undefined) return this.mark + json;
    const text = new Joined(lineEndOf(this.source));
    for (const part of this.parts) for (const rendered of this.render(part)) text.add(rendered);
    const begins = /^---(\s|$)/.test(this.source);
    return this.mark + (begins ? text.toString() : text.toString().replace(/^---\r?\n/, ''));
  }

  /** Puts inserted objects into their lists, and takes removed ones out. */
  private settleLists(): void {
    for (const { list, before, after } of this.slots) {
      if (list && before.length + after.length > 0 && !this.elements.has(list)) this.elements.set(list, [...list.items]);
    }
    for (const [list, elements] of this.elements) {
      list.items = elements.flatMap((element) => {
        const slot = this.slotOfNode.get(element);
        if (!slot) return [element];
        const nodes = ({ node }: Item) => node;
        return [...slot.before.map(nodes), ...(slot.removed ? [] : [element]), ...slot.after.map(nodes)];
      });
    }
  }

  /** Returns the texts of a part, with the documents that were inserted around it. */
  private render(part: Part): Rendered[] {
    const slots = part.documents.flatMap((document) => this.slotsIn.get(document) ?? []);
    const own = slots.filter(({ list }) => !list);
    const inserted = (items: readonly Item[]) => items.map((item) => this.renderInserted(item, part));
    const after = own.flatMap((slot) => inserted(slot.after));
    const text = this.renderOwn(part, slots);
    const ended = after.length > 0 ? endLine(text, part.documents) : text;
    const isDocument = part.documents.some((document) => !own.some((slot) => slot.removed && slot.document === document));
    return [...own.flatMap(({ before }) => inserted(before)), { text: ended, isDocument }, ...after].filter((each) => each.text !== '');
  }

  private renderInserted({ node }: Item, part: Part): Rendered {
    const created = new Document(null, DIALECT);
    created.contents = node as never;
    const text = `---\n${created.toString(this.style)}`;
    return { text: lineEndOf(part.text) === '\n' ? text : text.replaceAll('\n', '\r\n'), isDocument: true };
  }

  private renderOwn({ text, documents }: Part, slots: readonly Slot[]): string {
    const isTouched = ({ item, removed, list, before, after }: Slot) =>
      item.changed || removed || (list && (before.length > 0 || after.length > 0 || [...before, ...after].some(({ changed }) => changed)));
    if (!slots.some(isTouched)) return text;
    const removed = new Map(slots.filter((slot) => slot.removed && !slot.list).map((slot) => [slot.document, slot]));
    const kept = documents.filter((document) => !removed.has(document));
    if (kept.length === 0) return [...removed.values()].some(({ replaced }) => replaced) ? '' : around(text, documents);
    const rendered = kept.map((document) => document.toString(styleOf(text))).join('');
    const lines = keepLines(text.replaceAll('\r\n', '\n'), rendered, meaningOf);
    return restoreLineEnds(text, this.withComments(text, lines, slots));
  }

  /** Adds the comments that the yaml library drops, above the document. */
  private withComments(text: string, rendered: string, slots: readonly Slot[]): string {
    if (/^%/m.test(rendered)) return rendered;
    const dropped = slots.flatMap(({ item, removed }) => [...item.removedComments, ...(removed ? commentsIn(item.node) : [])]);
    const lost = missing(commentsOf(text), [...commentsOf(rendered), ...dropped]);
    if (lost.length === 0) return rendered;
    const marker = /^---[^\S\n]*(#[^\n]*)?\n/.exec(rendered)?.[0] ?? '';
    return marker + lost.map((comment) => `# ${comment}\n`).join('') + rendered.slice(marker.length);
  }

  private knownStyle?: ReturnType<typeof styleOf>;

  private get style(): ReturnType<typeof styleOf> {
    this.knownStyle ??= styleOf(this.source);
    return this.knownStyle;
  }

  /** Returns a JSON file as JSON: a single object as such, several objects as a List. */
  private asJson(): string | undefined {
    if (!/^\s*[{[]/.test(this.source)) return undefined;
    try {
      JSON.parse(this.source);
    } catch {
      return undefined;
    }
    const values = this.parts.flatMap(({ documents }) => documents.flatMap((document) => this.valuesOf(document)));
    const indent = /\n([ \t]+)\S/.exec(this.source)?.[1];
    if (values.length === 0) return '';
    const value = values.length === 1 ? values[0] : { apiVersion: 'v1', kind: 'List', items: values };
    return `${JSON.stringify(value, undefined, indent)}${this.source.endsWith('\n') ? '\n' : ''}`;
  }

  /** Returns the values of a document, and of those that were inserted around it. */
  private valuesOf(document: Document): unknown[] {
    const slot = this.slotsIn.get(document)?.find(({ list }) => !list);
    const own = plain(document as Document.Parsed);
    if (!slot) return [own];
    const manifests = (items: readonly Item[]) => items.map(({ node }) => plain({ contents: node } as unknown as Document.Parsed));
    return [...manifests(slot.before), ...(slot.removed ? [] : [own]), ...manifests(slot.after)];
  }

  private find(node: unknown, place: Place, locate: ConstructorParameters<typeof Item>[1]): void {
    if (!isMap(node)) return;
    const kind = node.get('kind');
    if (typeof kind !== 'string' || typeof node.get('apiVersion') !== 'string') return;
    const items = node.get('items');
    if (kind.endsWith('List') && isSeq(items)) {
      for (const item of items.items) this.find(item, { ...place, list: items }, locate);
      return;
    }
    const item = new Item(node, locate);
    const slot: Slot = { ...place, index: this.slots.length, item, before: [], after: [], removed: false, replaced: false };
    this.slots.push(slot);
    this.slotOf.set(item, slot);
    this.slotOfNode.set(node, slot);
    const known = this.slotsIn.get(place.document);
    if (known) known.push(slot);
    else this.slotsIn.set(place.document, [slot]);
  }
}

/** The text of a document, or of what is between documents. */
interface Rendered {
  readonly text: string;
  readonly isDocument: boolean;
}

/** Renders documents whose last line has no end, and would mean something else with one: a block scalar. */
function endLine(text: string, documents: readonly Document[]): string {
  if (text === '' || text.endsWith('\n') || meaningOf(`${text}\n`) === meaningOf(text)) return text;
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('');
}

/** A stream of documents that is put together from the texts of its parts. */
class Joined {
  private readonly texts: string[] = [];
  private blank = true;
  private last = '';

  constructor(private readonly end: string) {}

  /** Adds a text, after a document marker where one document would run into the other. */
  public add({ text, isDocument }: Rendered): void {
    if (this.last !== '' && !this.last.endsWith('\n')) this.push(this.end);
    const needsMarker = isDocument && !this.blank && !/^---(\s|$)/.test(text);
    this.push(needsMarker ? `---${this.end}${text}` : text);
    this.blank &&= text.trim() === '';
  }

  public toString(): string {
    return this.texts.join('');
  }

  private push(text: string): void {
    this.texts.push(text);
    this.last = text;
  }
}

/** Returns the comments before and after documents that are removed: the head of a file, and what comes after the objects. */
function around(text: string, documents: readonly Document[]): string {
  const before = text.split('\n');
  const content = before.findIndex((line) => !/^\s*(#|$)|^---\s*(#|$)/.test(line));
  const blank = before
    .slice(0, content)
    .map((line) => line.trim())
    .lastIndexOf('');
  const head = before.slice(0, blank + 1).filter((line) => /^\s*#/.test(line));
  const after = documents.flatMap(({ comment }) => comment?.split('\n').map((line) => `#${line}`) ?? []);
  return [...head.map((line) => line.trimEnd()), ...after].map((line) => line + lineEndOf(text)).join('');
}

/** Whether a part of a text holds a document that the reader refuses. */
function holds(lines: Lines, start: number, end: number, unreadable: readonly UnusableInput[]): boolean {
  const [first, last] = [lines.at(start).line, lines.at(end - 1).line];
  return unreadable.some(({ position: { line = 1 } }) => line >= first && line <= last);
}

/** Returns the documents of a part. Throws a Refusal for one that kubectl does not read, or reads otherwise than it can be edited. */
function readable(text: string): Document.Parsed[] {
  let count = 0;
  for (const { node, refusal } of documentsOf(text)) {
    if (refusal) throw refusal;
    if (node) count++;
    const [duplicate] = node ? decodeNode(node).duplicates : [];
    if (duplicate) throw new Refusal(`the key ${JSON.stringify(duplicate.key)} is written twice: keep one of the two`, duplicate.second);
  }
  const documents = compose(text);
  // a line such as ---# begins a document for kubectl alone
  if (count > documents.length) throw new Refusal('kubectl reads it as several documents: write a space behind ---', 0);
  return documents;
}

/** Returns the documents of a text as JSON, to compare texts regardless of their formatting. */
function meaningOf(text: string): string {
  try {
    return JSON.stringify(compose(text).map(plain));
  } catch {
    return '';
  }
}
