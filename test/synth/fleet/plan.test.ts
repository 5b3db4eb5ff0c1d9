import { ApiObject, App, Chart } from 'cdk8s';
import { chartsOf, planOf } from '../../../lib/synth/fleet/plan';

function fleet() {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  const [ax, ay, bx] = (
    [
      [a, 'x'],
      [a, 'y'],
      [b, 'x'],
    ] as const
  ).map(([chart, id]) => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap' }));
  return { app, a, b, ax, ay, bx };
}

test('the plan has all charts with their objects, each after its dependencies', () => {
  const { app, a, b, ax, ay, bx } = fleet();
  ax.addDependency(ay);
  expect(planOf(app)).toStrictEqual({
    charts: [
      { chart: a, objects: [ay, ax] },
      { chart: b, objects: [bx] },
    ],
    connected: false,
  });
});

test('charts that depend on each other are ordered', () => {
  const { app, a, b, ax, bx } = fleet();
  ax.addDependency(bx);
  const { charts, connected } = planOf(app);
  expect(charts.map(({ chart }) => chart)).toStrictEqual([b, a]);
  expect(connected).toBe(true);
  expect(chartsOf(app, true)).toStrictEqual([b, a]);
});
