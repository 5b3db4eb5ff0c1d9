import { Refusal } from './refusal';

/** Maximum size of an input: an API server takes 3 MB at once. */
export const MAX_BYTES = 64 * 2 ** 20;
export const TOO_LARGE = `is larger than ${MAX_BYTES / 2 ** 20} MiB: split it into several files, and check them one by one`;

/** The text of a file; refused when it is none. */
export function decode(input: string | Uint8Array): string {
  if (input.length > MAX_BYTES) throw new Refusal(TOO_LARGE);
  if (typeof input === 'string') return checked(input);
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(input));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('is not text in UTF-8: convert it, for example with iconv -t UTF-8');
  }
}

function checked(text: string): string {
  if (text.includes('\0')) throw new Refusal('is a binary file, not YAML');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
