import { isProbeHeader } from '../../lib/core/probe-header';

test.each([
  ['Host', true],
  ['X-Probe-2', true],
  ['', false],
  ['Host:', false],
  ['X Probe', false],
  ['X_Probe', false],
  ['Hôte', false],
])('%j as the name of a header of a probe: %s', (name, expected) => {
  expect(isProbeHeader(name)).toBe(expected);
});
