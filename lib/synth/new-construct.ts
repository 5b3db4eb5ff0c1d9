import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { callOf, fail } from '../core/errors';
import { brief, show } from '../core/show';

/**
 * Returns the scope of a new construct, for the call of `super()`. Fails for a scope or an id that cdk8s would refuse with an error of
 * its own: no construct, an id that is empty or taken, and a scope without a chart above it.
 *
 * @param kind class of the new construct, such as `WasmApp`
 * @param options whether the construct creates objects, which are written by a chart
 */
export function scopeOf(kind: string, scope: Construct, id: string, { needsChart = true } = {}): Construct {
  if (!Construct.isConstruct(scope)) {
    fail(
      callOf(`new ${kind}()`),
      `the scope of new ${kind} (${describe(scope)}) must be a construct, such as a chart: write new ${kind}(chart, 'name', { ... })`,
    );
  }
  if (typeof id !== 'string' || id === '') {
    fail(scope, `the id of new ${kind} (${brief(id)}) must be a non-empty string: write new ${kind}(chart, 'name', { ... })`);
  }
  if (needsChart && !hasChart(scope)) {
    fail(
      scope,
      `${kind} ${show(id)} has no chart above it, and a manifest needs one: write new ${kind}(new Chart(app, 'chart'), ${show(id)}, { ... })`,
    );
  }
  // the separator of paths in an id is replaced by constructs
  if (scope.node.tryFindChild(id.replace(/\//g, '--'))) {
    fail(scope, `the id ${show(id)} of new ${kind} is already used in this scope: pass another id, and name for the name of the objects`);
  }
  return scope;
}

function hasChart(scope: IConstruct): boolean {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) if (Chart.isChart(at)) return true;
  return false;
}

function describe(scope: unknown): string {
  return typeof scope === 'object' && scope !== null ? `an object of ${scope.constructor?.name ?? 'no class'}` : show(scope);
}
