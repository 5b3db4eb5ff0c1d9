import { jsonPieces } from '../../../lib/cli/formats/json-pieces';

const VALUES = [{ a: 1, b: ['<elements>', 'line\nend'] }, 'text', [], 2];

test.each([
  ['an object that holds the list', (elements: readonly unknown[]) => ({ version: '1', list: elements, more: { b: ['<elements>'] } })],
  ['the list itself', (elements: readonly unknown[]) => elements],
])('%s is written as JSON.stringify writes it, with any number of elements', (_, frame) => {
  for (let count = 0; count <= VALUES.length; count++) {
    const elements = VALUES.slice(0, count);
    expect([...jsonPieces(frame, elements)].join('')).toBe(`${JSON.stringify(frame(elements), undefined, 2)}\n`);
  }
});
