import { checkSets } from '../../lib/files/check-sets';
import { type Reading, readManifests } from '../../lib/files/read';
import { type FileTree, setsOf } from '../../lib/files/sets';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';

const SCALED = (field: string) => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: worker, labels: {release: 1.10, lane: "3"}}
spec:
  scaleTargetRef: {name: worker}
  triggers:
    - type: redis
      metadata: {address: "redis:6379", listName: 0123, listLength: 1_000${field}}
`;

function fixesOf(files: { readonly [path: string]: string }): string[] {
  const tree: FileTree = {
    paths: Object.keys(files),
    isFound: () => true,
    text: (path) => files[path],
    read: (path): Reading => readManifests(files[path], path),
  };
  return checkSets(setsOf(tree).sets, declaredCluster(), { rules: RULES })
    .filter(({ message }) => message.endsWith('must be a string'))
    .map(({ fix }) => fix)
    .sort();
}

test.each<[string, { readonly [path: string]: string }]>([
  ['nothing else', { 'a.yaml': SCALED('') }],
  ['a null beside it', { 'a.yaml': SCALED(', databaseIndex: ~') }],
  ['a null elsewhere', { 'a.yaml': SCALED('').replace('spec:\n', 'spec:\n  fallback: null\n') }],
  ['a namespace', { 'a.yaml': SCALED(''), 'kustomization.yaml': 'resources: [a.yaml]\nnamespace: shop\n' }],
  ['labels', { 'a.yaml': SCALED(''), 'kustomization.yaml': 'resources: [a.yaml]\nlabels: [{pairs: {team: shop}}]\n' }],
  [
    'a merged patch',
    {
      'a.yaml': SCALED(''),
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n',
      'p.yaml':
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: worker, labels: {lane: "4"}}\nspec: {maxReplicaCount: 4}\n',
    },
  ],
  [
    'a patch of operations',
    {
      'a.yaml': SCALED(''),
      'kustomization.yaml':
        'resources: [a.yaml]\npatches: [{target: {kind: ScaledObject}, patch: "[{op: add, path: /spec/maxReplicaCount, value: 4}]"}]\n',
    },
  ],
])('a remedy quotes what is written, with %s', (_, files) => {
  expect(fixesOf(files)).toStrictEqual(['quote it: "1.10"', 'write "0123"', 'write "1000"']);
});

test('a remedy quotes the value of a patch, and not the text that it replaces', () => {
  const files = {
    'a.yaml': SCALED(''),
    'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n',
    'p.yaml': 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: worker, labels: {release: 1.1}}\n',
  };
  expect(fixesOf(files)).toStrictEqual(['quote it: "1.1"', 'write "0123"', 'write "1000"']);
});
