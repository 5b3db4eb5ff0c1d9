import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

const HASHES: { readonly [name: string]: (bytes: Uint8Array) => Uint8Array } = { sha1, sha256 };

/** The hashes of names and paths, for `node:crypto` in a browser. */
export function createHash(name: string) {
  let bytes = new Uint8Array();
  const hash = {
    update(text: string) {
      bytes = concatBytes(bytes, new TextEncoder().encode(text)) as typeof bytes;
      return hash;
    },
    digest: (_: 'hex') => bytesToHex(HASHES[name](bytes)),
  };
  return hash;
}

export default { createHash };
