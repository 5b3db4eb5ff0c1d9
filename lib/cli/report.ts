import { escapeControlCharacters } from '../core/escape';
import type { Located } from '../files/check-sets';
import type { UnusableInput } from '../files/read';
import type { Finding, Severity } from '../rules/finding';
import type { Output } from './command';

export type { Located } from '../files/check-sets';
export { escapeControlCharacters };

/** The result of a check. */
export interface Report {
  readonly version: string;
  readonly findings: readonly Located[];
  readonly unusable: readonly UnusableInput[];
  readonly objects: number;
  readonly files: number;
}

/** How a report is written. */
export interface FormatOptions {
  readonly colours: boolean;
  /** Findings that a format for people prints; those for programs print all. */
  readonly maxFindings: number;
}

/** The severities that may fail a check. */
export const SEVERITIES = ['error', 'warning'] as const;

/** Returns 0 without findings of that severity or above, 1 with some, 2 when an input could not be read. */
export function exitStatus({ findings, unusable }: Report, failOn: (typeof SEVERITIES)[number] = 'error'): number {
  if (unusable.length > 0) return 2;
  const failing: readonly Severity[] = failOn === 'error' ? ['error'] : SEVERITIES;
  return findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
}

/** Returns the name of an object for people: `ScaledObject default/worker`. */
export function objectName({ object: { kind, namespace, name } }: Pick<Finding, 'object'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`;
}

/** Tells of inputs that could not be read or written, a line each. */
export function complain(stderr: Output, unusable: readonly UnusableInput[]): void {
  for (const { message } of unusable) stderr.write(`${escapeControlCharacters(message)}\n`);
}
