import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NONE, Tree, withAllBelow } from '../../../lib/synth/fleet/tree';

const MANIFEST = { apiVersion: 'v1', kind: 'ConfigMap' };
const app = new App();
const chart = new Chart(app, 'chart');
const group = new Construct(chart, 'group');
const one = new ApiObject(group, 'one', MANIFEST);
const inner = new Chart(group, 'inner');
const two = new ApiObject(inner, 'two', MANIFEST);
const last = new Construct(app, 'last');
const tree = new Tree(withAllBelow(app));

test('constructs are in the order of the tree, parents first', () => {
  expect(tree.constructs).toStrictEqual([app, chart, group, one, inner, two, last]);
});

test('each position has its parent, its end and its chart', () => {
  expect([...tree.parents]).toStrictEqual([NONE, 0, 1, 2, 2, 4, 0]);
  expect([...tree.ends]).toStrictEqual([7, 6, 6, 4, 6, 6, 7]);
  expect([...tree.charts]).toStrictEqual([NONE, 1, 1, 1, 4, 4, NONE]);
  expect(tree.chartPositions).toStrictEqual([1, 4]);
});

test('the objects of a construct are those of the same chart', () => {
  expect(tree.objectsOf(1)).toStrictEqual([3]);
  expect(tree.objectsOf(4)).toStrictEqual([5]);
  expect(tree.objectsOf(6)).toStrictEqual([]);
});

test('a construct contains itself and those below it', () => {
  expect([2, 3, 5].map((position) => tree.contains(2, position))).toStrictEqual([true, true, true]);
  expect([1, 6].map((position) => tree.contains(2, position))).toStrictEqual([false, false]);
});

test.each([0, 6])('a construct is found from position %p', (near) => {
  expect(tree.positionOf(inner, near)).toBe(4);
  expect(tree.positionOf(new App(), near)).toBeUndefined();
});
