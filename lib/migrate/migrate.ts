import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import { readManifests } from '../rules/read';
import type { ManifestFile } from './manifest-file';
import { STEPS } from './steps';
import { type Remark, Workspace } from './workspace';

/** What a migration came to. The files hold what is to be written. */
export interface Migration {
  /** What was changed, at its place in the file as it was. */
  readonly changes: readonly Remark[];
  /** What only a human can do. */
  readonly left: readonly Remark[];
  /** What the cluster would still refuse, at its place in what is written. */
  readonly refused: readonly Remark[];
}

/** Brings manifests to what the cluster serves. Files are migrated together, so that one object can answer for another. */
export function migrate(files: readonly ManifestFile[], cluster: Cluster, commit: 1 | 2): Migration {
  const workspace = new Workspace(files, cluster, commit);
  for (const step of STEPS) step.run(workspace);
  const { changes, left } = workspace;
  return { changes, left, refused: stillRefused(files, cluster) };
}

function stillRefused(files: readonly ManifestFile[], cluster: Cluster): Remark[] {
  const sources = files.flatMap((file) => readManifests(file.toString(), file.name).sources);
  const findings = check(
    sources.map(({ manifest }) => manifest),
    cluster,
  );
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ index, path, object: { kind, namespace, name }, message, fix }) => ({
      position: sources[index].position(path),
      object: `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`,
      what: fix,
      why: message,
    }));
}
