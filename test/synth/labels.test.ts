import { labelsOf, selectorOf } from '../../lib/synth/labels';

test('the selector is the name of the app, and cannot be changed', () => {
  const selector = selectorOf('shop');
  expect(selector).toStrictEqual({ 'app.kubernetes.io/name': 'shop' });
  expect(Object.isFrozen(selector)).toBe(true);
});

test('the labels are those of the selector and of the user', () => {
  const selector = selectorOf('shop');
  expect(labelsOf(selector, undefined)).toBe(selector);
  expect(labelsOf(selector, { team: 'a', 'app.kubernetes.io/name': 'other' })).toStrictEqual({ team: 'a', ...selector });
});
