/** The plugin of this library from its sources, for this repository's own cdk8s.yaml: current without a build. */
require('tsx/cjs');
module.exports = require('../lib/synth/wasm-validation.ts');
