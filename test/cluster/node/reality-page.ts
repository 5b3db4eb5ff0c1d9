/**
 * docs/reality.md: what the tests on the node observed, from the file that runs with `--write-docs` leave.
 *
 *   tsx test/cluster/node/reality-page.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KUBERNETES_VERSION, PROGRAMS } from '../programs';
import { HPA_SYNC_PERIOD, SHORT } from './apps';
import { REQUEUE } from './components/flux';
import { QUICK } from './components/http-add-on';
import { WINDOW } from './components/knative';
import type { Observation } from './observations';
import { NODE_PROGRAMS } from './programs';
import { COMPONENTS } from './upstream';

export const OBSERVATIONS_FILE = join(__dirname, 'observed.json');
export const OLDER_OBSERVATIONS_FILE = join(__dirname, 'observed-older.json');
/** Group of the older set with the releases that it ran. */
export const OLDER_RELEASES = 'Releases';
export const REALITY_PAGE = join(__dirname, '..', '..', '..', 'docs', 'reality.md');

/** What is not what its name says. */
const STAND_INS: readonly (readonly [string, string])[] = [
  [
    'the shims of Spin and slight',
    'the shim in `test/cluster/rust`, under their names: Wasmtime on `containerd-shim-wasm`, the library that both are built on. The Spin and slight shims are not published in a registry of packages',
  ],
  [
    'the images of the examples',
    'a component of 6.5 kB, which answers with the name of its pod, some after 300 ms. It is shipped as a Wasm layer',
  ],
  ['WAGI', 'a Go server in `test/cluster/go/wagi`, which runs real WASI modules as CGI programs and takes the flags of WAGI'],
  [
    'the ingress of Knative',
    'a proxy in `test/cluster/node/knative-ingress.ts`, which leads requests by the Ingress objects that Knative writes',
  ],
  [
    'source-controller of Flux',
    'a server in `test/cluster/node/flux-source.ts`, and a GitRepository whose status names its archive: kustomize-controller reads no more of a source',
  ],
  ["cert-manager, for spin-operator's webhooks", 'a certificate in a Secret'],
];

/** A table for each group, in the order in which they ran. */
/** Jest runs the groups in an order of its own; the page has one that stays. */
function tables(observations: readonly Observation[], heading: string): string[] {
  const groups = [...new Set(observations.map(({ group }) => group))].sort();
  const rows = (group: string) => observations.filter((one) => one.group === group).map(({ what, value }) => `| ${what} | ${value} |`);
  return groups.flatMap((group) => ['', `${heading} ${group}`, '', '| | seen |', '|---|---|', ...rows(group)]);
}

/** The text of the page, from what the newest releases and the older ones showed. */
export function realityPage(observations: readonly Observation[], older: readonly Observation[]): string {
  const isRelease = ({ group }: Observation) => group === OLDER_RELEASES;
  return `${[
    '# Seen on a real node',
    '',
    'These figures are written by `npm run test:scaling -- --write-docs`. The test starts a whole cluster on one Linux machine, without Docker:',
    'control plane, containerd, kubelet, the controllers from their Go modules with their upstream manifests, and a Wasm runtime. It applies what',
    'this library writes, unmodified, and looks at what happens.',
    '',
    '```sh',
    'npm run scaling:build    # once: builds the programs; an hour on two cores',
    'npm run test:scaling     # all groups; with a name, such as `-- http`, one of them',
    'npm run demo             # one app, from zero to n and back, with a line a second',
    '```',
    '',
    'Both need Linux on x86-64, root, Go, Rust and a few Debian packages, which `npm run scaling:build` names when they are missing. Everything runs',
    'in namespaces of its own, without a way out, and is gone when the command ends, however it ends.',
    '',
    '| | version |',
    '|---|---|',
    `| Kubernetes | ${KUBERNETES_VERSION.slice(1)} |`,
    `| etcd | ${PROGRAMS.etcd.version.slice(1)} |`,
    `| containerd | ${NODE_PROGRAMS.containerd.version.slice(1)} |`,
    ...COMPONENTS.map(({ title, version }) => `| ${title} | ${version} |`),
    '',
    '## What stands in for what',
    '',
    '| | is |',
    '|---|---|',
    ...STAND_INS.map(([what, is]) => `| ${what} | ${is} |`),
    '',
    '## Set short',
    '',
    'So that a run takes minutes:',
    '',
    `- the HPA controller looks every ${HPA_SYNC_PERIOD} instead of 15s`,
    `- \`cooldownPeriod\` is ${SHORT.cooldown.toSeconds()} s and \`pollingInterval\` ${SHORT.pollingInterval.toSeconds()} s in the apps`,
    `- the external scaler of the HTTP add-on counts every ${QUICK.KEDA_HTTP_QUEUE_TICK_DURATION} and reports every ${QUICK.KEDA_HTTP_SCALER_STREAM_INTERVAL_MS} ms, instead of 500 and 200`,
    `- Flux looks every ${REQUEUE} whether a Kustomization that another waits for is ready, instead of 30s`,
    `- Knative's stable window and its grace period are ${WINDOW} each, instead of 60s and 30s`,
    '- Knative looks for bursts in half of that window instead of a tenth, and is told that there is no mesh: `mesh-compatibility-mode` is `disabled`',
    '',
    "KEDA's operator exits once it has written its certificates, and scales again when the lease of 15 s that it left has run out. The path that is",
    'tried first after KEDA is installed waits for that.',
    ...tables(observations, '##'),
    '',
    '## Older releases',
    '',
    'With `--oldest`, both commands take an older release of KEDA, of its HTTP add-on and of Knative, which `test/cluster/go-older` pins: not the',
    'oldest that this library supports, but old ones whose modules the Go module proxy has, and which run on the Kubernetes above. Kubernetes and',
    'everything else stay as they are above. The apps are the same programs, synthesized for a `Platform` with these versions. Tests of what these',
    'releases do not have are skipped. The machine was busy with other work: what happened can be compared with the tables above, how long it took',
    'cannot.',
    '',
    '```sh',
    'npm run scaling:build -- --oldest',
    'npm run test:scaling -- --oldest',
    '```',
    '',
    '| | version |',
    '|---|---|',
    ...older.filter(isRelease).map(({ what, value }) => `| ${what} | ${value} |`),
    ...tables(
      older.filter((one) => !isRelease(one)),
      '###',
    ),
  ].join('\n')}\n`;
}

export function readObservations(file: string): Observation[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The page as it has to be. */
export function currentPage(): string {
  return realityPage(readObservations(OBSERVATIONS_FILE), readObservations(OLDER_OBSERVATIONS_FILE));
}

if (require.main === module) writeFileSync(REALITY_PAGE, currentPage());
