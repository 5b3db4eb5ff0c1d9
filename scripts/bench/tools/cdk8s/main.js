/** A cdk8s app that writes the fleet of `fleet.json` to `dist/`, in a mode of fleet/modes.js. */
const { readFileSync } = require('node:fs');
const { Chart } = require('cdk8s');
const { modes } = require('../../fleet/modes');

const { apps } = JSON.parse(readFileSync('fleet.json', 'utf8'));
const manifests = JSON.parse(readFileSync('manifests.json', 'utf8'));
const { appOf, make } = modes[process.argv[2]]({ path: 1, manifests });

const app = appOf({ outdir: 'dist' });
const chart = new Chart(app, 'fleet', { namespace: 'team' });
for (const row of apps) make(chart, row);
app.synth();
