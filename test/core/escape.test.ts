import { escapeControlCharacters } from '../../lib/core/escape';

test.each([
  ['plain text, größe', 'plain text, größe'],
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a\nb\u2028c', 'a\\u000ab\\u2028c'],
  ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
])('escapes the control and bidirectional characters of %j', (text, escaped) => {
  expect(escapeControlCharacters(text)).toBe(escaped);
});
