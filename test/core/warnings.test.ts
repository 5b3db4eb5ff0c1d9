import { App, Chart } from 'cdk8s';
import { warn } from '../../lib/core/warnings';

test('a warning is printed once per construct and message', () => {
  const printed = jest.spyOn(process, 'emitWarning').mockImplementation();
  const app = new App();
  const chart = new Chart(app, 'chart');
  warn(chart, 'x is deprecated');
  warn(chart, 'x is deprecated');
  warn(chart, 'y is deprecated');
  warn(app, 'x is deprecated');
  expect(printed.mock.calls).toStrictEqual([
    ['x is deprecated [chart]', 'cdk8s-wasm'],
    ['y is deprecated [chart]', 'cdk8s-wasm'],
    ['x is deprecated [app]', 'cdk8s-wasm'],
  ]);
  printed.mockRestore();
});
