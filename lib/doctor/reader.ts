import type { Value } from '../rules/manifest';

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: Value;
}

/** Reads from a cluster: GET requests and nothing else. */
export interface ClusterReader {
  readonly url: string;
  /** Reads a path; `accept` asks for another representation. Throws UnreachableError. */
  get(path: string, accept?: string): Promise<Answer>;
}

/** Representations without the contents of the objects: nobody needs to see a Secret, and CRDs are large. */
export const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
export const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** A cluster that does not answer, or does not know the user. */
export class UnreachableError extends Error {}

/** Objects of a page. */
const PAGE = 500;

/** A list, read page by page; `status` is that of the page that failed. */
export interface Listed {
  readonly status: number;
  readonly items: readonly Value[];
}

/** Reads all pages of a list. */
export async function list(reader: ClusterReader, path: string, accept?: string): Promise<Listed> {
  const items: Value[] = [];
  let next = '';
  for (let restarts = 0; ; ) {
    const { status, body } = await reader.get(`${path}?limit=${PAGE}${next && `&continue=${encodeURIComponent(next)}`}`, accept);
    // a continue token outlives its snapshot of etcd no longer than five minutes
    if (status === 410 && next && restarts++ < 2) {
      items.length = 0;
      next = '';
      continue;
    }
    if (status !== 200) return { status, items };
    items.push(...(Array.isArray(body?.items) ? body.items : []));
    next = body?.metadata?.continue ?? '';
    if (!next) return { status, items };
  }
}
