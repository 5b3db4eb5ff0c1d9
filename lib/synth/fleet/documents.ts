import { App, Chart, Yaml } from 'cdk8s';
import { type AnyObject, objectOf } from '../draft';
import { resolvesNothing, unsiftedManifest } from './plain-manifest';
import type { PlannedChart } from './plan';
import { documentOf, resolvedDocumentOf } from './yaml-document';

const BETWEEN = '---\n';

/** A document, and what files are named by. */
export interface Written {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a chart of the user's own may render anything
  readonly manifest: any;
}

/** The documents of a chart, one after the other. */
export function* documentsOf({ chart, objects }: PlannedChart): Generator<Written> {
  if (chart.toJson === Chart.prototype.toJson) {
    const written = writing(chart);
    for (const object of objects) yield written(object);
    return;
  }
  for (const manifest of Object.values(chart.toJson())) yield { manifest, text: foreign(manifest) };
}

/** What writes the documents of a chart. */
export function writing(chart: Chart): (object: AnyObject) => Written {
  // cdk8s sorts the keys of metadata even where it leaves the others as they are
  return process.env.CDK8S_DISABLE_SORT || !resolvesNothing(App.of(chart)) ? writtenByCdk8s : writtenOf;
}

function writtenOf(object: AnyObject): Written {
  const manifest = unsiftedManifest(object);
  const text = manifest && resolvedDocumentOf(manifest);
  return text === undefined ? writtenByCdk8s(object) : { manifest, text };
}

function writtenByCdk8s(object: AnyObject): Written {
  const manifest = objectOf(object).toJson();
  return { manifest, text: foreign(manifest) };
}

/** Texts as cdk8s puts them into one file. */
export function* separated(documents: Iterable<Written>): Generator<string> {
  let between = '';
  for (const { text } of documents) {
    yield between + text;
    between = BETWEEN;
  }
}

function foreign(manifest: unknown): string {
  return documentOf(manifest) ?? Yaml.stringify(manifest);
}
