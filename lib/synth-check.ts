import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Platform } from './platform';
import type { Finding } from './rules/finding';
import type { Manifest } from './rules/manifest';
import { warn } from './warnings';

const STATE = Symbol.for('cdk8s-wasm.synth-check');

/** What the rules said of an app in the running synthesis, by chart. */
interface State {
  readonly charts: Set<Chart>;
  errors?: Map<Chart, string[]>;
}

/**
 * Lets the rules look at an app when it is synthesized: at what our constructs wrote, with the patches of the user, and at what stands beside it. An
 * error fails the synthesis with the path of the construct; a warning is printed once.
 *
 * Called for every object that is made; cheap but for the first of a chart.
 */
export function checkAtSynth(object: ApiObject): void {
  const state = stateOf(object.node.root);
  state.errors = undefined;
  const { chart } = object;
  if (state.charts.has(chart)) return;
  state.charts.add(chart);
  chart.node.addValidation({ validate: () => errorsOf(chart.node.root).get(chart) ?? [] });
}

function stateOf(root: IConstruct): State {
  const carrier = root as unknown as { [STATE]?: State };
  if (!carrier[STATE]) Object.defineProperty(root, STATE, { value: { charts: new Set() } });
  return carrier[STATE]!;
}

/** The errors of the whole app. cdk8s validates the app once for every chart of a synthesis: the rules run the first time only. */
function errorsOf(root: IConstruct): Map<Chart, string[]> {
  const state = stateOf(root);
  if (!state.errors) {
    state.errors = runRules(root);
    queueMicrotask(() => {
      state.errors = undefined;
    });
  }
  return state.errors;
}

function runRules(root: IConstruct): Map<Chart, string[]> {
  const { check } = require('./rules/check') as typeof import('./rules/check');
  const errors = new Map<Chart, string[]>();
  for (const [platform, objects] of byPlatform(root)) {
    for (const finding of check(objects.map(render), platform)) {
      const object = objects[finding.index];
      const text = `${finding.rule}: ${finding.message}: ${finding.fix}`;
      if (finding.severity === 'warning') warn(object, text);
      else errors.set(object.chart, [...(errors.get(object.chart) ?? []), `${text} ${place(finding)}[${object.node.path}]`]);
    }
  }
  return errors;
}

function place({ path }: Finding): string {
  return path && `at ${path} `;
}

/** The objects of an app by the cluster that they are for: what stands in another cluster does not concern them. */
function byPlatform(root: IConstruct): Map<Platform, ApiObject[]> {
  const objects = new Map<Platform, ApiObject[]>();
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const platform = Platform.of(construct);
    const list = objects.get(platform);
    if (list) list.push(construct);
    else objects.set(platform, [construct]);
  }
  return objects;
}

function render(object: ApiObject): Manifest {
  return object.toJson();
}
