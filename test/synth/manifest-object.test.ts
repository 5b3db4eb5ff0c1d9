import { runInNewContext } from 'node:vm';
import { type ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { apiObjectOf, renderPlain } from '../../lib/synth/manifest-object';

const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };

function make(fields: object): ApiObject {
  return apiObjectOf(new Chart(new App(), 'test', { namespace: 'web' }), 'Object', { ...SERVICE, ...fields });
}

test('an object is rendered as by toJson(), with sorted fields and without undefined and null', () => {
  const object = make({
    spec: { type: undefined, ports: [{ port: 80, name: null, targetPort: 'http' }], selector: {} },
    data: { b: 1, a: 2 },
  });
  const expected = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: 'web' },
    data: { a: 2, b: 1 },
    spec: { ports: [{ port: 80, targetPort: 'http' }], selector: {} },
  };
  expect(renderPlain(object)).toStrictEqual(expected);
  expect(JSON.stringify(renderPlain(object))).toBe(JSON.stringify(expected));
  expect(JSON.stringify(object.toJson())).toBe(JSON.stringify(expected));
});

test('later changes of passed lists and maps have no effect', () => {
  const selector: { [name: string]: string } = { app: 'a' };
  const ports = [{ port: 80 }];
  const object = make({ spec: { selector, ports } });
  selector.app = 'b';
  ports[0].port = 81;
  ports.push({ port: 82 });
  expect(object.toJson().spec).toStrictEqual({ selector: { app: 'a' }, ports: [{ port: 80 }] });
});

test('metadata that is added later is rendered', () => {
  const object = make({});
  object.metadata.addLabel('team', 'web');
  object.metadata.addAnnotation('note', 'later');
  object.metadata.add('generateName', 'a-');
  const metadata = { annotations: { note: 'later' }, generateName: 'a-', labels: { team: 'web' }, name: 'a', namespace: 'web' };
  expect(renderPlain(object)).toStrictEqual({ ...SERVICE, metadata });
});

test('an object of another realm or without a prototype is rendered', () => {
  const other = runInNewContext('({ app: "a" })');
  const bare = Object.assign(Object.create(null), { app: 'b' });
  expect(make({ spec: { other, bare } }).toJson().spec).toStrictEqual({ bare: { app: 'b' }, other: { app: 'a' } });
});

describe('an object is left to cdk8s with', () => {
  class Amount {}

  test.each<[string, unknown]>([
    ['an object of a class', new Amount()],
    ['a Lazy', Lazy.any({ produce: () => 1 })],
    ['an object that resolves itself', { resolve: () => 1 }],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['null in a list', null],
    ['a list with a value of its own', Object.assign([1], { value: 2 })],
    ['a map with a key that JavaScript gives a meaning', { constructor: 'a' }],
    ['a frozen map with such a key', Object.freeze({ resolve: 'a' })],
  ])('%s', (_, value) => {
    expect(renderPlain(make({ spec: { deep: [value] } }))).toBeUndefined();
  });

  test('data that is nested too deep', () => {
    let deep: object = {};
    for (let level = 0; level < 101; level++) deep = { deep };
    expect(renderPlain(make({ spec: deep }))).toBeUndefined();
  });

  test('a JSON patch', () => {
    const object = make({});
    object.addJsonPatch(JsonPatch.add('/brandNew', 1));
    expect(renderPlain(object)).toBeUndefined();
    expect(object.toJson().brandNew).toBe(1);
  });
});
