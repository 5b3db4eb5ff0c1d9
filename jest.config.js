/** Tests run on the sources: transpiled by swc, type-checked by `npm run typecheck`. */
module.exports = {
  // by default jest leaves one core to itself, which is half of two
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/support/quiet.ts'],
  testMatch: ['**/*.test.ts'],
  // .ts first, so that compiled .js never shadows the source
  moduleFileExtensions: ['ts', 'js', 'json'],
  moduleNameMapper: { '^cdk8s-wasm$': '<rootDir>/lib/index.ts' },
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};
