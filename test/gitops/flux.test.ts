import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { GitOps, Platform, Redis, SpinAppScaled, SpinExecutor, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { parseAllDocuments } from 'yaml';
import { errorOf } from '../support/synth';

describe('Flux', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true }));

  const read = (file: string) => parseAllDocuments(readFileSync(join(outdir, file), 'utf8')).map((document) => document.toJS());

  test('every chart has a Kustomization, which depends on those that the chart depends on', () => {
    const app = new App({ outdir });
    Platform.target(app, { gitOps: GitOps.flux() });
    const apps = new Chart(app, 'apps', { namespace: 'prod' });
    const platform = new Chart(app, 'platform', { namespace: 'prod' });
    apps.addDependency(platform);
    new SpinExecutor(platform, 'executor');
    new SpinAppScaled(apps, 'app', { image: 'app:1' });
    app.synth();
    const kustomization = (name: string) => ({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name, namespace: 'flux-system' },
      spec: { interval: '10m', path: `./dist/flux/charts/${name}`, prune: true, sourceRef: { kind: 'GitRepository', name: 'flux-system' } },
    });
    expect(read('flux/root/kustomizations.yml')).toStrictEqual([
      kustomization('platform'),
      { ...kustomization('apps'), spec: { ...kustomization('apps').spec, dependsOn: [{ name: 'platform' }] } },
    ]);
    for (const [chart, file] of [
      ['platform', '0000-platform.k8s.yaml'],
      ['apps', '0001-apps.k8s.yaml'],
    ]) {
      expect(read(`flux/charts/${chart}/kustomization.yml`)).toStrictEqual([
        { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [`../../../${file}`] },
      ]);
      expect(readdirSync(outdir)).toContain(file);
    }
  });

  test('a dependency between objects of two charts becomes one between their Kustomizations', () => {
    const app = new App({ outdir });
    Platform.target(app, {
      gitOps: GitOps.flux({
        sourceName: 'fleet',
        sourceKind: 'OCIRepository',
        path: './',
        namespace: 'apps',
        interval: Duration.minutes(1),
        prune: false,
        wait: true,
        folder: 'gitops',
      }),
    });
    const store = new Redis(new Chart(app, 'store', { namespace: 'redis' }), 'redis');
    const web = new Chart(app, 'web', { namespace: 'web' });
    const { deployment } = new WasmApp(web, 'app', { image: 'app:1', runtime: WasmRuntime.SLIGHT });
    deployment.addDependency(store.service);
    app.synth();
    expect(read('gitops/root/kustomizations.yml')[1]).toStrictEqual({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'web', namespace: 'apps' },
      spec: {
        dependsOn: [{ name: 'store' }],
        interval: '1m',
        path: './gitops/charts/web',
        prune: false,
        sourceRef: { kind: 'OCIRepository', name: 'fleet' },
        wait: true,
      },
    });
  });

  test('charts of another platform have no Kustomization, and files without a dependency have no number', () => {
    const app = new App({ outdir });
    const [flux, other] = [new Chart(app, 'flux'), new Chart(app, 'other')];
    Platform.target(flux, { gitOps: GitOps.flux() });
    for (const chart of [flux, other]) new SpinExecutor(chart, 'executor', { name: chart.node.id });
    app.synth();
    expect(read('flux/root/kustomizations.yml').map(({ metadata }) => metadata.name)).toStrictEqual(['flux']);
    expect(read('flux/charts/flux/kustomization.yml')[0].resources).toStrictEqual(['../../../flux.k8s.yaml']);
  });

  test('fails without writing files if the synthesis fails', () => {
    const app = new App({ outdir });
    Platform.target(app, { gitOps: GitOps.flux() });
    app.node.addValidation({ validate: () => ['no'] });
    expect(() => app.synth()).toThrow('no');
    expect(readdirSync(outdir)).toStrictEqual([]);
  });

  test.each([
    ['before', ['executor', 'app']],
    ['after', ['app', 'executor']],
  ])('fails for an executor created %s its app in the same chart, which Flux would reject', (_, order) => {
    const error = errorOf(
      (chart) => {
        for (const id of order) {
          if (id === 'app') new SpinAppScaled(chart, id, { image: 'app:1' });
          else new SpinExecutor(chart, id);
        }
      },
      { platform: { gitOps: GitOps.flux() } },
    );
    expect(error).toBe(
      'SpinAppExecutor containerd-shim-spin is in the chart of SpinApp app, which Flux validates before it applies the executor: ' +
        'create the SpinExecutor in another chart of the namespace, and make this chart depend on it with chart.addDependency() ' +
        '[test/app/SpinApp]',
    );
  });

  test('fails for an app in a single file, and for a second folder of the same name', () => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP, outdir });
    expect(() => Platform.target(app, { gitOps: GitOps.flux() })).toThrow('leave yamlOutputType of the App at FILE_PER_CHART [app]');
    const two = new App({ outdir });
    Platform.target(new Chart(two, 'a'), { gitOps: GitOps.flux() });
    expect(() => Platform.target(new Chart(two, 'b'), { gitOps: GitOps.flux() })).toThrow(
      'folder "flux" is already written for [a]: pass another folder to GitOps.flux() [b]',
    );
  });

  test.each<[object, string]>([
    [{ source: 'a' }, 'gitOps.source ("a") is unknown'],
    [{ sourceKind: 'Git' }, 'gitOps.sourceKind ("Git") must be one of GitRepository, OCIRepository, Bucket'],
    [{ sourceName: 'A b' }, 'gitOps.sourceName ("A b") must be a DNS label'],
    [{ folder: '../up' }, 'gitOps.folder ("../up") must be a DNS label'],
    [{ interval: 10 }, 'gitOps.interval (10) must be a Duration'],
    [{ path: '' }, 'gitOps.path ("") must be a non-empty string'],
    [{ prune: 'yes' }, 'gitOps.prune ("yes") must be true or false'],
  ])('fails for %j', (options, message) => {
    expect(() => Platform.target(new App({ outdir }), { gitOps: GitOps.flux(options as never) })).toThrow(message);
  });
});
