import { type Expected, entryOf, findingsOf, headerOf, withFindings } from './header';

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\n# not the header\n# finding: a/b error of ConfigMap c\n';
const FINDINGS: Expected[] = [
  { finding: 'keda/formula error at spec.advanced of ScaledObject shop/worker', message: 'one', fix: 'two' },
  { finding: 'keda/target-scale warning of ScaledObject worker', message: 'long word '.repeat(40).trim(), fix: 'message: three' },
];

test('findings are written as comments of at most 140 characters, and read again', () => {
  const text = withFindings(`# source: somewhere\n${MANIFEST}`, FINDINGS);
  expect(findingsOf(headerOf(text))).toStrictEqual(FINDINGS);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  expect(entryOf(headerOf(text), 'source')).toBe('somewhere');
  expect(text.endsWith(MANIFEST)).toBe(true);
});

test('findings take the place of those that were there', () => {
  const [first, second] = FINDINGS;
  const text = `# source: somewhere\n${MANIFEST}`;
  expect(withFindings(withFindings(text, [first]), [second])).toBe(withFindings(text, [second]));
  expect(withFindings(withFindings(text, FINDINGS), [])).toBe(text);
});

test('a manifest without findings has none in its header', () => {
  expect(findingsOf(headerOf(MANIFEST))).toStrictEqual([]);
  expect(entryOf(headerOf(MANIFEST), 'platform')).toBeUndefined();
});
