import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/rules/registry';
import { advisoriesPage } from '../../scripts/rules/advisories';
import { excerptOf } from '../../scripts/rules/excerpt';
import { pages } from '../../scripts/rules/pages';

const FOLDER = join(__dirname, '..', '..', 'docs', 'rules');
const written = Object.fromEntries(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));

test('docs/rules/ is what `npm run rules` writes', () => {
  expect(written).toStrictEqual(Object.fromEntries(pages()));
});

test('docs/advisories.md is what `npm run rules` writes', () => {
  expect(readFileSync(join(FOLDER, '..', 'advisories.md'), 'utf8')).toBe(advisoriesPage());
});

test('every rule has its entry, with an excerpt of a bad and of a good manifest', () => {
  const entries = new Map(Object.values(written).flatMap((page) => page.split(/^## /m).map((entry) => [entry.split('\n')[0], entry])));
  for (const { id } of RULES) expect([id, entries.get(id)?.match(/^```yaml$/gm)?.length]).toStrictEqual([id, 2]);
});

describe('an excerpt of a manifest', () => {
  const manifest = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'worker', namespace: 'shop' },
    spec: { maxReplicaCount: 2, triggers: [{ type: 'cron' }, { type: 'cpu', metadata: { value: '60' } }] },
  };

  test.each([
    [
      'shows the field with the fields beside it',
      'spec.triggers[1].metadata.value',
      ['spec:', '  triggers:', '    - metadata:', '        value: "60"'],
    ],
    ['shows the parent of a field that is missing', 'spec.triggers[0].metadata', ['spec:', '  triggers:', '    - type: cron']],
    ['shows the apiVersion that a finding is about', 'apiVersion', undefined],
  ])('%s', (_, path, part) => {
    const text = excerptOf(manifest, path);
    if (part) expect(text.split('\n')).toStrictEqual(['kind: ScaledObject', 'metadata:', '  name: worker', ...part]);
    else expect(text.split('\n')[0]).toBe('apiVersion: keda.sh/v1alpha1');
  });

  test('shows of a long part only the field and the scalars beside it', () => {
    const long = {
      kind: 'A',
      metadata: { name: 'a' },
      spec: { target: 1, other: 2, list: Array.from({ length: 20 }, (_, index) => ({ index })) },
    };
    expect(excerptOf(long, 'spec.target')).toBe('kind: A\nmetadata:\n  name: a\nspec:\n  target: 1\n  other: 2');
  });
});
