/** Keeps warnings of the library out of the output of a test run: a test that is about a warning looks at the call itself. */
const emitWarning = process.emitWarning.bind(process) as (warning: string | Error, ...rest: unknown[]) => void;

process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
  if (rest[0] !== 'cdk8s-wasm') emitWarning(warning, ...rest);
}) as typeof process.emitWarning;
