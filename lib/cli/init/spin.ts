import { hostTest, type Kind, testOf } from './kind';

/** Path 2: a Spin app of SpinKube, described by its spin.toml. */
export const spin: Kind = {
  summary: 'a Spin app under SpinKube, read from its spin.toml and scaled on requests by KEDA and its HTTP add-on',
  components: ['keda', 'httpAddOn', 'spinOperator'],
  main: (name) => `import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Exposure, HttpMetric, Platform, SpinAppScaled, SpinToml } from 'cdk8s-wasm';
import { platform } from './platform';

/** Declares the app: a SpinApp, the route of the interceptor, the scaler, and an HTTPRoute from the Gateway. */
export function declare(app: App): Chart {
  Platform.target(app, platform);
  const chart = new Chart(app, '${name}', { namespace: 'default' });
  SpinAppScaled.fromSpinToml(chart, '${name}', SpinToml.fromFile(join(__dirname, 'spin.toml')), {
    image: 'ghcr.io/my-org/${name}:v1',
    hosts: ['${name}.example.com'],
    metrics: [HttpMetric.concurrency(50)],
    maxReplicas: 10,
    exposure: Exposure.gateway({ parentRefs: [{ name: 'gateway', namespace: 'gateway-system' }] }),
  });
  return chart;
}

if (require.main === module) {
  const app = new App();
  declare(app);
  app.synth();
}
`,
  test: (name) => testOf(name, ['SpinApp', 'InterceptorRoute', 'ScaledObject', 'ReferenceGrant', 'HTTPRoute'], hostTest(name)),
  files: (name) => ({
    'spin.toml': `spin_manifest_version = 2

[application]
name = "${name}"
version = "0.1.0"

[[trigger.http]]
route = "/..."
component = "${name}"

[component.${name}]
source = "${name}.wasm"
`,
  }),
  next: (name) => [
    "spin.toml: replace it with your application's, or add its components; a variable, store or model that it needs is an error until main.ts passes it",
    `\`image\` in main.ts: where \`spin registry push\` puts the application, in place of \`ghcr.io/my-org/${name}:v1\``,
    '`hosts`, and the Gateway in `parentRefs`',
  ],
};
