import { Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { readManifests, UnusableInput } from '../files/read';
import { chunksOf } from '../files/yaml/chunks';
import { compose } from '../files/yaml/compose';
import { documentsOf } from '../files/yaml/documents';
import { Lines, offsetOf } from '../files/yaml/locate';
import { plain } from '../files/yaml/plain';
import { Refusal } from '../files/yaml/refusal';
import { decode } from '../files/yaml/text';
import { type Duplicate, decodeNode } from '../files/yaml/value';
import { expandAliases } from './aliases';
import { Item } from './item';
import { keepLines } from './keep-lines';
import { DIALECT, settleComments } from './node';
import { styleOf } from './style';

/** A part of a file: its text, and the documents in it. */
interface Part {
  readonly text: string;
  readonly documents: Document[];
  /** Documents that were removed. */
  readonly removed: Set<Document>;
  /** Whether the part was inserted. */
  readonly inserted?: boolean;
}

/** The location of an object: a document of its own, or the list of a document. */
interface Place {
  readonly part: Part;
  readonly document: Document;
  readonly list?: YAMLSeq;
}

/** The text of a file whose objects can be changed, inserted and removed. Unchanged documents are copied byte for byte. */
export class ManifestFile {
  public readonly items: Item[] = [];
  private readonly parts: Part[] = [];
  private readonly places = new Map<Item, Place>();
  private readonly source: string;
  private readonly newline: string;
  private readonly mark: string;
  private altered = false;
  /** Documents with a list from which an object was removed. */
  private readonly listChanged = new Set<Document>();

  /** Documents that cannot be migrated, which are copied. */
  public readonly unusable: readonly UnusableInput[];

  /** Throws UnusableInput for input that is no text. */
  constructor(
    input: string | Uint8Array,
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
    this.newline = this.source.includes('\r\n') ? '\r\n' : '\n';
    const lines = new Lines(this.source);
    let end = 0;
    for (const { text, offset } of chunksOf(this.source)) {
      if (offset > end) this.parts.push(copied(this.source.slice(end, offset)));
      end = offset + text.length;
      let documents: Document.Parsed[];
      try {
        documents = readable(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.parts.push(copied(text));
        const reason = `cannot be migrated, and is copied: ${error.message}`;
        const position = lines.at(offset + error.offset);
        // unless it cannot be read at all, which is said already
        if (!(error instanceof Unreadable)) unusable.push(new UnusableInput(reason, { file: name, ...position }));
        continue;
      }
      const part: Part = { text, documents, removed: new Set() };
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
    if (end < this.source.length) this.parts.push(copied(this.source.slice(end)));
    if (this.items.length === 0 && unreadable.length > 0) throw unreadable[0];
  }

  /** Inserts an object before or after another one. */
  public insert(node: YAMLMap, side: 'before' | 'after', item: Item): Item {
    const added = new Item(node, item.origin);
    added.touch();
    this.altered = true;
    const shift = side === 'after' ? 1 : 0;
    const { part, document, list } = this.places.get(item)!;
    if (list) {
      list.items.splice(list.items.indexOf(item.node) + shift, 0, node);
      this.places.set(added, { part, document, list });
    } else {
      const created = new Document(null, DIALECT);
      created.contents = node as never;
      const inserted: Part = { text: '', documents: [created], removed: new Set(), inserted: true };
      this.parts.splice(this.parts.indexOf(part) + shift, 0, inserted);
      this.places.set(added, { part: inserted, document: created });
    }
    this.items.splice(this.items.indexOf(item) + shift, 0, added);
    return added;
  }

  /** Removes an object. */
  public remove(item: Item): void {
    const { part, document, list } = this.places.get(item)!;
    if (list) list.items.splice(list.items.indexOf(item.node), 1);
    else part.removed.add(document);
    this.altered = true;
    item.touch();
    this.items.splice(this.items.indexOf(item), 1);
    if (list) this.listChanged.add(document);
  }

  public get changed(): boolean {
    return this.altered || this.items.some(({ changed }) => changed);
  }

  /** Returns the current text. */
  public toString(): string {
    if (!this.changed) return this.mark + this.source;
    const json = this.asJson();
    if (json !== undefined) return this.mark + json;
    const touched = new Set(this.listChanged);
    for (const item of this.items) if (item.changed) touched.add(this.places.get(item)!.document);
    let text = '';
    for (const part of this.parts) {
      const rendered = this.render(part, touched);
      if (rendered === '') continue;
      const apart = part.documents.length === 0 || text.trim() === '' || /^---(\s|$)/.test(rendered);
      if (text !== '' && !text.endsWith('\n')) text += '\n';
      text += apart ? rendered : `---\n${rendered}`;
    }
    const begins = /^---(\s|$)/.test(this.source);
    if (!begins) text = text.replace(/^---\n/, '');
    return this.mark + (this.newline === '\n' ? text : text.replace(/\r?\n/g, this.newline));
  }

  private render({ text, documents, removed, inserted }: Part, touched: ReadonlySet<Document>): string {
    if (!inserted && removed.size === 0 && !documents.some((document) => touched.has(document))) return text;
    const kept = documents.filter((document) => !removed.has(document));
    if (kept.length === 0) return '';
    const style = styleOf(inserted ? this.source : text);
    const rendered = kept.map((document) => document.toString(style)).join('');
    if (inserted) return `---\n${rendered}`;
    return keepLines(text.replaceAll('\r\n', '\n'), rendered, meaningOf);
  }

  /** Returns a JSON file as JSON: a single object as such, several objects as a List. */
  private asJson(): string | undefined {
    if (!/^\s*[{[]/.test(this.source)) return undefined;
    try {
      JSON.parse(this.source);
    } catch {
      return undefined;
    }
    const documents = this.parts.flatMap((part) => part.documents.filter((document) => !part.removed.has(document)));
    const values = documents.map((document) => plain(document as Document.Parsed));
    const indent = /\n([ \t]+)\S/.exec(this.source)?.[1];
    if (values.length === 0) return '';
    const value = values.length === 1 ? values[0] : { apiVersion: 'v1', kind: 'List', items: values };
    return `${JSON.stringify(value, undefined, indent)}${this.source.endsWith('\n') ? '\n' : ''}`;
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
    this.places.set(item, place);
    this.items.push(item);
  }
}

/** A document that lib/files/read.ts refuses. */
class Unreadable extends Refusal {}

/** Returns the documents of a part. Throws a Refusal for one that kubectl does not read, or reads otherwise than it can be edited. */
function readable(text: string): Document.Parsed[] {
  for (const { refusal, node } of documentsOf(text)) {
    if (refusal) throw new Unreadable(refusal.message, refusal.offset);
    const [duplicate] = node ? duplicatesOf(node) : [];
    if (duplicate) throw new Refusal(`the key ${JSON.stringify(duplicate.key)} is written twice: keep one of the two`, duplicate.second);
  }
  return compose(text);
}

function duplicatesOf(node: Parameters<typeof decodeNode>[0]): readonly Duplicate[] {
  try {
    return decodeNode(node).duplicates;
  } catch (error) {
    throw error instanceof Refusal ? new Unreadable(error.message, error.offset) : error;
  }
}

function copied(text: string): Part {
  return { text, documents: [], removed: new Set() };
}

/** Returns the documents of a text as JSON, to compare texts regardless of their formatting. */
function meaningOf(text: string): string {
  try {
    return JSON.stringify(compose(text).map(plain));
  } catch {
    return '';
  }
}
