import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import type { ToolFleet } from './tool';

/** Writes the manifests of each app to a file, and a kustomization that lists them, since kustomize has no templates. */
export function writeKustomization({ folder, apps, manifestsOf }: ToolFleet): void {
  mkdirSync(join(folder, 'apps'));
  const resources = Array.from({ length: apps }, (_, index) => join('apps', `app-${index}.yaml`));
  for (const [index, file] of resources.entries()) {
    const documents = manifestsOf(`app-${index}`).map((manifest) => Yaml.stringify(manifest));
    writeFileSync(join(folder, file), documents.join('---\n'));
  }
  writeFileSync(join(folder, 'kustomization.yaml'), Yaml.stringify({ resources }));
}
