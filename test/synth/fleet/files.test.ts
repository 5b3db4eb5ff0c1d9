import { existsSync, linkSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTexts } from '../../../lib/synth/fleet/files';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test.each<[string, string[]]>([
  ['nothing', []],
  ['short strings', ['a: ö\n', '---\n', 'b: 日本\n']],
  ['strings beyond the size of the buffer', Array.from({ length: 30 }, () => 'ö'.repeat(20_000))],
  ['one string larger than the buffer', ['a', 'b'.repeat(2_000_000), 'c']],
])('%s are written in order', (_, texts) => {
  const path = join(directory, 'a.yaml');
  writeTexts(path, texts);
  expect(readFileSync(path, 'utf8') === texts.join('')).toBe(true);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('fails without changing the previous file', () => {
  const path = join(directory, 'a.yaml');
  writeFileSync(path, 'previous');
  const failing = function* () {
    yield 'a'.repeat(2_000_000);
    throw new Error('cannot be rendered');
  };
  expect(() => writeTexts(path, failing())).toThrow('cannot be rendered');
  expect(readFileSync(path, 'utf8')).toBe('previous');
  expect(existsSync(`${path}.part`)).toBe(false);
});

test.each<[string, (part: string, other: string) => void]>([
  ['a symbolic link', (part, other) => symlinkSync(other, part)],
  ['a symbolic link that leads nowhere', (part, other) => symlinkSync(`${other}-absent`, part)],
  ['a hard link', (part, other) => linkSync(other, part)],
  ['a file that an interrupted run left', (part) => writeFileSync(part, 'c'.repeat(3_000_000))],
])('%s in the place of the temporary file is replaced, and not written through', (_, place) => {
  const path = join(directory, 'a.yaml');
  const other = join(directory, 'other');
  writeFileSync(other, 'of another program');
  place(`${path}.part`, other);
  writeTexts(path, ['a'.repeat(2_000_000)]);
  expect(readFileSync(other, 'utf8')).toBe('of another program');
  expect(existsSync(`${other}-absent`)).toBe(false);
  expect(lstatSync(path).isFile()).toBe(true);
  expect(readFileSync(path, 'utf8').length).toBe(2_000_000);
});
