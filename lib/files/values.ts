import { parseAllDocuments as parseAll } from 'yaml';
import type { Value } from '../rules/manifest';

/** The values of all documents of a text, manifests or not; undefined where it cannot be read. */
export function parseAllDocuments(text: string): Value[] | undefined {
  try {
    const documents = [...(parseAll(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'silent' }) as Iterable<Parsed>)];
    if (documents.some(({ errors }) => errors.length > 0)) return undefined;
    return documents
      .map((document) => document.toJS({ maxAliasCount: 100 }))
      .filter((value) => value !== null && typeof value === 'object');
  } catch {
    return undefined;
  }
}

interface Parsed {
  readonly errors: readonly unknown[];
  toJS(options: { maxAliasCount: number }): Value;
}
