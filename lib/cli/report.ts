export { escapeControlCharacters } from '../core/escape';

import type { Finding } from '../rules/finding';
import type { Position, UnusableInput } from '../rules/read';

/** A finding with its place. */
export interface Located extends Finding {
  readonly position: Position;
}

/** What a check came to. */
export interface Report {
  readonly version: string;
  readonly findings: readonly Located[];
  readonly unusable: readonly UnusableInput[];
  readonly objects: number;
  readonly files: number;
}

/** Renders a report, and may colour it. */
export type Render = (report: Report, colours: boolean) => string;

/** 0 without errors, 1 with findings of severity error, 2 when something could not be read. */
export function exitStatus({ findings, unusable }: Report): number {
  if (unusable.length > 0) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** `ScaledObject default/worker`, as kubectl users say it. */
export function objectName({ object: { kind, namespace, name } }: Finding): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`;
}
