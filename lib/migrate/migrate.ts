import { readManifests } from '../files/read';
import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import type { ManifestFile } from './manifest-file';
import { STEPS } from './steps';
import { type Remark, Workspace } from './workspace';

/** The report of a migration, whose output is in the files. */
export interface Migration {
  /** The changes, with positions in the original files. */
  readonly changes: readonly Remark[];
  /** The manual steps. */
  readonly left: readonly Remark[];
  /** The errors that remain, with positions in the output. */
  readonly refused: readonly Remark[];
}

/** Rewrites manifests to the APIs that the cluster serves. Files are migrated together, since objects refer to each other. */
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
