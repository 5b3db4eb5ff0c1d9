import { App, Chart } from 'cdk8s';
import { warn } from '../../lib/core/warnings';

test('a warning is printed once for each construct', () => {
  const printed = jest.spyOn(process, 'emitWarning').mockImplementation();
  const app = new App();
  const chart = new Chart(app, 'chart');
  warn(chart, 'this will go');
  warn(chart, 'this will go');
  warn(chart, 'that will go');
  warn(app, 'this will go');
  expect(printed.mock.calls).toStrictEqual([
    ['this will go [chart]', 'cdk8s-wasm'],
    ['that will go [chart]', 'cdk8s-wasm'],
    ['this will go [app]', 'cdk8s-wasm'],
  ]);
  printed.mockRestore();
});
