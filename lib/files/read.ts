import type { Manifest, Value } from '../rules/manifest';
import type { Problem } from '../rules/rule';
import { noteProblems } from '../rules/text-problems';
import { at } from '../rules/values';
import { type Document, documentsOf } from './yaml/documents';
import { Lines, placeOf, stepsOf } from './yaml/locate';
import type { Node } from './yaml/node';
import { type Position, Refusal, UnusableInput } from './yaml/refusal';
import { decode } from './yaml/text';
import { type Duplicate, decodeNode } from './yaml/value';

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
  /** Documents that kubectl cannot read, or that are made to do harm. The rest of the file is read. */
  readonly unusable: readonly UnusableInput[];
}

/**
 * Reads the manifests of a YAML or JSON text as kubectl does: several documents, one value of JSON behind the other, lists of objects
 * (`kind: List`), the types of YAML 1.1 as sigs.k8s.io/yaml resolves them.
 *
 * A document that cannot be read is reported, and the others are read: no YAML, templates, bombs of aliases, cycles, very deep nesting, unsafe
 * keys. Throws UnusableInput for input that is not text.
 */
export function readManifests(input: string | Uint8Array, file: string): Reading {
  const text = decoded(input, file);
  const places = new Places(text, file);
  const sources: Source[] = [];
  const others: Position[] = [];
  const unusable: UnusableInput[] = [];
  let hasTemplate = false;
  for (const document of documentsOf(text)) {
    try {
      if (document.refusal) throw document.refusal;
      const { value, duplicates } = decodeNode(document.node!);
      if (value === null) continue;
      if (!isManifest(value)) {
        others.push(places.of(document, document.node!.start));
        continue;
      }
      const found = objectsOf(value, [], document.node!.start);
      noteDuplicates(found, duplicates, (offset) => places.of(document, offset).line);
      const find = finderOf(places, document);
      for (const { manifest, prefix } of found) sources.push(new ReadSource(manifest, file, prefix, find));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const template = isTemplate(document.text);
      // one message for all documents of a template
      if (template && hasTemplate) continue;
      hasTemplate ||= template;
      unusable.push(new UnusableInput(reasonOf(error, document), places.of(document, error.offset)));
    }
  }
  return { sources, others, unusable };
}

/** Reads the manifests of a text like `readManifests`. Throws UnusableInput for the first document that cannot be read. */
export function readWhole(input: string | Uint8Array, file: string): readonly Source[] {
  const { sources, unusable } = readManifests(input, file);
  if (unusable.length > 0) throw unusable[0];
  return sources;
}

type Parsable = Pick<Document, 'offset' | 'parse'>;

/** Finds places in a document, without a hold on its tree, which takes much more memory than the text. */
function finderOf(places: Places, { offset, parse }: Document): (steps: readonly (string | number)[]) => Position {
  return (steps) => places.find({ offset, parse }, steps);
}

/** The places in a text. */
class Places {
  private readonly lines: Lines;
  /** The document that was asked for last: findings come document by document. */
  private last?: { readonly document: unknown; readonly root: Node };

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.lines = new Lines(text);
  }

  public of({ offset }: Document, within: number): Position {
    return { file: this.file, ...this.lines.at(offset + within) };
  }

  /** Parses the document again, so that no tree is kept for those without findings. */
  public find({ offset, parse }: Parsable, steps: readonly (string | number)[]): Position {
    if (this.last?.document !== parse) this.last = { document: parse, root: parse() };
    const place = placeOf(this.last.root, steps);
    const start = offset + place.start;
    return { file: this.file, ...this.lines.at(start), ...this.endOf(start, place.end === undefined ? start : offset + place.end) };
  }

  private endOf(start: number, end: number): Pick<Position, 'endLine' | 'endColumn'> {
    const { length } = this.text.slice(start, end).trimEnd();
    if (length === 0) return {};
    const { line, column } = this.lines.at(start + length);
    return { endLine: line, endColumn: column };
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

interface Found {
  readonly manifest: Manifest;
  readonly prefix: readonly (string | number)[];
}

/** The object itself, or those of a list as kubectl prints it. */
function objectsOf(value: Value, prefix: readonly (string | number)[], start: number): readonly Found[] {
  if (!value.kind.endsWith('List') || !Array.isArray(value.items)) {
    if (value.metadata !== undefined && value.metadata !== null && (typeof value.metadata !== 'object' || Array.isArray(value.metadata))) {
      throw new Refusal('metadata must be a map', start);
    }
    for (const field of ['name', 'namespace']) {
      const given = value.metadata?.[field];
      if (given !== null && typeof given === 'object') throw new Refusal(`metadata.${field} must be a string`, start);
    }
    return [{ manifest: value.metadata ? value : { ...value, metadata: {} }, prefix }];
  }
  return (value.items as readonly Value[]).flatMap((item, index) => {
    if (item === null || !isManifest(item)) throw new Refusal(`items[${index}] of the ${value.kind} is no manifest`, start);
    return objectsOf(item, [...prefix, 'items', index], start);
  });
}

/** More than anybody reads of one object. */
const ENOUGH = 100;

/** Notes the keys that are written twice at the objects that have them. */
function noteDuplicates(found: readonly Found[], duplicates: readonly Duplicate[], lineOf: (offset: number) => number): void {
  if (duplicates.length === 0) return;
  const ofObject = new Map<Manifest, Problem[]>();
  // objects of a list before the list itself, whose keys are reported at its first object
  const owner = (path: Duplicate['path']) => found.find(({ prefix }) => prefix.every((step, index) => path[index] === step)) ?? found[0];
  for (const duplicate of duplicates) {
    const { manifest, prefix } = owner(duplicate.path) ?? {};
    if (!manifest || !prefix) continue;
    const problems = ofObject.get(manifest) ?? [];
    // behind a missing separator, all keys of the root are written twice
    const follows = duplicate.path.length === prefix.length && problems.some(({ path }) => path === 'apiVersion' || path === 'kind');
    if (follows || problems.length >= ENOUGH) continue;
    problems.push(problemOf(duplicate, prefix.length, lineOf));
    ofObject.set(manifest, problems);
  }
  for (const [manifest, problems] of ofObject) noteProblems(manifest, problems);
}

function problemOf({ path, key, first, second }: Duplicate, depth: number, lineOf: (offset: number) => number): Problem {
  const steps = [...path.slice(depth), key];
  const isObject = steps.length === 1 && (key === 'apiVersion' || key === 'kind');
  const distance = lineOf(second) - lineOf(first);
  const above = distance > 0 ? `, first ${distance} ${distance > 1 ? 'lines' : 'line'} above` : '';
  return {
    path: steps.reduce<string>((before, step) => (typeof step === 'number' ? `${before}[${step}]` : at(before, step)), ''),
    message: `the key ${JSON.stringify(key)} is written twice${above}: kubectl takes the last one`,
    fix: isObject ? 'write --- before the second object' : 'keep one of the two',
  };
}

function isManifest(value: Value): boolean {
  return typeof value === 'object' && typeof value.apiVersion === 'string' && typeof value.kind === 'string';
}

function reasonOf({ message }: Refusal, { text }: Document): string {
  return isTemplate(text) ? `is a template, not YAML: render it first, for example with helm template (${message})` : message;
}

/** Whether a text that is no YAML is a template of Helm, Go, Jinja or ERB. */
function isTemplate(text: string): boolean {
  return /\{\{|\{%|<%/.test(text);
}

function decoded(input: string | Uint8Array, file: string): string {
  try {
    return decode(input);
  } catch (error) {
    throw error instanceof Refusal ? new UnusableInput(error.message, { file }) : error;
  }
}
