import type { FormatOptions, Report } from '../report';

/** Formats a report, in pieces: a whole one may be longer than a string can be. */
export type Format = (report: Report, options: FormatOptions) => Iterable<string>;

/** The output formats of `check` by name, each loaded on demand. */
export const FORMATS: { readonly [name: string]: () => Format } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  sarif: () => require('./sarif').sarif,
  github: () => require('./github').github,
  gitlab: () => require('./gitlab').gitlab,
  junit: () => require('./junit').junit,
};
