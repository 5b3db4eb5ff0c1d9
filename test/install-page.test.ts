import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPONENTS, type ComponentId, patch } from '../lib/requirements/components';
import { clusterOf } from './rules/corpus';

const page = readFileSync(join(__dirname, '..', 'docs', 'install.md'), 'utf8');
/** A command that is broken over lines reads as one. */
const text = page.replace(/ \\\n +/g, ' ');

/** What the page leaves to the reader: these are in no path. */
const ELSEWHERE: readonly ComponentId[] = ['argoCd', 'flux'];

const installed = (Object.keys(COMPONENTS) as ComponentId[]).filter((id) => COMPONENTS[id].install && !ELSEWHERE.includes(id));

test.each(installed)('the page installs %s by the commands of the requirements', (id) => {
  for (const command of COMPONENTS[id].install!(clusterOf())) expect(text).toContain(command);
});

test.each([
  ['config-features', 'kubernetes.podspec-nodeselector', 'enabled'],
  ['config-network', 'autocreate-cluster-domain-claims', 'true'],
  ['config-autoscaler', 'allow-zero-initial-scale', 'true'],
])('the page sets %s %s by the command of the requirements', (map, key, value) => {
  expect(text).toContain(patch(map, key, value));
});

test('the page says that nothing of it was run', () => {
  expect(page).toContain('**None of them was run on a cluster here**');
});
