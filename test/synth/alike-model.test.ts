import type { Manifest } from '../../lib/rules/manifest';
import { Model } from '../../lib/synth/alike-model';

const CART = { name: 'cart', image: 'ghcr.io/acme/cart:v1', hosts: ['cart.example.com', 'basket.example.com'] };
const MAIL = { name: 'mail', image: 'ghcr.io/acme/mail:v2', hosts: ['mail.example.com', 'post.example.com'] };

/** A route as the constructs write it, with what a test writes otherwise. */
function route({ name, hosts }: typeof CART, fields: object = {}): Manifest {
  return {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name, labels: { 'app.kubernetes.io/name': name } },
    spec: { target: { service: name, port: 80 }, rules: [{ hosts: [...hosts] }], scalingMetric: { concurrency: { targetValue: 1 } } },
    ...fields,
  };
}

function isLike(model: Manifest, manifest: Manifest): boolean {
  // an object of another app stands before it
  return new Model(CART, [model]).isLike(MAIL, [route(CART), manifest], 1);
}

test('an app is like another that differs in what is its own', () => {
  expect(isLike(route(CART), route(MAIL))).toBe(true);
});

test('an app may have what every app has in common with the model', () => {
  const shared = Object.freeze({ target: 'none', rules: [] });
  expect(isLike(route(CART, { spec: shared }), route(MAIL, { spec: shared }))).toBe(true);
});

describe('an app is unlike the model, where', () => {
  const { metadata, spec } = route(MAIL);
  const shared = route(CART).metadata.labels;
  test.each<[string, Manifest, Manifest?]>([
    ['a value is another', route(MAIL, { spec: { ...spec, scalingMetric: { concurrency: { targetValue: 2 } } } })],
    ['a field is missing', route(MAIL, { spec: { target: spec.target, rules: spec.rules } })],
    ['there is one more', route(MAIL, { spec: { ...spec, timeouts: {} } })],
    ['a field is named otherwise', route(MAIL, { spec: { target: spec.target, rules: spec.rules, metric: spec.scalingMetric } })],
    ['a list is longer', route(MAIL, { spec: { ...spec, rules: [...spec.rules, ...spec.rules] } })],
    ['a list stands where an object does', route(MAIL, { spec: { ...spec, target: ['mail', 80] } })],
    ['an object stands where a list does', route(MAIL, { spec: { ...spec, rules: { 0: spec.rules[0] } } })],
    ['nothing stands where an object does', route(MAIL, { spec: null })],
    ['its hosts come in another order', route(MAIL, { spec: { ...spec, rules: [{ hosts: [...MAIL.hosts].reverse() }] } })],
    ["its name is the model's", route(MAIL, { metadata: { ...metadata, name: 'cart' } })],
    [
      "an object of the model stands in it, with the model's name",
      route(MAIL, { metadata: { name: 'mail', labels: shared } }),
      route(CART, { metadata: { name: 'cart', labels: shared } }),
    ],
    ['its name stands where the model has a text', route(MAIL, { status: { by: 'mail' } }), route(CART, { status: { by: 'cart' } })],
  ])('%s', (_, manifest, model = route(CART)) => {
    expect(isLike(model, manifest)).toBe(false);
  });
});
