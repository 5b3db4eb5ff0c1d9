import { checkSets } from '../../lib/files/check-sets';
import { type Reading, readManifests, UnusableInput } from '../../lib/files/read';
import { type FileTree, setsOf } from '../../lib/files/sets';
import { ManifestFile } from '../../lib/migrate/manifest-file';
import { migrate } from '../../lib/migrate/migrate';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';
import { Requirements } from '../../lib/synth/requirements';

const cluster = declaredCluster();

/** What the commands made of an input. */
export interface Outcome {
  readonly findings: number;
  /** Whether part of the input was refused. */
  readonly refused: boolean;
}

/** Runs check, migrate and requirements on an input, as the CLI does but for the file system. Throws what none of them may throw. */
export function runCommands(input: Uint8Array): Outcome {
  let refused = false;
  const allowed = (run: () => void) => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      refused = true;
    }
  };
  let findings = 0;
  allowed(() => {
    const { sets, unusable } = treeOf({ 'app.yaml': input });
    refused ||= unusable;
    findings = checkSets(sets, cluster, { rules: RULES }).length;
    Requirements._of(
      sets.flatMap(({ sources }) => sources.map(({ manifest }) => manifest)),
      cluster,
    ).toText();
  });
  // the same text as a kustomization, as a patch, and as an object that a kustomization changes
  allowed(() => checkTree({ 'base/kustomization.yaml': input, 'base/app.yaml': OBJECT }));
  allowed(() => checkTree({ 'base/kustomization.yaml': KUSTOMIZATION, 'base/app.yaml': OBJECT, 'base/patch.yaml': input }));
  allowed(() => checkTree({ 'base/kustomization.yaml': KUSTOMIZATION, 'base/app.yaml': input, 'base/patch.yaml': PATCH }));
  allowed(() => {
    const file = new ManifestFile(input, 'app.yaml');
    const [first] = migrate([file], cluster, 1).files;
    if (!first.changed) return;
    new ManifestFile(first.toString(), 'app.yaml');
    migrate([new ManifestFile(input, 'app.yaml')], cluster, 2).files[0].toString();
  });
  return { findings, refused };
}

const KUSTOMIZATION = Buffer.from(`
namespace: shop
namePrefix: dev-
commonLabels: {team: shop}
images: [{name: ghcr.io/my-org/app, newTag: v2}]
replicas: [{name: worker, count: 3}]
resources: [app.yaml]
patches:
  - path: patch.yaml
  - path: patch.yaml
    target: {kind: Deployment|ScaledObject, name: .*}
  - patch: '[{op: replace, path: /spec/replicas, value: 2}, {op: remove, path: /spec/triggers/0}, {op: move, from: /spec, path: /metadata/x}]'
    target: {labelSelector: app=worker}
`);
const OBJECT = Buffer.from(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker, labels: {app: worker}}
spec:
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec: {containers: [{name: worker, image: ghcr.io/my-org/app, env: [{name: A, value: b}]}]}
`);
const PATCH = Buffer.from(`
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: worker, annotations: {a: null}}
spec: {triggers: [{type: cpu, metadata: {value: 50}}], minReplicaCount: null, $patch: merge}
`);

type Files = { readonly [path: string]: Uint8Array };

function checkTree(files: Files): void {
  checkSets(treeOf(files).sets, cluster, { rules: RULES, namespace: 'team' });
}

function treeOf(files: Files) {
  const readings = new Map<string, Reading | undefined>();
  let unusable = false;
  const tree: FileTree = {
    paths: Object.keys(files),
    isFound: () => true,
    text: (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path]).toString('utf8') : undefined),
    read: (path) => {
      if (!readings.has(path)) readings.set(path, Object.hasOwn(files, path) ? readManifests(files[path], path) : undefined);
      const reading = readings.get(path);
      unusable ||= (reading?.unusable.length ?? 0) > 0;
      return reading;
    },
  };
  const { sets } = setsOf(tree);
  return { sets, unusable };
}
