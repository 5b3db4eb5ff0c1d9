import { Testing } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { checkTolerations } from '../../lib/pod/tolerations';

test.each<k8s.Toleration>([
  { key: 'wasm', effect: 'NoSchedule' },
  { key: 'wasm', operator: 'Equal', value: 'true' },
  { operator: 'Exists' },
  { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
])('passes for %j', (toleration) => {
  expect(() => checkTolerations(Testing.chart(), 'tolerations', [toleration])).not.toThrow();
});

test.each<[k8s.Toleration, string]>([
  [
    { operator: 'Exists', tolerationSeconds: 30 },
    'tolerations[0].tolerationSeconds (30) has an effect with NoExecute only, and effect is missing: set it or leave tolerationSeconds out [test]',
  ],
  [
    { key: 'wasm', effect: 'NoSchedule', tolerationSeconds: 30 },
    'tolerations[0].tolerationSeconds (30) has an effect with NoExecute only, and effect is NoSchedule: set it or leave tolerationSeconds out [test]',
  ],
  [
    { key: 'wasm', effect: 'noSchedule' },
    'tolerations[0].effect ("noSchedule") must be one of NoSchedule, PreferNoSchedule, NoExecute [test]',
  ],
  [{ value: 'true' }, 'tolerations[0].key is required with the operator Equal: pass the key of the taint, or the operator Exists [test]'],
  [
    { key: 'wasm', operator: 'Exists', value: 'true' },
    'tolerations[0].value ("true") is valid with the operator Equal only: leave value or operator out [test]',
  ],
])('fails for %j, which the API server rejects', (toleration, message) => {
  expect(() => checkTolerations(Testing.chart(), 'tolerations', [toleration])).toThrow(new Error(message));
});
