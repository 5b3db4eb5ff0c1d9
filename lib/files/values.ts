import type { Value } from '../rules/manifest';
import { documentsOf } from './yaml/documents';
import { Refusal } from './yaml/refusal';
import { decodeNode } from './yaml/value';

/** The values of all documents of a text, manifests or not; undefined where one of them cannot be read. */
export function parseAllDocuments(text: string): Value[] | undefined {
  const values: Value[] = [];
  try {
    for (const { node, refusal } of documentsOf(text)) {
      if (refusal) return undefined;
      const { value } = decodeNode(node!);
      if (value !== null && typeof value === 'object') values.push(value);
    }
    return values;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
