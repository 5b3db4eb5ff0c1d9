/**
 * The architecture, in one page: rooms from the top to the bottom, and arrows that point down only. `npm run lint` holds it.
 *
 * Each floor may import the floors below it, and rooms of its own floor. Type-only imports count as well.
 */
const FLOORS = [
  ['apps'],
  ['gitops', 'nodes', 'http', 'spin', 'knative', 'exposure'],
  ['keda'],
  ['pod', 'network', 'stores'],
  ['synth'],
  ['doctor'],
  ['requirements', 'migrate', 'upgrade', 'diagram'],
  ['files'],
  ['rules'],
  ['cluster'],
  ['core'],
];

/** What KEDA's scalers read, as data: no construct, so that the rules use it, too. */
const SCALERS = '^lib/keda/scalers/';

const room = (...names) => `^lib/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...FLOORS.slice(1).map((floor, index) => ({
      name: `${floor.join('-')}-imports-down-only`,
      severity: 'error',
      from: { path: room(...floor) },
      to: { path: room(...FLOORS.slice(0, index + 1).flat()), pathNot: SCALERS },
    })),
    {
      name: 'scalers-are-data',
      severity: 'error',
      from: { path: SCALERS },
      to: { pathNot: [SCALERS, room('cluster', 'core')] },
    },
    {
      name: 'rules-load-without-cdk8s',
      comment: 'A browser, a hook or another tool loads the rules: no construct, no cdk8s, nothing of node.',
      severity: 'error',
      from: { path: room('rules', 'files', 'requirements', 'migrate', 'upgrade', 'diagram') },
      to: { path: ['node_modules/(cdk8s|constructs)', '^node:'], reachable: true },
    },
    {
      name: 'diagnoses-load-without-node',
      comment: 'Only what reaches the cluster uses node: the rest is functions of plain data.',
      severity: 'error',
      from: { path: room('doctor'), pathNot: '^lib/doctor/(kubeconfig|exec-plugin|cluster-client)\\.ts$' },
      to: { path: ['node_modules/(cdk8s|constructs)', '^node:'], reachable: true },
    },
    {
      name: 'doors-are-not-rooms',
      severity: 'error',
      from: { path: room(...FLOORS.flat()) },
      to: { path: room('cli', 'jest') },
    },
    { name: 'only-index-in-lib', severity: 'error', from: { path: '^lib/.+/' }, to: { path: '^lib/[^/]+$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(imports|node_modules)/' },
  },
};
