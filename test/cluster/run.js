/**
 * Runs the tests that need a cluster, with the options of jest.
 *
 *   npm run test:cluster
 *   npm run test:cluster -- --oldest    on the oldest releases of test/cluster/go-oldest
 */
const at = process.argv.indexOf('--oldest');
if (at >= 0) {
  process.argv.splice(at, 1);
  process.env.CDK8S_WASM_CLUSTER_PINS = 'oldest';
}
process.argv.splice(2, 0, '--config', require('node:path').join(__dirname, 'jest.config.js'));
require('jest').run();
