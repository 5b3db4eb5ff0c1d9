import { type ApiObject, Chart, Yaml } from 'cdk8s';
import type { PlannedChart } from './plan';
import { documentOf } from './yaml-document';

const BETWEEN = '---\n';

/** A document, and the manifest that its file is named by. */
export interface Document {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a chart of the user's own may render anything
  readonly manifest: any;
}

/** Renders an object. */
export type Render = (object: ApiObject) => unknown;

/** Writes the documents of a chart, one after the other. */
export function* documentsOf({ chart, objects }: PlannedChart, render: Render): Generator<Document> {
  if (isStock(chart)) {
    for (const object of objects) yield document(render(object));
  } else {
    for (const manifest of Object.values(chart.toJson())) yield document(manifest);
  }
}

/** Returns whether a chart renders its objects as cdk8s does. */
export function isStock(chart: Chart): boolean {
  return chart.toJson === Chart.prototype.toJson;
}

/** Writes the document of a manifest. */
export function document(manifest: unknown): Document {
  return { manifest, text: documentOf(manifest) ?? Yaml.stringify(manifest) };
}

/** Joins documents as cdk8s joins them in one file. */
export function* separated(documents: Iterable<Document>): Generator<string> {
  let between = '';
  for (const { text } of documents) {
    yield between + text;
    between = BETWEEN;
  }
}
