import { type Kind, testOf } from './kind';

/** Path 3: WAGI modules on Knative. */
export const knative: Kind = {
  summary: 'WAGI modules on Knative, scaled on requests by Knative; no shim on the nodes',
  components: ['knative'],
  main: (name) => `import { App, Chart } from 'cdk8s';
import { KnativeMetric, KnativeWagiService, Platform } from 'cdk8s-wasm';
import { platform } from './platform';

/** Declares the app: a Knative Service, and the modules.toml of WAGI in a ConfigMap. */
export function declare(app: App): Chart {
  Platform.target(app, platform);
  const chart = new Chart(app, '${name}', { namespace: 'default' });
  new KnativeWagiService(chart, '${name}', {
    image: 'ghcr.io/my-org/${name}:v1',
    modules: [
      { route: '/', module: '/modules/home.wasm' },
      { route: '/hello/...', module: '/modules/hello.wasm' },
    ],
    metric: KnativeMetric.concurrency(10),
    maxReplicas: 10,
  });
  return chart;
}

if (require.main === module) {
  const app = new App();
  declare(app);
  app.synth();
}
`,
  test: (name) => testOf(name, ['ConfigMap', 'Service']),
  next: (name) => [
    `\`image\` in main.ts: an image with WAGI and your modules, in place of \`ghcr.io/my-org/${name}:v1\``,
    '`modules`: the rows of modules.toml, which is written to a ConfigMap; a changed row makes a new revision',
  ],
};
