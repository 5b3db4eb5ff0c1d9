import { Composer, type CST, type Document, Lexer, Parser, type Tags } from 'yaml';
import { Refusal } from './refusal';

/** Deeper than any object that an API server takes, and far from what exhausts the stack of the parser. */
const MAX_DEPTH = 100;

/** More than the largest object that an API server takes has; what they become stays far below the memory of a process. */
const MAX_TOKENS = 1_000_000;

/** The dialect of kubectl: YAML 1.1 without its times and its numbers to the base of 60. */
const OPTIONS = { version: '1.1', uniqueKeys: false, prettyErrors: false, customTags: tags } as const;

function tags(all: Tags): Tags {
  return all.filter((tag) => typeof tag === 'string' || (!tag.tag.endsWith(':timestamp') && !('format' in tag && tag.format === 'TIME')));
}

/** The documents of a text as trees; refused with the first mistake. */
export function compose(text: string): Document.Parsed[] {
  const documents = [...new Composer(OPTIONS).compose(tokensOf(text))];
  for (const { errors } of documents) {
    if (errors.length > 0) throw new Refusal(`is not YAML: ${oneLine(errors[0].message)}`, errors[0].pos[0]);
  }
  return documents;
}

/** The tokens of a text. Depth and number are looked at as they come, before anything recurses on them or fills the memory. */
function tokensOf(text: string): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) throw new Refusal(`is nested more than ${MAX_DEPTH} levels deep`, parser.offset);
    count++;
    if (count > MAX_TOKENS) throw new Refusal(`has more than ${MAX_TOKENS} tokens: split it into several documents`, parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function oneLine(text: string): string {
  const line = text.split('\n')[0];
  return line.charAt(0).toLowerCase() + line.slice(1);
}
