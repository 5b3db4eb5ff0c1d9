/** The text with which cdk8s introduces the errors of validations. */
const CDK8S = 'Validation failed with the following errors:\n  ';

/** Returns the error for a synthesis that fails, with all errors and their number. It has no stack, since no line of code is at fault. */
export function validationError(errors: readonly string[]): Error {
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  const error = new Error(`Validation failed with ${count}:\n  ${errors.join('\n  ')}`);
  error.stack = `Error: ${error.message}`;
  return error;
}

/** Returns the errors that an error of cdk8s lists, each starting with the path of its construct; undefined for another error. */
export function listedErrors(error: unknown): string[] | undefined {
  const { message } = error as Error;
  return message?.startsWith(CDK8S) ? message.slice(CDK8S.length).split(/\n {2}(?=\[)/) : undefined;
}
