import type { Document } from 'yaml';
import type { Manifest, Value } from '../rules/manifest';
import { type Chunk, chunksOf } from './yaml/chunks';
import { compose } from './yaml/compose';
import { Lines, offsetOf, stepsOf } from './yaml/locate';
import { plain } from './yaml/plain';
import { type Position, Refusal, UnusableInput } from './yaml/refusal';
import { decode } from './yaml/text';

export { type Position, UnusableInput } from './yaml/refusal';

/** An object that was read, which knows where its fields stand. */
export interface Source {
  readonly manifest: Manifest;
  readonly file: string;
  /** The place of a field, such as `spec.triggers[0].type`; of what contains it, where it is missing. */
  position(path: string): Position;
}

/** What a file holds. */
export interface Reading {
  readonly sources: readonly Source[];
  /** Documents that are no manifests: without apiVersion and kind, such as the values of a chart. */
  readonly others: readonly Position[];
}

/**
 * Reads the manifests of a YAML or JSON text: several documents, lists of objects (`kind: List`), in the dialect of kubectl (YAML 1.1, in which `on` is
 * a truth value). Throws UnusableInput, one line, for what is no YAML or made to do harm: binary files, templates, keys that are unsafe or
 * written twice, bombs of aliases, cycles, very deep nesting.
 */
export function readManifests(input: string | Uint8Array, file: string): Reading {
  const text = refusing(file, () => decode(input));
  const stream = new Stream(text, file);
  const sources: Source[] = [];
  const others: Position[] = [];
  for (const chunk of chunksOf(text)) {
    const documents = stream.reading(chunk, () => compose(chunk.text).map((document) => ({ document, value: plain(document) })));
    for (const [index, { document, value }] of documents.entries()) {
      if (value === undefined || value === null) continue;
      const own = stream.position(chunk, document, []);
      const at = (steps: readonly (string | number)[]) => stream.find(chunk, index, steps);
      if (isManifest(value))
        for (const [manifest, prefix] of objectsOf(value, own)) sources.push(new ReadSource(manifest, file, prefix, at));
      else others.push(own);
    }
  }
  return { sources, others };
}

/** A text with the places in it. */
class Stream {
  private readonly lines: Lines;
  /** The document that was asked for last: findings come document by document. */
  private last?: { readonly chunk: Chunk; readonly documents: readonly Document.Parsed[] };

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.lines = new Lines(text);
  }

  /** Names the place of what is refused, and templates as such. */
  public reading<T>(chunk: Chunk, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const position = { file: this.file, ...this.lines.at(chunk.offset + error.offset) };
      const reason = isTemplate(chunk.text)
        ? `is a template, not YAML: render it first, for example with helm template (${error.message})`
        : error.message;
      throw new UnusableInput(reason, position);
    }
  }

  public position(chunk: Chunk, document: Document.Parsed, steps: readonly (string | number)[]): Position {
    return { file: this.file, ...this.lines.at(chunk.offset + offsetOf(document, steps)) };
  }

  /** Reads the document again, so that no tree is kept for those without findings. */
  public find(chunk: Chunk, index: number, steps: readonly (string | number)[]): Position {
    if (this.last?.chunk !== chunk) this.last = { chunk, documents: compose(chunk.text) };
    return this.position(chunk, this.last.documents[index], steps);
  }
}

class ReadSource implements Source {
  constructor(
    public readonly manifest: Manifest,
    public readonly file: string,
    private readonly prefix: readonly (string | number)[],
    private readonly at: (steps: readonly (string | number)[]) => Position,
  ) {}

  public position(path: string): Position {
    return this.at([...this.prefix, ...stepsOf(path)]);
  }
}

/** The object itself, or those of a list as kubectl prints it. */
function objectsOf(value: Value, own: Position): readonly (readonly [Manifest, readonly (string | number)[]])[] {
  const found: (readonly [Manifest, readonly (string | number)[]])[] = [];
  if (!value.kind.endsWith('List') || !Array.isArray(value.items)) {
    if (value.metadata !== undefined && value.metadata !== null && (typeof value.metadata !== 'object' || Array.isArray(value.metadata))) {
      throw new UnusableInput('metadata must be a map', own);
    }
    found.push([value.metadata ? value : { ...value, metadata: {} }, []]);
    return found;
  }
  for (const [index, item] of value.items.entries()) {
    if (item === null || !isManifest(item)) throw new UnusableInput(`items[${index}] of the ${value.kind} is no manifest`, own);
    for (const [manifest, prefix] of objectsOf(item, own)) found.push([manifest, ['items', index, ...prefix]]);
  }
  return found;
}

function isManifest(value: Value): boolean {
  return typeof value === 'object' && typeof value.apiVersion === 'string' && typeof value.kind === 'string';
}

/** Whether a text that is no YAML is a template of Helm, Go, Jinja or ERB. */
function isTemplate(text: string): boolean {
  return /\{\{|\{%|<%/.test(text);
}

function refusing<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new UnusableInput(error.message, { file }) : error;
  }
}
