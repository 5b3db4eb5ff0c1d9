import { isList, isMap } from './plain';
import { numberOf, textOf } from './yaml-scalar';

/** What only cdk8s itself writes right. */
export const OTHER = Symbol('other');

/** A text that grows. */
interface Growing {
  text: string;
}

/** A place in a form, for the values that stand there in the documents. */
export interface Part {
  /** Writes what stands there in a document. False where it is of another shape. */
  fill(value: unknown, into: Growing): boolean;
}

/** The text of all documents of one shape: what they have in common is put together once, with blanks between. */
export class Form {
  /** @param end what comes after the last blank */
  constructor(
    private readonly root: Part,
    private readonly end: string,
  ) {}

  /** The text of a document; undefined for one of another shape. */
  public fill(document: unknown): string | undefined {
    const into = { text: '' };
    return this.root.fill(document, into) ? into.text + this.end : undefined;
  }
}

/** A text, a number or a truth value. */
export class Blank implements Part {
  /** The text that was written last, which is often the next one too. */
  private last: string | undefined;
  private lastWritten = '';

  /** @param before what comes between the blank before and this one */
  constructor(
    private readonly before: string,
    private readonly depth: number,
  ) {}

  public fill(value: unknown, into: Growing): boolean {
    if (typeof value === 'string') {
      if (value !== this.last) {
        this.last = value;
        this.lastWritten = this.before + textOf(value, this.depth);
      }
      into.text += this.lastWritten;
      return true;
    }
    if (typeof value === 'object' || value === undefined) return false;
    into.text += this.before + scalar(value);
    return true;
  }
}

/** An element of a list that is null, or undefined. */
export class Null implements Part {
  constructor(private readonly before: string) {}

  public fill(value: unknown, into: Growing): boolean {
    if (value !== null && value !== undefined) return false;
    into.text += `${this.before}null`;
    return true;
  }
}

/** A field that is left out, since it is null or undefined. */
export const ABSENT: Part = { fill: (value) => value === null || value === undefined };

/** A list without elements. */
export const EMPTY_LIST: Part = { fill: (value) => isList(value) && value.length === 0 };

/** A map, with the place of each key in the order in which the keys are written. */
export class Fields implements Part {
  constructor(
    private readonly keys: readonly string[],
    private readonly order: readonly number[],
    private readonly parts: readonly Part[],
  ) {}

  public fill(value: unknown, into: Growing): boolean {
    if (!isMap(value)) return false;
    const { keys, order, parts } = this;
    let count = 0;
    // makes no list of the keys, as Object.keys() does for every object of every document
    for (const key in value) if (key !== keys[count++]) return false;
    if (count !== keys.length) return false;
    for (const index of order) if (!parts[index].fill(value[keys[index]], into)) return false;
    return true;
  }
}

/** A list with elements. */
export class Elements implements Part {
  constructor(private readonly parts: readonly Part[]) {}

  public fill(value: unknown, into: Growing): boolean {
    if (!isList(value) || value.length !== this.parts.length) return false;
    for (let index = 0; index < value.length; index++) if (!this.parts[index].fill(value[index], into)) return false;
    return true;
  }
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numberOf(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return String(value);
    default:
      throw OTHER;
  }
}
