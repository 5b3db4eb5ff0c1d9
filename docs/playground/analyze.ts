import { graphOf } from '../../lib/diagram/collect';
import { svg } from '../../lib/diagram/svg';
import { readManifests, UnusableInput } from '../../lib/files/read';
import { ManifestFile } from '../../lib/migrate/manifest-file';
import { migrate } from '../../lib/migrate/migrate';
import type { Remark } from '../../lib/migrate/workspace';
import { requirementsOf } from '../../lib/requirements/collect';
import { text as requirementsText } from '../../lib/requirements/text';
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { PageFinding, Result } from './result';

/** Name of the text in messages. */
const FILE = 'manifests.yaml';

/** Checks, draws and migrates manifests for a cluster of the default versions. */
export function analyze(yaml: string): Result {
  const cluster = declaredCluster();
  try {
    const { sources, others, unusable } = readManifests(yaml, FILE);
    const manifests = sources.map(({ manifest }) => manifest);
    const findings = check(manifests, cluster).map(({ rule, severity, object, index, path, message, fix }): PageFinding => {
      const name = object.namespace ? `${object.namespace}/${object.name}` : object.name;
      return { rule, severity, object: `${object.kind} ${name}`, path, line: sources[index].position(path).line, message, fix };
    });
    const file = new ManifestFile(yaml, FILE);
    const { files, changes, left, refused } = migrate([file], cluster, 1);
    return {
      problems: [
        ...unusable.map(({ message }) => message),
        ...others.map(({ line }) => `${FILE}:${line}: is not a manifest: apiVersion or kind is missing`),
      ],
      yaml,
      findings,
      diagram: manifests.length > 0 ? svg(graphOf([{ manifests, cluster }])) : '',
      requirements: requirementsText([{ cluster, requirements: requirementsOf(manifests, cluster) }]),
      migrated: files[0].changed ? files[0].toString() : '',
      changes: [...changes.map(line), ...[...left, ...refused].map((remark) => `by hand: ${line(remark)}`)],
    };
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    return failed(yaml, error.message);
  }
}

/** Returns the result of an input that cannot be read. */
export function failed(yaml: string, problem: string): Result {
  return { problems: [problem], yaml, findings: [], diagram: '', requirements: '', migrated: '', changes: [] };
}

function line({ position, object, what, why }: Remark): string {
  return `line ${position.line}, ${object}: ${what} (${why})`;
}
