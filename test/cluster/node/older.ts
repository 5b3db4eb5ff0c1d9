/** `--oldest` on a node means its older set of releases. Import this before everything that reads the pins. */
if (process.argv.includes('--oldest')) process.env.CDK8S_WASM_CLUSTER_PINS = 'older';
