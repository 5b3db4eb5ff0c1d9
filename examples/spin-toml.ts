/**
 * A Spin app created from its spin.toml: name, paths and egress are read from it, and a missing requirement is an error. Without
 * `sessions` below, synthesis fails with: key-value store "sessions" is not configured.
 */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { AppNamespace, Exposure, HttpMetric, SpinAppScaled, SpinDatabase, SpinExecutor, SpinStore, SpinToml } from 'cdk8s-wasm';

export function spinToml(app: App): void {
  const chart = new Chart(app, 'spin-toml', { namespace: 'guestbook' });
  new AppNamespace(chart, 'namespace');
  const executor = new SpinExecutor(chart, 'executor');
  const secret = Secret.fromSecretName(chart, 'Secret', 'guestbook');
  const from = (key: string) => EnvValue.fromSecretValue({ secret, key });

  SpinAppScaled.fromSpinToml(chart, 'guestbook', SpinToml.fromFile(join(__dirname, 'spin.toml')), {
    image: 'ghcr.io/myorg/guestbook:1.2.0',
    executor: executor.name,
    env: { mail_host: EnvValue.fromValue('api.mail.example.com'), mail_token: from('mail-token') },
    runtimeConfig: {
      keyValueStores: [
        SpinStore.redis({ url: EnvValue.fromValue('redis://redis.queues.svc.cluster.local:6379') }),
        SpinStore.azureCosmos({
          name: 'sessions',
          account: 'myorg',
          database: 'guestbook',
          container: 'sessions',
          key: from('cosmos-key'),
        }),
      ],
      sqliteDatabases: [SpinDatabase.libsql({ url: 'https://guestbook-myorg.turso.io', token: from('turso-token') })],
    },
    hosts: ['guestbook.example.com'],
    metrics: [HttpMetric.concurrency(100)],
    maxReplicas: 10,
    exposure: Exposure.ingress({ className: 'traefik' }),
    networkPolicy: true,
  });
}

if (require.main === module) {
  const app = new App();
  spinToml(app);
  app.synth();
}
