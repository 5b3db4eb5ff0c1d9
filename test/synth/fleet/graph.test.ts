import { ApiObject, App, Chart } from 'cdk8s';
import { Graph } from '../../../lib/synth/fleet/graph';
import { Tree, withAllBelow } from '../../../lib/synth/fleet/tree';

/** The tree of an app with two charts of two objects each: app, a, a/x, a/y, b, b/x, b/y. */
function treeOfTwoCharts(): Tree {
  const app = new App();
  for (const id of ['a', 'b']) {
    const chart = new Chart(app, id);
    for (const name of ['x', 'y']) new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap' });
  }
  return new Tree(withAllBelow(app));
}

const ALL = [0, 1, 2, 3, 4, 5, 6];

test('a construct follows its dependencies', () => {
  const graph = new Graph(treeOfTwoCharts(), 0, [{ source: 2, target: 6 }], false);
  expect(graph.search(ALL)).toStrictEqual([0, 1, 6, 2, 3, 4, 5]);
});

test('a dependency between charts implies those of their objects', () => {
  const dependencies = [{ source: 1, target: 4 }];
  expect(new Graph(treeOfTwoCharts(), 0, dependencies, false).search([2, 3, 5, 6])).toStrictEqual([2, 3, 5, 6]);
  expect(new Graph(treeOfTwoCharts(), 0, dependencies, true).search([2, 3, 5, 6])).toStrictEqual([5, 6, 2, 3]);
});

test('fails for a cycle with its paths', () => {
  const graph = new Graph(
    treeOfTwoCharts(),
    0,
    [
      { source: 2, target: 3 },
      { source: 3, target: 2 },
    ],
    false,
  );
  expect(() => graph.search(ALL)).toThrow(new Error('Dependency cycle detected: a/x => a/y => a/x'));
});

test('a chain of 20,000 constructs is searched', () => {
  const app = new App();
  const chart = new Chart(app, 'a');
  for (let index = 0; index < 20_000; index++) new ApiObject(chart, `${index}`, { apiVersion: 'v1', kind: 'ConfigMap' });
  const tree = new Tree(withAllBelow(app));
  const dependencies = Array.from({ length: 19_999 }, (_, index) => ({ source: index + 2, target: index + 3 }));
  const order = new Graph(tree, 0, dependencies, false).search(dependencies.map(({ source }) => source));
  expect([order[0], order[19_999]]).toStrictEqual([20_001, 2]);
});
