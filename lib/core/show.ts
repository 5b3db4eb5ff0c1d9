/** Formats a value for a message, the way the user wrote it. */
export function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'a circular object';
  }
}

/** Longest value that a message shows in full. */
const BRIEF = 80;

/** Formats a value for a message, shortened. */
export function brief(value: unknown): string {
  const text = show(value);
  return text.length > BRIEF ? `${text.slice(0, BRIEF - 3)}...` : text;
}
