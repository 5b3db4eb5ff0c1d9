import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type App, type Chart, Names, YamlOutputType } from 'cdk8s';
import { type Document, document, documentsOf, type Render, separated } from './documents';
import { writeTexts } from './files';
import type { Plan } from './plan';

/** Writes the documents of an app in the layout of its yamlOutputType. */
export function write({ outdir, outputFileExtension: extension, yamlOutputType }: App, plan: Plan, render: Render): void {
  const { charts, connected } = plan;
  // joined once, since join() normalizes the path every time
  const inside = join(outdir, sep);
  const nameOf = (chart: Chart, index: number) => `${connected ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      if (charts.length > 0) writeTexts(`${inside}app${extension}`, separated(allOf(plan, render)));
      break;
    case YamlOutputType.FILE_PER_CHART:
      charts.forEach((planned, index) => {
        writeTexts(inside + nameOf(planned.chart, index) + extension, separated(documentsOf(planned, render)));
      });
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const { manifest, text } of allOf(plan, render)) {
        if (manifest !== undefined) writeFileSync(inside + fileNameOf(manifest.kind, manifest.metadata.name) + extension, text);
      }
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      charts.forEach(({ chart, objects }, index) => {
        const folder = inside + nameOf(chart, index);
        mkdirSync(folder, { recursive: true });
        for (const object of objects) {
          writeFileSync(folder + sep + fileNameOf(object.kind, object.metadata.name) + extension, document(render(object)).text);
        }
      });
      break;
  }
}

/** Yields the documents of all charts. */
export function* allOf({ charts }: Plan, render: Render): Generator<Document> {
  for (const planned of charts) yield* documentsOf(planned, render);
}

/** Writes the construct path of each object, for validations of the cdk8s CLI. */
export function writeConstructMetadata({ outdir }: App, { charts }: Plan): void {
  const resources: { [name: string]: { readonly path: string } } = {};
  for (const { objects } of charts) {
    for (const object of objects) resources[object.name] = { path: object.node.path };
  }
  writeFileSync(join(outdir, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
}

function fileNameOf(kind: string, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
