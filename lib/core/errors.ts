import type { IConstruct } from 'constructs';

/** The folder of this library: its rooms are the folders beside `core`. */
const LIBRARY = __dirname.slice(0, -'core'.length);

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
  const outside = (line: string) => line.startsWith('    at ') && !line.includes(LIBRARY) && !line.endsWith('(<anonymous>)');
  const frames = (error.stack ?? '').split('\n').filter(outside);
  error.stack = [`Error: ${error.message}`, ...frames.slice(0, 1)].join('\n');
  throw error;
}
