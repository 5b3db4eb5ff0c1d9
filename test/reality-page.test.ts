import { readFileSync } from 'node:fs';
import { currentPage, REALITY_PAGE, realityPage } from './cluster/node/reality-page';

test('docs/reality.md is what a run of the tests on the node writes', () => {
  expect(readFileSync(REALITY_PAGE, 'utf8')).toBe(currentPage());
});

test('a page has a table for each group, in the order in which they ran', () => {
  const observations = [
    { group: 'B', what: 'first', value: '1 s' },
    { group: 'A', what: 'other', value: '3 s' },
    { group: 'B', what: 'second', value: '2 s' },
  ];
  const page = realityPage(observations, []);
  expect(page.slice(page.indexOf('## B'), page.indexOf('\n## Older'))).toBe(
    '## B\n\n| | seen |\n|---|---|\n| first | 1 s |\n| second | 2 s |\n\n## A\n\n| | seen |\n|---|---|\n| other | 3 s |\n',
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
