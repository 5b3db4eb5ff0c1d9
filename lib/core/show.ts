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

/** Returns a Duration or a Size of cdk8s as a person reads it. */
function amount(value: unknown): string | undefined {
  const { toHumanString, asString } = (value ?? {}) as { readonly toHumanString?: () => string; readonly asString?: () => string };
  if (typeof toHumanString === 'function') return toHumanString.call(value);
  return typeof asString === 'function' ? asString.call(value) : undefined;
}

/** Longest value that a message shows in full. */
const BRIEF = 80;

/** Formats a value for a message, shortened. */
export function brief(value: unknown): string {
  const text = amount(value) ?? show(value);
  return text.length > BRIEF ? `${text.slice(0, BRIEF - 3)}...` : text;
}
