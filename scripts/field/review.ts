import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { folderOf, type Result } from './repository';

export const VERDICTS = ['true', 'depends', 'false', 'placeholder'] as const;
/** Whether an error is right: always, in some clusters, never, or made from a value that is not rendered. */
export type Verdict = (typeof VERDICTS)[number];

/** An error to judge, and its verdict. */
export interface Reviewed {
  /** Identifies the error in a later run. */
  readonly id: string;
  readonly repository: string;
  readonly rule: string;
  readonly place: string;
  readonly object: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  verdict?: Verdict;
}

/** The errors of a repository. */
export function errorsOf({ repository, findings }: Result, directory: string): Reviewed[] {
  const folder = folderOf(directory, repository);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, position, object, path, message, fix }) => {
      const file = relative(folder, position.file);
      const { kind, name } = object;
      const id = hash([repository.name, rule, file, kind, name, path, message]);
      return {
        id,
        repository: repository.name,
        rule,
        place: `${file}:${position.line}:${position.column}`,
        object: `${kind} ${name}`,
        path,
        message,
        fix,
      };
    });
}

/** Gives the errors the verdicts of a review, which lists their ids by verdict. */
export function judge(errors: readonly Reviewed[], review: { readonly [verdict in Verdict]: readonly string[] }): void {
  const verdicts = new Map(VERDICTS.flatMap((verdict) => review[verdict].map((id) => [id, verdict] as const)));
  for (const error of errors) error.verdict = verdicts.get(error.id);
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
