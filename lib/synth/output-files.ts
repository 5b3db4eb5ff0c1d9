import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { claim } from './claims';
import { synthesisOf } from './synthesis';

/** A file in the output directory. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
}

/** Adds a file to the output directory of an app. */
export function addOutputFile(scope: IConstruct, name: string, text: string): void {
  const first = claim(scope, 'file', name);
  if (first !== undefined) fail(scope, `file ${show(name)} is already written by [${first}]: pass another fileName`);
  addOutputFiles(scope, () => [{ name, text }]);
}

/** Adds files to the output directory of an app that are rendered after its manifests are written. */
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
