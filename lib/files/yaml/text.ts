import { Refusal } from './refusal';

/** No file of manifests is larger than this; an API server takes 3 MB at once. */
const MAX_BYTES = 128 * 2 ** 20;

/** The text of a file; refused when it is none. */
export function decode(input: string | Uint8Array): string {
  if (input.length > MAX_BYTES) throw new Refusal(`is larger than ${MAX_BYTES / 2 ** 20} MiB`);
  if (typeof input === 'string') return checked(input);
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(input));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('is not text in UTF-8');
  }
}

function checked(text: string): string {
  if (text.includes('\0')) throw new Refusal('is a binary file, not YAML');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
