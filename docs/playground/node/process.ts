/** What cdk8s and the library read of node's global `process`. */
export const process = {
  env: {},
  argv: [],
  platform: 'browser',
  cwd: () => '/',
  emitWarning: (): void => {},
  versions: {},
  stderr: { write: (): void => {} },
};
