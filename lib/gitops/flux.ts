import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Chart, Duration, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IGitOps } from '../cluster/git-ops';
import { Platform } from '../cluster/platform';
import { checkBoolean, checkLabel, checkOneOf, checkSeconds, checkText } from '../core/checks';
import { goDuration } from '../core/durations';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { show } from '../core/show';
import { claim } from '../synth/claims';
import { addOutputFiles } from '../synth/output-files';

/** Options of GitOps.flux(): the source of the manifests, and the settings of the Kustomizations. */
export interface FluxOptions {
  /**
   * Name of the source that holds the manifests.
   *
   * @default flux-system
   */
  readonly sourceName?: string;

  /**
   * Kind of the source: GitRepository, OCIRepository or Bucket.
   *
   * @default GitRepository
   */
  readonly sourceKind?: string;

  /**
   * Path of the output folder in the source.
   *
   * @default ./dist
   */
  readonly path?: string;

  /**
   * Namespace of the Kustomizations and of the source.
   *
   * @default flux-system
   */
  readonly namespace?: string;

  /**
   * Interval at which Flux reconciles the cluster with the manifests.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Whether Flux deletes objects that were removed from the manifests.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Whether a Kustomization is ready only when all its objects are: dependent charts then wait for running pods, and for scalers
   * that can read their metrics.
   *
   * @default false - a chart waits until those it depends on are applied
   */
  readonly wait?: boolean;

  /**
   * Folder of Flux's files, in the output folder.
   *
   * @default flux
   */
  readonly folder?: string;
}

const SOURCES = ['GitRepository', 'OCIRepository', 'Bucket'];

/** Fails for options that Flux rejects. */
export function checkFlux(scope: IConstruct, options: FluxOptions): void {
  checkProps(scope, 'gitOps', 'FluxOptions', options);
  for (const prop of ['sourceName', 'namespace', 'folder'] as const) {
    const value = options[prop];
    if (value !== undefined) checkLabel(scope, `gitOps.${prop}`, value);
  }
  checkOneOf(scope, 'gitOps.sourceKind', options.sourceKind, SOURCES);
  if (options.path !== undefined) checkText(scope, 'gitOps.path', options.path);
  checkSeconds(scope, 'gitOps.interval', options.interval, { min: 1 });
  for (const prop of ['prune', 'wait'] as const) checkBoolean(scope, `gitOps.${prop}`, options[prop]);
}

/**
 * Adds files that are written after the manifests: `<folder>/root/kustomizations.yml` with a Flux Kustomization for each chart,
 * and for each chart a folder whose kustomization.yml refers to the manifest of the chart. A Flux Kustomization takes a folder,
 * which may refer to files elsewhere in the source.
 *
 * @see https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_generator.go
 */
export function writeFlux(scope: IConstruct, options: FluxOptions, gitOps: IGitOps): void {
  const { folder = 'flux' } = options;
  const app = App.of(scope);
  const first = claim(scope, 'file', folder);
  if (first !== undefined) fail(scope, `folder ${show(folder)} is already written for [${first}]: pass another folder to GitOps.flux()`);
  addOutputFiles(scope, () => {
    const charts = app.charts.filter((chart) => Platform.of(chart).gitOps === gitOps);
    return [
      { name: `${folder}/root/kustomizations.yml`, text: documents(charts.map((chart) => kustomization(chart, charts, options))) },
      ...charts.map((chart) => ({ name: `${folder}/charts/${nameOf(chart)}/kustomization.yml`, text: documents([sourceOf(app, chart)]) })),
    ];
  });
}

function sourceOf(app: App, chart: Chart): object {
  const file = fileOf(app, chart, app.charts.indexOf(chart));
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: [`../../../${file}`] };
}

/** Returns the file that cdk8s wrote, which is numbered if a chart depends on another. */
function fileOf(app: App, chart: Chart, index: number): string {
  const plain = `${nameOf(chart)}${app.outputFileExtension}`;
  const numbered = `${String(index).padStart(4, '0')}-${plain}`;
  return existsSync(join(app.outdir, numbered)) ? numbered : plain;
}

function kustomization(chart: Chart, charts: readonly Chart[], options: FluxOptions): object {
  const { sourceName = 'flux-system', sourceKind = 'GitRepository', path = './dist', namespace = 'flux-system', folder = 'flux' } = options;
  const { interval = Duration.minutes(10), prune = true, wait } = options;
  // a synthesis adds the dependencies between objects of two charts to their charts
  const dependsOn = charts
    .filter((other) => other !== chart && chart.node.dependencies.includes(other))
    .map((other) => ({ name: nameOf(other) }));
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: nameOf(chart), namespace },
    spec: {
      ...(dependsOn.length > 0 && { dependsOn }),
      interval: goDuration(interval),
      path: `${path.replace(/(?<!\/)\/+$/, '')}/${folder}/charts/${nameOf(chart)}`,
      prune,
      sourceRef: { kind: sourceKind, name: sourceName },
      ...(wait !== undefined && { wait }),
    },
  };
}

function nameOf(chart: Chart): string {
  return Names.toDnsLabel(chart);
}

function documents(objects: readonly object[]): string {
  const { stringify } = require('yaml') as typeof import('yaml');
  return objects.map((object) => stringify(object)).join('---\n');
}
