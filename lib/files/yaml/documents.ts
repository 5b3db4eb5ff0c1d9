import { parseJson } from './json';
import type { Node } from './node';
import { parse } from './parser';
import { Refusal } from './refusal';

/** A document of a text: its node, or why it is not read. */
export interface Document {
  /** Undefined for a document of comments, and for one that is not read. */
  readonly node?: Node;
  readonly refusal?: Refusal;
  /** Offset in the text to which those of the node and of the refusal are relative. */
  readonly offset: number;
  readonly text: string;
  /** Parses the node again, so that nobody has to keep it. */
  parse(): Node;
}

/**
 * Splits a text into documents as kubectl does: values of JSON one behind the other, then documents of YAML between lines that start with
 * `---`, also within a string. A directive, which kubectl refuses, belongs to the document behind its marker.
 *
 * https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/yaml/decoder.go
 */
export function* documentsOf(text: string): Generator<Document> {
  const offset = /^\s*\{/.test(text) ? yield* jsonOf(text) : 0;
  yield* yamlOf(text, offset);
}

/** Yields values of JSON, and returns the offset of the first text that is none. */
function* jsonOf(text: string): Generator<Document, number> {
  let end = 0;
  let count = 0;
  for (; ; count++) {
    const start = end;
    const parse = () => parseJson(text, start)!.node;
    try {
      const value = parseJson(text, start);
      if (!value) break;
      yield { node: value.node, offset: 0, text, parse };
      end = value.end;
    } catch (error) {
      yield { refusal: refusalOf(error), offset: 0, text, parse };
      return text.length;
    }
  }
  // YAML goes on behind the line of the last value
  const blank = end + /^[^\S\n]*/.exec(text.slice(end, end + 4096))![0].length;
  const next = text[blank] === '\n' ? blank + 1 : blank;
  if (/\S/.test(text.slice(next))) {
    // behind two values, kubectl expects a third one
    if (count > 1) yield refusedRest(text, next, 'only JSON may follow several values of JSON');
    else if (byteLength(text.slice(blank, blank + LOOKAHEAD)) < LOOKAHEAD) {
      yield refusedRest(text, next, `YAML that starts like JSON, or follows it, must have at least ${LOOKAHEAD} bytes`);
    }
  }
  return next;
}

/** Bytes that kubectl reads ahead where JSON ends, before it goes on with YAML. */
const LOOKAHEAD = 4;

const byteLength = (text: string) => new TextEncoder().encode(text).length;

function refusedRest(text: string, start: number, reason: string): Document {
  return refused(text, start, text.length, new Refusal(`${reason}: kubectl refuses what follows`));
}

function* yamlOf(text: string, from: number): Generator<Document> {
  let start = from;
  let search = from;
  for (;;) {
    const marker = markerAt(text, search, from);
    if (marker < 0) break;
    const lineEnd = endOfLine(text, marker);
    const chunk = text.slice(start, marker);
    search = lineEnd;
    // the marker of the first document, and of one with directives, is part of it
    const isPart = marker === start || isDirectives(chunk);
    if (!isPart) yield* document(text, start, marker);
    if (isSeparator(text.slice(marker + 3, lineEnd))) {
      if (!isPart) start = lineEnd;
    } else {
      start = Math.max(markerAt(text, search, from), 0) || text.length;
      yield refused(text, marker, start, new Refusal('only a comment may follow --- on its line: kubectl refuses this document'));
    }
  }
  yield* document(text, start, text.length);
}

function isSeparator(behind: string): boolean {
  return /^(?:(?!\uFEFF)[\s\x85])*(?:#|$)/.test(behind);
}

/** The offset of the next line that starts with `---`; -1 if there is none. */
function markerAt(text: string, search: number, from: number): number {
  if (search === from && text.startsWith('---', from)) return from;
  const found = text.indexOf('\n---', Math.max(search - 1, 0));
  return found < 0 ? -1 : found + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Returns whether a text consists of directives, besides comments. */
function isDirectives(text: string): boolean {
  return (text.startsWith('%') || text.includes('\n%')) && /^(?:[#%][^\n]*\n|[ \t\r]*\n)*$/.test(text);
}

function* document(stream: string, start: number, end: number): Generator<Document> {
  const text = stream.slice(start, end);
  // like kubectl, which ends the last line
  const read = () => parse(text.endsWith('\n') ? text : `${text}\n`, true);
  try {
    const { node, rest } = read();
    if (node) yield { node, offset: start, text, parse: () => read().node! };
    if (rest !== undefined) {
      const reason = 'kubectl does not read what follows the end of a document: begin the next one with ---';
      yield refused(stream, start, end, new Refusal(reason, rest));
    }
  } catch (error) {
    yield refused(stream, start, end, refusalOf(error));
  }
}

function refused(stream: string, start: number, end: number, refusal: Refusal): Document {
  return {
    refusal,
    offset: start,
    text: stream.slice(start, end),
    parse: () => {
      throw refusal;
    },
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
