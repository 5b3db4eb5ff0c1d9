import type { Report } from '../report';

/** Formats a report. */
export type Format = (report: Report, colours: boolean) => string;

/** The output formats of `check` by name, each loaded on demand. */
export const FORMATS: { readonly [name: string]: () => Format } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  sarif: () => require('./sarif').sarif,
  github: () => require('./github').github,
  gitlab: () => require('./gitlab').gitlab,
  junit: () => require('./junit').junit,
};
