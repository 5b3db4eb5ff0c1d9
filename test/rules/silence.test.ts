import { check } from '../../lib/rules/check';
import { clusterOf, corpus } from './corpus';

/** The bad manifests of a rule with an annotation on the first of them. */
function findingsWith(annotation: string): string[] {
  const { manifests } = corpus('bad').find(({ name }) => name === 'keda/replica-bounds')!;
  const [first, ...others] = manifests;
  const annotated = { ...first, metadata: { ...first.metadata, annotations: { 'cdk8s-wasm/ignore': annotation } } };
  return check([annotated, ...others], clusterOf()).map(({ rule }) => rule);
}

test('a rule is silenced by its id and a reason, and the schema does not say the same in its place', () => {
  expect(findingsWith('keda/replica-bounds: the maximum is patched in later')).toStrictEqual([]);
});

test('several rules stand on lines of their own', () => {
  expect(findingsWith('keda/formula: none\nkeda/replica-bounds: patched in later')).toStrictEqual([]);
});

test.each(['keda/replica-bounds', 'keda/replica-bounds:', 'keda/formula: another rule'])('%j silences nothing', (annotation) => {
  expect(findingsWith(annotation)).toStrictEqual(['keda/replica-bounds']);
});
