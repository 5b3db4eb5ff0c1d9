import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail, show } from './errors';
import { claim } from './objects';

const FILES = Symbol.for('cdk8s-wasm.files');

interface Writing {
  [FILES]?: { readonly name: string; readonly text: string }[];
}

/**
 * Has an app write a file beside its manifests, when it has synthesized: not when it failed, and not in Testing.synth().
 *
 * cdk8s writes manifests alone, and has no hook after them, so that synth() of this one app is wrapped.
 */
export function addOutputFile(scope: Construct, name: string, text: string): void {
  const first = claim(scope, `file/${name}`);
  if (first !== undefined) fail(scope, `file ${show(name)} is already written by [${first}]: pass another fileName`);
  const app = App.of(scope) as App & Writing;
  if (app[FILES]) {
    app[FILES].push({ name, text });
    return;
  }
  const files = [{ name, text }];
  Object.defineProperty(app, FILES, { value: files });
  const synth = app.synth;
  Object.defineProperty(app, 'synth', {
    value: () => {
      synth.call(app);
      for (const file of files) {
        const path = join(app.outdir, file.name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, file.text);
      }
    },
  });
}
