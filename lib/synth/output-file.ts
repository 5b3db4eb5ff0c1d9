import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { claim } from './objects';

const FILES = Symbol.for('cdk8s-wasm.files');

/** A file in the folder of the manifests. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
}

interface Writing {
  [FILES]?: (() => readonly OutputFile[])[];
}

/** Has an app write a file beside its manifests, when it has synthesized: not when it failed, and not in Testing.synth(). */
export function addOutputFile(scope: IConstruct, name: string, text: string): void {
  const first = claim(scope, 'file', name);
  if (first !== undefined) fail(scope, `file ${show(name)} is already written by [${first}]: pass another fileName`);
  const files = [{ name, text }];
  addOutputFiles(scope, () => files);
}

/**
 * The same for files that say something of the whole app: they are asked for when its manifests are written.
 *
 * cdk8s writes manifests alone, and has no hook after them, so that synth() of this one app is wrapped.
 */
export function addOutputFiles(scope: IConstruct, files: () => readonly OutputFile[]): void {
  const app = App.of(scope) as App & Writing;
  if (app[FILES]) {
    app[FILES].push(files);
    return;
  }
  const all = [files];
  Object.defineProperty(app, FILES, { value: all });
  const synth = app.synth;
  Object.defineProperty(app, 'synth', {
    value: () => {
      synth.call(app);
      for (const { name, text } of all.flatMap((each) => each())) {
        const path = join(app.outdir, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
  });
}
