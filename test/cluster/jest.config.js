/** The tests that need a cluster: one is started before them and stopped after them. `npm run test:cluster`. */
const shared = require('../../jest.config.js');

module.exports = {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/cluster'],
  testMatch: ['**/*.control-plane.ts'],
  globalSetup: '<rootDir>/test/cluster/setup.ts',
  globalTeardown: '<rootDir>/test/cluster/teardown.ts',
  // what stands in the config maps of Knative counts for all
  maxWorkers: 1,
  testTimeout: 600_000,
};
