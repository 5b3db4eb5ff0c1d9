/** Runs commands on inputs of several sizes in one process, and prints the CPU seconds of each as JSON: `node program.js SIZE...`. */
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { main } = require('../../../build/lib/cli/main');
const { documentsOf } = require('../check/documents');

const YAML = (documents) => documents.map((document) => `---\n${JSON.stringify(document)}\n`).join('');

/** HTTPScaledObjects, which migrate converts. */
const outdated = (count) =>
  Array.from({ length: count }, (_, index) => ({
    apiVersion: 'http.keda.sh/v1alpha1',
    kind: 'HTTPScaledObject',
    metadata: { name: `app-${index}`, namespace: `team-${Math.floor(index / 100)}` },
    spec: {
      hosts: [`app-${index}.example.com`],
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `app-${index}`, service: `app-${index}`, port: 80 },
    },
  }));

/** A directory of Flux for each app, with a patch in the Kustomization that applies it. */
function writeFlux(folder, documents) {
  for (const [index, document] of documents.entries()) {
    const path = `apps/${index}`;
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, 'app.yaml'), YAML([document]));
    const patches = [{ target: { kind: document.kind }, patch: '- {op: add, path: /metadata/labels, value: {a: b}}' }];
    const apiVersion = 'kustomize.toolkit.fluxcd.io/v1';
    writeFileSync(
      join(folder, `app-${index}.yaml`),
      YAML([{ apiVersion, kind: 'Kustomization', metadata: { name: `app-${index}` }, spec: { path, patches } }]),
    );
  }
}

const LAYOUTS = {
  'one file': (folder, documents) => writeFileSync(join(folder, 'all.yaml'), YAML(documents)),
  'many files': (folder, documents) => {
    for (const [index, document] of documents.entries()) writeFileSync(join(folder, `${index}.yaml`), YAML([document]));
  },
  Flux: writeFlux,
};
const COMMANDS = { check: documentsOf, requirements: documentsOf, migrate: outdated };

function seconds(command, folder) {
  const output = { write: () => true };
  const start = process.cpuUsage();
  main({ args: [command, '--no-config', folder], env: {}, stdout: output, stderr: output });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const sizes = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-growth-'));
try {
  const costs = [];
  for (const [command, documents] of Object.entries(COMMANDS)) {
    for (const [layout, write] of Object.entries(LAYOUTS)) {
      const folders = sizes.map((size) => {
        const folder = join(root, `${command}-${layout}-${size}`);
        mkdirSync(folder);
        write(folder, documents(documents === documentsOf ? size / 4 : size));
        return folder;
      });
      // the first run compiles the code
      seconds(command, folders[0]);
      costs.push({ command, layout, seconds: folders.map((folder) => seconds(command, folder)) });
    }
  }
  console.log(JSON.stringify(costs));
} finally {
  rmSync(root, { recursive: true });
}
