import { sep } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * Reports a user's mistake: what was seen, what was expected and the remedy, followed by the path of the construct.
 *
 * The stack holds one frame, the user's own line that made the construct: the frames inside this library say nothing
 * about the mistake.
 */
export function fail(scope: IConstruct, message: string): never {
  const error = new Error(`${message} [${scope.node.path || 'app'}]`);
  const own = __dirname + sep;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ') && !line.includes(own));
  error.stack = [`Error: ${error.message}`, ...frames.slice(0, 1)].join('\n');
  throw error;
}

/** Shows a value the way the user wrote it. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
