import type { IConstruct } from 'constructs';

/** Returns the place to name in errors of a static method, which has no construct. */
export function callOf(call: string): IConstruct {
  return { node: { path: call } } as IConstruct;
}

/** The directory of this library's code, the parent of `core`. */
const LIBRARY = __dirname.slice(0, -'core'.length);

/**
 * Throws an error about a user's mistake: the value, the expectation and the remedy, followed by the path of the construct, if any.
 *
 * The stack has one frame, the user's line that created the construct: frames inside this library do not help to find the mistake.
 */
export function fail(scope: IConstruct | undefined, message: string): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50; // the calls inside this library may exceed the default of 10 frames
  const error = new Error(scope ? `${message} [${scope.node.path || 'app'}]` : message);
  Error.stackTraceLimit = limit;
  const outside = (line: string) => line.startsWith('    at ') && !line.includes(LIBRARY) && !line.endsWith('(<anonymous>)');
  const frames = (error.stack ?? '').split('\n').filter(outside);
  error.stack = [`Error: ${error.message}`, ...frames.slice(0, 1)].join('\n');
  throw error;
}
