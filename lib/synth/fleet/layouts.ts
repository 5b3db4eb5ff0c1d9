import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type App, type Chart, Names, YamlOutputType } from 'cdk8s';
import { Draft, pathOf } from '../draft';
import { documentsOf, separated, type Written, writing } from './documents';
import { writeTexts } from './files';
import type { Plan } from './plan';

/** Writes what an app has planned, in the layout that it asks for. */
export function write({ outdir, outputFileExtension: extension, yamlOutputType }: App, plan: Plan): void {
  const { charts, connected } = plan;
  // joined once: a path is taken apart and put together again for every file otherwise
  const inside = join(outdir, sep);
  const nameOf = (chart: Chart, index: number) => `${connected ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
  switch (yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      if (charts.length > 0) writeTexts(`${inside}app${extension}`, separated(allOf(plan)));
      break;
    case YamlOutputType.FILE_PER_CHART:
      charts.forEach((planned, index) => {
        writeTexts(inside + nameOf(planned.chart, index) + extension, separated(documentsOf(planned)));
      });
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const planned of charts) {
        for (const { manifest, text } of documentsOf(planned)) {
          if (manifest !== undefined) writeFileSync(inside + fileNameOf(manifest.kind, manifest.metadata.name) + extension, text);
        }
      }
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      charts.forEach(({ chart, objects }, index) => {
        const written = writing(chart);
        const folder = inside + nameOf(chart, index);
        mkdirSync(folder, { recursive: true });
        for (const object of objects) {
          const name = object instanceof Draft ? object.name : object.metadata.name;
          writeFileSync(folder + sep + fileNameOf(object.kind, name) + extension, written(object).text);
        }
      });
      break;
  }
}

/** The documents of all charts, one after the other. */
export function* allOf({ charts }: Plan): Generator<Written> {
  for (const planned of charts) yield* documentsOf(planned);
}

/** Writes where the objects come from, for the validations of the cdk8s CLI. */
export function writeConstructMetadata({ outdir }: App, { charts }: Plan): void {
  const resources: { [name: string]: { readonly path: string } } = {};
  for (const { objects } of charts) {
    for (const object of objects) resources[object.name] = { path: pathOf(object) };
  }
  writeFileSync(join(outdir, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
}

function fileNameOf(kind: string, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
