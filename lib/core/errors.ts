import { sep } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * Reports a user's mistake: what was seen, what was expected and the remedy, followed by the path of the construct, if there is one.
 *
 * The stack holds one frame, the user's own line that made the construct: the frames inside this library say nothing
 * about the mistake.
 */
export function fail(scope: IConstruct | undefined, message: string): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50; // the user's line lies below the calls inside this library, which may be more than the usual 10
  const error = new Error(scope ? `${message} [${scope.node.path || 'app'}]` : message);
  Error.stackTraceLimit = limit;
  const own = __dirname + sep;
  const outside = (line: string) => line.startsWith('    at ') && !line.includes(own) && !line.endsWith('(<anonymous>)');
  const frames = (error.stack ?? '').split('\n').filter(outside);
  error.stack = [`Error: ${error.message}`, ...frames.slice(0, 1)].join('\n');
  throw error;
}

/** Shows a value the way the user wrote it. */
export function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that contains itself';
  }
}
