import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest } from '../../lib/rules/manifest';

/** What the rule says of a number in the metadata of a trigger. */
function said(keda: string, type: string, key: string, value: string): string | undefined {
  const scaled = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'worker', namespace: 'shop' },
    spec: { scaleTargetRef: { name: 'worker' }, triggers: [{ type, metadata: { [key]: value } }] },
  };
  const findings = check([scaled] as unknown as Manifest[], declaredCluster({ keda }));
  const found = findings.find(({ rule, path }) => rule === 'keda-triggers/value-form' && path.endsWith(key));
  return found && `${found.message}: ${found.fix}`;
}

test.each([
  ['2.14', 'prometheus', 'threshold', '.5'],
  ['2.19', 'kafka', 'lagThreshold', '010'],
  ['2.19', 'azure-data-explorer', 'threshold', '+0.5'],
  ['2.20', 'prometheus', 'threshold', '-0.5e-3'],
  ['2.20', 'prometheus', 'threshold', '1E6'],
  ['2.20', 'kafka', 'lagThreshold', '0'],
  ['2.20', 'cpu', 'value', '060'],
  ['2.20', 'redis', 'port', '06379'],
  ['2.16', 'prometheus', 'unsafeSsl', 'true'],
  ['2.17', 'prometheus', 'unsafeSsl', 'True'],
  ['2.15', 'redis', 'enableTLS', '1'],
])('with KEDA %s %s reads the %s %j', (keda, type, key, value) => {
  expect(said(keda, type, key, value)).toBeUndefined();
});

test.each([
  ['2.15', 'prometheus', 'threshold', '.5', '2.15', '0.5'],
  ['2.20', 'prometheus', 'threshold', '-.5e3', '2.15', '-0.5e3'],
  ['2.20', 'prometheus', 'threshold', '5.', '2.15', '5'],
  ['2.20', 'prometheus', 'threshold', '+05.50', '2.15', '5.50'],
  ['2.20', 'prometheus', 'threshold', '000', '2.15', '0'],
  ['2.20', 'kafka', 'lagThreshold', '010', '2.20', '10'],
  ['2.20', 'kafka', 'lagThreshold', '+10', '2.20', '10'],
  ['2.16', 'redis-streams', 'databaseIndex', '01', '2.16', '1'],
])('fails with KEDA %s for %s whose %s is %j', (keda, type, key, value, since, fix) => {
  expect(said(keda, type, key, value)).toBe(`${key} ("${value}") is not a JSON number, as KEDA ${since} and newer need it: write ${fix}`);
});

test.each([
  ['2.15', 'prometheus', 'unsafeSsl', 'True', 'true'],
  ['2.16', 'redis', 'enableTLS', '0', 'false'],
])('fails with KEDA %s for %s whose %s is %j', (keda, type, key, value, fix) => {
  expect(said(keda, type, key, value)).toBe(`${key} ("${value}") is not true or false, as KEDA before 2.17 needs it: write "${fix}"`);
});
