/**
 * WAGI modules by route, from the image and from a registry: they are written to modules.toml, and a change creates a new revision.
 *
 * The image has WAGI and /modules. Each module lists the directories and hosts that it may access.
 */
import { App, Chart, Duration } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { KnativeMetric, KnativeWagiService } from 'cdk8s-wasm';

export function wagiModules(app: App): void {
  const chart = new Chart(app, 'wagi-modules');
  const token = { secret: Secret.fromSecretName(chart, 'Weather', 'weather-api'), key: 'token' };
  new KnativeWagiService(chart, 'wagi-modules', {
    image: 'ghcr.io/myorg/wagi-modules:v1',
    modules: [
      { route: '/', module: '/modules/home.wasm' },
      { route: '/hello', module: '/modules/greetings.wasm', entrypoint: 'hello' },
      { route: '/goodbye', module: '/modules/greetings.wasm', entrypoint: 'goodbye' },
      {
        route: '/weather/...',
        module: 'oci:ghcr.io/myorg/weather:1.2.0',
        allowedHosts: ['https://api.weather.example.com'],
        httpMaxConcurrency: 4,
      },
      { route: '/static/...', module: '/modules/fileserver.wasm', volumes: { '/': '/srv/static' } },
    ],
    env: { GREETING: EnvValue.fromValue('Grüß Gott'), WEATHER_TOKEN: EnvValue.fromSecretValue(token) },
    metric: KnativeMetric.concurrency(10),
    maxReplicas: 20,
    scaleToZeroPodRetention: Duration.minutes(2),
    domain: 'wagi.example.com',
  });
}

if (require.main === module) {
  const app = new App();
  wagiModules(app);
  app.synth();
}
