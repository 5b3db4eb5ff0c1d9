import { ApiObject, App, Chart } from 'cdk8s';
import { connectCharts, Dependencies, UnknownDependency } from '../../../lib/synth/fleet/dependencies';
import { Tree, withAllBelow } from '../../../lib/synth/fleet/tree';

/** Returns an app with two charts of two objects, and its constructs: app, a, a/x, a/y, b, b/x, b/y. */
function fleet() {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  const [ax, ay, bx] = [a, a, b].map((chart, index) => {
    return new ApiObject(chart, index === 1 ? 'y' : 'x', { apiVersion: 'v1', kind: 'ConfigMap' });
  });
  return { app, a, b, ax, ay, bx };
}

test('dependencies are listed by position, and those inside a construct apart', () => {
  const { app, ax, ay, bx } = fleet();
  ay.addDependency(ax);
  bx.addDependency(ay);
  const dependencies = new Dependencies(new Tree(withAllBelow(app)));
  expect(dependencies.all).toStrictEqual([
    { source: 3, target: 2 },
    { source: 5, target: 3 },
  ]);
  expect(dependencies.inside(1)).toStrictEqual([{ source: 3, target: 2 }]);
  expect(dependencies.inside(4)).toStrictEqual([]);
});

test('fails for a dependency on a construct of another app', () => {
  const { app, ax } = fleet();
  ax.addDependency(fleet().ax);
  expect(() => new Dependencies(new Tree(withAllBelow(app)))).toThrow(UnknownDependency);
});

test('charts depend on each other as their objects do', () => {
  const { app, a, b, ax, ay, bx } = fleet();
  const tree = new Tree(withAllBelow(app));
  ay.addDependency(ax);
  expect(connectCharts(tree, new Dependencies(tree))).toBe(false);
  bx.addDependency(ax);
  expect(connectCharts(tree, new Dependencies(tree))).toBe(true);
  expect(b.node.dependencies).toStrictEqual([a]);
});
