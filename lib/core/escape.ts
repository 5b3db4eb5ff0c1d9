/** Longest word, and longest text, of a message. */
const LONGEST_WORD = 500;
const LONGEST_TEXT = 8000;
/** What is left of a longer word. */
const KEPT = 100;

/** Cuts long words of a message, and what is beyond its longest length: a value of a manifest may be of any size. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_WORD) return text;
  const words = text.split(' ').map((word) => (word.length > LONGEST_WORD ? `${word.slice(0, KEPT)}...` : word));
  const whole = words.join(' ');
  return whole.length > LONGEST_TEXT ? `${whole.slice(0, LONGEST_TEXT)}...` : whole;
}

/**
 * Escapes control and bidirectional characters, so that a string from a manifest cannot control the terminal or break the line, and
 * shortens it.
 */
export function escapeControlCharacters(long: string): string {
  const text = shortened(long);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the characters to escape
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
