export { escapeControlCharacters } from '../core/escape';

import type { Position, UnusableInput } from '../files/read';
import type { Finding } from '../rules/finding';

/** A finding with its position in a file. */
export interface Located extends Finding {
  readonly position: Position;
}

/** The result of a check. */
export interface Report {
  readonly version: string;
  readonly findings: readonly Located[];
  readonly unusable: readonly UnusableInput[];
  readonly objects: number;
  readonly files: number;
}

/** Returns 0 without errors, 1 with findings of severity error, 2 when an input could not be read. */
export function exitStatus({ findings, unusable }: Report): number {
  if (unusable.length > 0) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Returns the name of an object for people: `ScaledObject default/worker`. */
export function objectName({ object: { kind, namespace, name } }: Pick<Finding, 'object'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`;
}
