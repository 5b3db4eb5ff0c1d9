/** Loads the plugin from the sources, for the cdk8s.yaml of this repository, which then needs no build. */
require('tsx/cjs');
module.exports = require('../lib/synth/wasm-validation.ts');
