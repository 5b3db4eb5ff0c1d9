import { isDns1035Label, isDnsLabel, isDnsSubdomain } from '../../lib/core/dns-names';

test.each<[text: string, label: boolean, label1035: boolean, subdomain: boolean]>([
  ['shop', true, true, true],
  ['shop-2', true, true, true],
  ['2-shop', true, false, true],
  ['a'.repeat(63), true, true, true],
  ['a'.repeat(64), false, false, true],
  ['shop.example', false, false, true],
  ['a.'.repeat(126).concat('a'), false, false, true],
  ['a.'.repeat(127).concat('a'), false, false, false],
  ['', false, false, false],
  ['-shop', false, false, false],
  ['shop-', false, false, false],
  ['shop..example', false, false, false],
  ['.shop', false, false, false],
  ['Shop', false, false, false],
  ['my_shop', false, false, false],
  ['shop\n', false, false, false],
])('%j: a label %s, one of RFC 1035 %s, a subdomain %s', (text, label, label1035, subdomain) => {
  expect([isDnsLabel(text), isDns1035Label(text), isDnsSubdomain(text)]).toStrictEqual([label, label1035, subdomain]);
});
