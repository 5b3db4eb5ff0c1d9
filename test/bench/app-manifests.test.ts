import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../../lib/files/read';
import { appManifests } from '../../scripts/bench/fleet/app-manifests';

jest.mock('../../build/lib', () => jest.requireActual('../../lib'), { virtual: true });

test('the app of the benchmark is the one that the templates of the other tools write', () => {
  const file = join(__dirname, 'app.yaml');
  const written = readWhole(readFileSync(file, 'utf8'), file).map(({ manifest }) => manifest);
  expect(appManifests(1)).toStrictEqual(written);
});
