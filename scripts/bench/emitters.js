/**
 * What writing the documents of 1,000 apps takes, from plain data to bytes: this library, with forms kept and without, yaml, js-yaml and JSON.stringify, in
 * turn and warm. Prints CPU seconds as JSON.
 */
const { App, Chart, Yaml } = require('cdk8s');
const jsYaml = require('js-yaml');
const { documentOf, resolvedDocumentOf } = require('../../build/lib/synth/fleet/yaml-document');
const { HttpScaledWasm, WasmRuntime } = require('../../build/lib');

const APPS = 1_000;
const TIMES = 7;

const chart = new Chart(new App(), 'fleet', { namespace: 'team' });
for (let index = 0; index < APPS; index++) {
  const name = `app-${index}`;
  new HttpScaledWasm(chart, name, { image: `ghcr.io/my-org/${name}:v1`, runtime: WasmRuntime.SLIGHT, hosts: [`${name}.example.com`] });
}
const documents = chart.toJson();

const emitters = {
  ours: resolvedDocumentOf,
  unlike: documentOf,
  yaml: (document) => Yaml.stringify(document),
  'js-yaml': (document) => jsYaml.dump(document, { lineWidth: -1, noRefs: true }),
  'JSON.stringify': (document) => JSON.stringify(document),
};

for (const document of documents) {
  if (emitters.ours(document) !== emitters.yaml(document) || emitters.unlike(document) !== emitters.yaml(document))
    throw new Error('not the same bytes');
}

const seconds = Object.fromEntries(Object.keys(emitters).map((name) => [name, []]));
for (let time = 0; time < TIMES + 2; time++) {
  for (const [name, emit] of Object.entries(emitters)) {
    const start = process.cpuUsage();
    let bytes = 0;
    for (const document of documents) bytes += Buffer.from(emit(document)).length;
    const { user, system } = process.cpuUsage(start);
    if (time >= 2 && bytes > 0) seconds[name].push((user + system) / 1e6);
  }
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(
  JSON.stringify({
    documents: documents.length,
    ...Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, median(values)])),
  }),
);
