/** The tests that need a cluster: one is started before them and stopped after them. `npm run test:cluster`. */
const shared = require('../../jest.config.js');

module.exports = {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  // what the examples and the random apps write is for the newest releases
  testMatch: process.env.CDK8S_WASM_CLUSTER_PINS === 'oldest' ? ['**/corpus.control-plane.ts'] : ['**/*.control-plane.ts'],
  globalSetup: '<rootDir>/test/cluster/setup.ts',
  globalTeardown: '<rootDir>/test/cluster/teardown.ts',
  // what stands in the config maps of Knative counts for all
  maxWorkers: 1,
  testTimeout: 600_000,
};
