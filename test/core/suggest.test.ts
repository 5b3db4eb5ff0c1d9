import { nearest, suggest } from '../../lib/core/suggest';

const NAMES = ['username', 'password', 'passphrase', 'tls'];

test.each([
  ['usrname', 'username'],
  ['UserName', 'username'],
  ['psasword', 'password'],
  ['tsl', 'tls'],
  ['user', undefined],
  ['certificate', undefined],
])('nearest() of the misspelled name %s is %p', (name, expected) => {
  expect(nearest(name, NAMES)).toBe(expected);
});

test.each([
  ['usrname', 'username'],
  ['user', 'username'],
  ['us', undefined],
  ['pass', undefined],
])('suggest() for %s, which may be an abbreviation, is %p', (name, expected) => {
  expect(suggest(name, NAMES)).toBe(expected);
});

test('nothing is suggested where no name is known', () => {
  expect(suggest('user', [])).toBeUndefined();
});
