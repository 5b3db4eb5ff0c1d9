import { pathPrefixesOf } from '../../lib/spin/routes';

test.each<[string[], string[] | undefined]>([
  [['/...'], undefined],
  [['/'], undefined],
  [['/*'], undefined],
  [['/api/...'], ['/api']],
  [['/api/*'], ['/api']],
  [['/api/*rest'], ['/api']],
  [['/api'], ['/api']],
  [['/api/'], ['/api']],
  [['api/...'], ['/api']],
  [['/users/:id/posts'], ['/users']],
  [['/:tenant/shop'], undefined],
  [
    ['/shop/cart', '/api/...', '/apis'],
    ['/api', '/apis', '/shop/cart'],
  ],
  [['/api/v1/...', '/api/...', '/api'], ['/api']],
  [['/api/...', '/...'], undefined],
])('the prefixes of %j are %j', (routes, prefixes) => {
  expect(pathPrefixesOf(routes)).toStrictEqual(prefixes);
});
