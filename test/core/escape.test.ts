import { escapeControlCharacters, shortened } from '../../lib/core/escape';

test.each([
  ['plain text, größe', 'plain text, größe'],
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a\nb\u2028c', 'a\\u000ab\\u2028c'],
  ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
])('escapes the control and bidirectional characters of %j', (text, escaped) => {
  expect(escapeControlCharacters(text)).toBe(escaped);
});

test.each([
  ['a value of 500 characters', 'x'.repeat(500), 'x'.repeat(500)],
  ['a longer value', `name (${'x'.repeat(1_000_000)}) is long`, `name (${'x'.repeat(99)}... is long`],
  ['a text of many words', 'ab '.repeat(1_000_000), `${'ab '.repeat(2666)}ab...`],
])('shortens %s', (_, text, short) => {
  expect(shortened(text)).toBe(short);
  expect(escapeControlCharacters(text)).toBe(short);
});
