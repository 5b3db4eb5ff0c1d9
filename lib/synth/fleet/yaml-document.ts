import { isList, isMap, isOdd, type Plain } from './plain';
import { ABSENT, Blank, Elements, EMPTY_LIST, Fields, Form, Null, OTHER, type Part } from './yaml-form';
import { keyOf } from './yaml-scalar';

/** Deeper than any manifest, and less than what a program can nest. */
const DEEP = 100;

const INDENT: readonly string[] = Array.from({ length: DEEP + 2 }, (_, depth) => '  '.repeat(depth));

/** Canonical numbers among keys: JavaScript lists those first, in whatever order they were written. */
const INDEX = /^(?:0|[1-9][0-9]*)$/;

/** How many forms are kept of a kind, and of how many kinds. */
const FORMS = 8;
const KINDS = 1_000;

const byKind = new Map<string, Form[]>();

/**
 * What an ApiObject is made with, as cdk8s resolves and writes it, byte for byte: keys below the root are sorted, fields that are null or undefined left out,
 * and what stands in it twice is copied. Undefined where anything but objects, lists, texts, numbers and truth values is in it, which is left to cdk8s.
 *
 * cdk8s writes by way of a tree of nodes, which takes twenty times as long: https://github.com/eemeli/yaml. A fleet has many objects of few shapes, so the
 * forms of the last ones are kept.
 */
export function resolvedDocumentOf(manifest: Plain): string | undefined {
  const kind = String(manifest.kind);
  const forms = byKind.get(kind) ?? [];
  return unlessOther(() => {
    for (let at = 0; at < forms.length; at++) {
      const text = forms[at].fill(manifest);
      if (text === undefined) continue;
      if (at > 0) forms.unshift(...forms.splice(at, 1));
      return text;
    }
    const form = new FormMaker(true).make(manifest);
    forms.unshift(form);
    if (forms.length > FORMS) forms.pop();
    if (byKind.size < KINDS) byKind.set(kind, forms);
    return form.fill(manifest);
  });
}

/**
 * Any other document as `Yaml.stringify()` of cdk8s writes it: keys as they stand. What stands in it twice, which cdk8s writes as an anchor and its alias, is
 * left to cdk8s as well.
 */
export function documentOf(document: unknown): string | undefined {
  return isMap(document) ? unlessOther(() => new FormMaker(false).make(document).fill(document)) : undefined;
}

function unlessOther(write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch (reason) {
    if (reason !== OTHER) throw reason;
    return undefined;
  }
}

/** Makes the form of a document. */
class FormMaker {
  /** What comes before the next blank, in pieces: joined it is one text, and not a tree of them that is read with every document. */
  private pieces: string[] = [];
  /** The objects and lists of a document that is not resolved. */
  private readonly seen?: Set<object>;

  constructor(private readonly resolved: boolean) {
    if (!resolved) this.seen = new Set();
  }

  public make(document: Plain): Form {
    const keys = Object.keys(document);
    if (keys.length === 0) throw OTHER;
    this.see(document);
    return new Form(this.fields(document, keys, keys, 0, ''), this.before());
  }

  /**
   * @param written the keys in the order in which they are written
   * @param first what stands before the first of them: nothing where its line is indented already
   */
  private fields(map: Plain, keys: readonly string[], written: readonly string[], depth: number, first: string): Part {
    const parts: Part[] = new Array(keys.length).fill(ABSENT);
    const places = new Map(keys.map((key, index) => [key, index]));
    const order = written.map((key) => places.get(key)!);
    let before = first;
    for (const index of order) {
      const key = keys[index];
      if (this.resolved && isOdd(key)) throw OTHER;
      if (this.isAbsent(map[key])) continue;
      const writtenKey = keyOf(key, depth);
      if (writtenKey === undefined) throw OTHER;
      this.pieces.push(before, writtenKey);
      parts[index] = this.value(map[key], depth + 1);
      before = INDENT[depth];
    }
    return new Fields(keys, order, parts);
  }

  private elements(list: readonly unknown[], depth: number, first: string): Part {
    let before = first;
    const parts: Part[] = [];
    for (const element of list) {
      this.pieces.push(before);
      parts.push(this.element(element, depth + 1));
      before = `${INDENT[depth]}- `;
    }
    return new Elements(parts);
  }

  /** What follows the colon of a key. */
  private value(value: unknown, depth: number): Part {
    if (typeof value !== 'object' || value === null) {
      this.pieces.push(' ');
      if (value === undefined) throw OTHER;
      return value === null ? this.null() : this.blank(depth);
    }
    return this.inner(value, depth, { empty: ' ', full: '\n', indent: INDENT[depth] });
  }

  /** What follows the dash of a list. */
  private element(value: unknown, depth: number): Part {
    if (value === undefined || value === null) return this.null();
    if (typeof value !== 'object') return this.blank(depth);
    return this.inner(value, depth, { empty: '', full: '', indent: '' });
  }

  private inner(value: object, depth: number, before: { readonly empty: string; readonly full: string; readonly indent: string }): Part {
    if (depth > DEEP) throw OTHER;
    this.see(value);
    if (Array.isArray(value)) {
      if (!isList(value)) throw OTHER;
      this.pieces.push(value.length > 0 ? before.full : `${before.empty}[]\n`);
      return value.length > 0 ? this.elements(value, depth, `${before.indent}- `) : EMPTY_LIST;
    }
    if (!isMap(value)) throw OTHER;
    const keys = Object.keys(value);
    const isEmpty = keys.every((key) => this.isAbsent(value[key]));
    this.pieces.push(isEmpty ? `${before.empty}{}\n` : before.full);
    return this.fields(value, keys, this.resolved ? sorted(keys) : keys, depth, before.indent);
  }

  private blank(depth: number): Part {
    return new Blank(this.before('\n'), depth);
  }

  private null(): Part {
    return new Null(this.before('\n'));
  }

  /** What comes before the next blank, and what comes after it. */
  private before(...after: string[]): string {
    const before = this.pieces.join('');
    this.pieces = after;
    return before;
  }

  private isAbsent(value: unknown): boolean {
    return this.resolved && (value === undefined || value === null);
  }

  /** Leaves what stands in a document twice to cdk8s, and what it would iterate. */
  private see(value: object): void {
    if (!this.seen) return;
    if (this.seen.has(value) || (Symbol.iterator in value && !Array.isArray(value))) throw OTHER;
    this.seen.add(value);
  }
}

/** The keys of an object into which cdk8s would have put them one by one, sorted. */
function sorted(keys: readonly string[]): readonly string[] {
  const inOrder = [...keys].sort();
  // digits sort before letters
  return keys.some((key) => INDEX.test(key)) ? Object.keys(Object.fromEntries(inOrder.map((key) => [key, 0]))) : inOrder;
}
