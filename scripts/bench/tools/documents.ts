import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** Returns the number of documents of a YAML or JSON stream, by the separator lines. */
export function documentCount(stream: string): number {
  return stream.split(/^(?:---|\.\.\.).*$/m).filter((document) => /^[^#\s]/m.test(document)).length;
}

/** Returns the first difference between the objects of a stream and the expected ones, in any order. */
export function differenceOf(stream: string, expected: readonly object[], kindsOnly = false): string | undefined {
  const written = sorted(parse(stream));
  const wanted = sorted(expected as Manifest[]);
  if (written.length !== wanted.length) return `writes ${written.length} objects instead of ${wanted.length}`;
  const other = written.find((object, index) =>
    kindsOnly ? keyOf(object) !== keyOf(wanted[index]) : !isDeepStrictEqual(object, wanted[index]),
  );
  return other && `writes another ${keyOf(other)}`;
}

function sorted(objects: readonly Manifest[]): Manifest[] {
  return [...objects].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

function keyOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

function parse(stream: string): Manifest[] {
  const documents = parseAllDocuments(stream);
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => document.toJS()).filter((manifest) => manifest !== null);
}
