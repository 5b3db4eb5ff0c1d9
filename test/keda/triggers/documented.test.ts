import { bind, failureOf } from './bind';
import { type Example, FACTS, triggerOf } from './scaler-facts';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

/** A trigger as it stands in a ScaledObject. */
function expected(type: string, { metadata, metricType, auth }: Example) {
  return { type, metadata, ...(metricType && { metricType }), ...(auth && { authenticationRef: { name: 'auth' } }) };
}

const documented = FACTS.flatMap(({ type, documented = [] }) => documented.map((example, index) => [type, index + 1, example] as const));
const others = FACTS.flatMap(({ type, smallest, further = [] }) => [smallest, ...further].map((example) => [type, example] as const));
const refused = FACTS.flatMap(({ type, refused = [] }) => refused.map(({ error, ...example }) => [type, error, example] as const));

test.each(documented)('the documentation of %s has example %d', (type, _, example) => {
  expect(bind(triggerOf(type, example))).toStrictEqual(expected(type, example));
});

test('triggers have parameters that no documented example has', () => {
  for (const [type, example] of others) expect(bind(triggerOf(type, example))).toStrictEqual(expected(type, example));
});

test.each(refused)('fails for %s: %s', (type, error, example) => {
  expect(failureOf(triggerOf(type, example))).toBe(error);
});
