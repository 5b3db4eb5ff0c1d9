import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knativeRelease } from './cluster/node/components/knative';
import {
  currentPage,
  OLDER_OBSERVATIONS_FILE,
  OLDER_RELEASES,
  REALITY_PAGE,
  readObservations,
  realityPage,
} from './cluster/node/reality-page';

test('docs/reality.md is what a run of the tests on the node writes', () => {
  expect(readFileSync(REALITY_PAGE, 'utf8')).toBe(currentPage());
});

test('the older releases of the page are those that test/cluster/go-older pins', () => {
  const pin = (folder: string, module: string) => {
    const text = readFileSync(join(__dirname, 'cluster/go-older', folder, 'go.mod'), 'utf8');
    return new RegExp(`\\b${module} (v\\S+)`).exec(text)?.[1] as string;
  };
  const releases = readObservations(OLDER_OBSERVATIONS_FILE).filter(({ group }) => group === OLDER_RELEASES);
  expect(Object.fromEntries(releases.map(({ what, value }) => [what, value]))).toStrictEqual({
    KEDA: pin('keda', 'github.com/kedacore/keda/v2').slice(1),
    'KEDA HTTP add-on': pin('http-add-on', 'github.com/kedacore/http-add-on').slice(1),
    'Knative Serving': knativeRelease(pin('knative', 'knative.dev/serving')),
  });
});

test('a page has a table for each group, by name, whatever order they ran in', () => {
  const observations = [
    { group: 'B', what: 'first', value: '1 s' },
    { group: 'A', what: 'other', value: '3 s' },
    { group: 'B', what: 'second', value: '2 s' },
  ];
  const page = realityPage(observations, []);
  expect(page.slice(page.indexOf('## A\n'), page.indexOf('\n## Older'))).toBe(
    '## A\n\n| | seen |\n|---|---|\n| other | 3 s |\n\n## B\n\n| | seen |\n|---|---|\n| first | 1 s |\n| second | 2 s |\n',
  );
});

test('older releases have their versions and their tables at the end', () => {
  const page = realityPage(
    [],
    [
      { group: 'A', what: 'first', value: '1 s' },
      { group: 'Releases', what: 'KEDA', value: '2.17.0' },
    ],
  );
  expect(page.slice(page.lastIndexOf('| | version |'))).toBe(
    '| | version |\n|---|---|\n| KEDA | 2.17.0 |\n\n### A\n\n| | seen |\n|---|---|\n| first | 1 s |\n',
  );
});
