import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { earlierResults } from '../../scripts/bench/earlier';
import type { Results, Subject } from '../../scripts/bench/results';

const subject: Subject = { machine: { cpu: '2 cores of a kind', node: '20', cdk8s: '2', cdk8sPlus: '2' }, library: 'a1', quick: false };
const results: Results = { subject, package: { files: 2, packedBytes: 3, unpackedBytes: 4 } };

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-bench-'));
  writeFileSync(join(dir, 'results.json'), JSON.stringify(results));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a run goes on with the parts of an earlier one', () => {
  expect(earlierResults(join(dir, 'results.json'), subject)).toStrictEqual(results);
});

test.each<[what: string, now: Subject]>([
  ['another library', { ...subject, library: 'b2' }],
  ['another Node', { ...subject, machine: { ...subject.machine, node: '22' } }],
  ['small fleets', { ...subject, quick: true }],
])('a run takes nothing from an earlier one of %s', (_, now) => {
  expect(earlierResults(join(dir, 'results.json'), now)).toStrictEqual({ subject: now });
});

test('the first run has no parts', () => {
  expect(earlierResults(join(dir, 'none.json'), subject)).toStrictEqual({ subject });
});
