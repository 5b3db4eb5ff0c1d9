/** Manifests of a chart, and the error of a chart that cannot be made. */
import { type App, Chart, type ChartProps, Testing } from 'cdk8s';
import { Platform, type PlatformProps } from 'cdk8s-wasm';

export interface ClusterProps extends ChartProps {
  /** What the cluster is declared to run. */
  readonly platform?: PlatformProps;
}

/** Synthesizes what the function makes in a chart named `test`. */
// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
export function synth(build: (chart: Chart) => void, props: ClusterProps = {}): any[] {
  const chart = newChart(props);
  build(chart);
  return Testing.synth(chart);
}

/** The one manifest of a kind; fails for none or several. */
// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
export function only(manifests: any[], kind: string): any {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} manifests of kind ${kind}, of ${manifests.map((manifest) => manifest.kind)}`);
  return found[0];
}

/** The message of the error that the function throws in a chart named `test`. */
export function errorOf(build: (chart: Chart) => void, props: ClusterProps = {}): string {
  const chart = newChart(props);
  try {
    build(chart);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}

function newChart({ platform, ...props }: ClusterProps): Chart {
  const chart = new Chart(Testing.app() as App, 'test', props);
  if (platform) Platform.target(chart, platform);
  return chart;
}
