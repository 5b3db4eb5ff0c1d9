/** Where the elements of the list come in. */
const MARK = '<elements>';

/**
 * Yields an object as `JSON.stringify` writes it, with an indentation of two, while the elements of its first empty list are made one by
 * one: a report of hundreds of thousands of findings is longer than a string can be.
 */
export function* jsonPieces(frame: (elements: readonly string[]) => unknown, elements: Iterable<unknown>): Generator<string> {
  const whole = JSON.stringify(frame([MARK]), undefined, 2);
  const at = whole.indexOf(JSON.stringify(MARK));
  const start = whole.lastIndexOf('\n', at);
  const indent = whole.slice(start, at);
  let isFirst = true;
  for (const element of elements) {
    const text = JSON.stringify(element, undefined, 2).replaceAll('\n', indent);
    yield isFirst ? `${whole.slice(0, at)}${text}` : `,${indent}${text}`;
    isFirst = false;
  }
  // a list without elements is written on one line
  yield `${isFirst ? JSON.stringify(frame([]), undefined, 2) : whole.slice(at + MARK.length + 2)}\n`;
}

/** Maps values one by one. */
export function* mapped<From, To>(values: Iterable<From>, convert: (value: From, index: number) => To): Generator<To> {
  let index = 0;
  for (const value of values) yield convert(value, index++);
}
