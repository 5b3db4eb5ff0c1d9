import { readFileSync } from 'node:fs';
import { REALITY_PAGE, readObservations, realityPage } from './cluster/node/reality-page';

test('docs/reality.md is what a run of the tests on the node writes', () => {
  expect(readFileSync(REALITY_PAGE, 'utf8')).toBe(realityPage(readObservations()));
});

test('a page has a table for each group, in the order in which they ran', () => {
  const page = realityPage([
    { group: 'B', what: 'first', value: '1 s' },
    { group: 'A', what: 'other', value: '3 s' },
    { group: 'B', what: 'second', value: '2 s' },
  ]);
  expect(page.slice(page.indexOf('## B'))).toBe(
    '## B\n\n| | seen |\n|---|---|\n| first | 1 s |\n| second | 2 s |\n\n## A\n\n| | seen |\n|---|---|\n| other | 3 s |\n',
  );
});
