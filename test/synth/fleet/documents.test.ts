import { ApiObject, Chart, Testing, Yaml } from 'cdk8s';
import { document, documentsOf, isStock, separated } from '../../../lib/synth/fleet/documents';

const MANIFEST = { apiVersion: 'v1', kind: 'ConfigMap' };

class Custom extends Chart {
  public toJson() {
    return [{ ...MANIFEST, custom: true }];
  }
}

test('the documents of a chart are those of its objects', () => {
  const chart = Testing.chart();
  const objects = ['a', 'b'].map((id) => new ApiObject(chart, id, MANIFEST));
  const render = (object: ApiObject) => ({ id: object.node.id });
  expect([...documentsOf({ chart, objects }, render)].map(({ text }) => text)).toStrictEqual(['id: a\n', 'id: b\n']);
  expect(isStock(chart)).toBe(true);
});

test('the documents of a custom chart are those of its toJson()', () => {
  const chart = new Custom(Testing.app(), 'a');
  expect([...documentsOf({ chart, objects: [] }, () => undefined)].map(({ manifest }) => manifest)).toStrictEqual(chart.toJson());
  expect(isStock(chart)).toBe(false);
});

test('documents are separated by a marker', () => {
  const documents = [MANIFEST, { a: new Date(0) }].map(document);
  expect([...separated(documents)].join('')).toBe(Yaml.stringify(MANIFEST, { a: new Date(0) }));
});
