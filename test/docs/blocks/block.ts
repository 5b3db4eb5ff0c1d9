import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');

/** A code block of a page. */
export interface Block {
  /** Path of the page and line of the block, for the titles of tests. */
  readonly at: string;
  readonly page: string;
  readonly language: string;
  readonly text: string;

  /** The comments right above the block, by their key: `<!-- props of: WasmApp -->`. */
  readonly notes: ReadonlyMap<string, string>;

  /** The block before it on the page. */
  readonly previous?: Block;
}

/**
 * What a comment above a block may say of it.
 *
 * | comment | |
 * |---|---|
 * | `props of: NAME` | the block is a part of the props of that construct |
 * | `given: CODE` | statements that the block assumes |
 * | `compiled only: REASON` | the block is not run |
 * | `not run: REASON` | the block is neither compiled nor run, and no command of it is looked up |
 * | `config: FILE` | the block is a configuration file |
 * | `bad: REASON` | the manifests of the block have errors |
 */
const KEYS = ['props of', 'given', 'compiled only', 'not run', 'config', 'bad'];

const BLOCK = /((?:^ *<!-- .*? -->\n+)*)^( *)```(\w*)\n(.*?)^ *```$/gms;

/** Returns the code blocks of a page. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks: Block[] = [];
  for (const match of text.matchAll(BLOCK)) {
    const [whole, comments, indent, language, code] = match;
    const line = text.slice(0, match.index + comments.length).split('\n').length;
    const lines = code.split('\n').map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each));
    blocks.push({
      at: `${page}:${line}`,
      page,
      language,
      text: lines.join('\n'),
      notes: notesOf(comments, whole),
      previous: blocks.at(-1),
    });
  }
  return blocks;
}

function notesOf(comments: string, block: string): Map<string, string> {
  const notes = [...comments.matchAll(/<!-- (.*?) -->/gs)].flatMap(([, comment]) => {
    const [, key, value] = /^([a-z ]+): (.+)$/s.exec(comment) ?? [];
    if (key === undefined || !KEYS.includes(key)) throw new Error(`unknown comment above a code block: ${comment}\n${block}`);
    return [[key, value] as const];
  });
  return new Map(notes);
}

/** The pages that are written by hand: generated ones have tests of their own. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
].filter((page) => page === 'docs/triggers.md' || !readFileSync(join(ROOT, page), 'utf8').includes('Do not edit. -->'));
