import { type ApiObject, Chart, Yaml } from 'cdk8s';
import type { PlannedChart } from './plan';
import { documentOf } from './yaml-document';

const BETWEEN = '---\n';

/** A YAML document, and its manifest, which determines the file name. */
export interface Document {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a custom chart may render anything
  readonly manifest: any;
}

/** A function that renders an object. */
export type Render = (object: ApiObject) => unknown;

/** Yields the documents of a chart. */
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

/** Returns the document of a manifest. */
export function document(manifest: unknown): Document {
  return { manifest, text: documentOf(manifest) ?? Yaml.stringify(manifest) };
}

/** Yields the text of one file with several documents, as cdk8s writes it. */
export function* separated(documents: Iterable<Document>): Generator<string> {
  let between = '';
  for (const { text } of documents) {
    yield between + text;
    between = BETWEEN;
  }
}
