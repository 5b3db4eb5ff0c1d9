/** The tests on a real node, which run inside the sandbox. `npm run test:scaling`. */
const shared = require('../../../../jest.config.js');

module.exports = {
  ...shared,
  rootDir: '../../../..',
  roots: ['<rootDir>/test/cluster/node/scaling'],
  testMatch: ['**/*.scaling.ts'],
  globalSetup: '<rootDir>/test/cluster/node/scaling/setup.ts',
  globalTeardown: '<rootDir>/test/cluster/node/scaling/teardown.ts',
  // one node for all
  maxWorkers: 1,
  testTimeout: 240_000,
};
