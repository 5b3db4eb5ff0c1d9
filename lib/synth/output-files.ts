import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { claim } from './claims';
import { synthesisOf } from './synthesis';

/** A file in the folder of the manifests. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
}

/** Has an app write a file beside its manifests. */
export function addOutputFile(scope: IConstruct, name: string, text: string): void {
  const first = claim(scope, 'file', name);
  if (first !== undefined) fail(scope, `file ${show(name)} is already written by [${first}]: pass another fileName`);
  addOutputFiles(scope, () => [{ name, text }]);
}

/** Has an app write files beside its manifests that describe the whole app: their content is asked for after the manifests are written. */
export function addOutputFiles(scope: IConstruct, files: () => readonly OutputFile[]): void {
  const { outdir } = App.of(scope);
  synthesisOf(scope)!.afterwards(() => {
    for (const { name, text } of files()) {
      const path = join(outdir, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  });
}
