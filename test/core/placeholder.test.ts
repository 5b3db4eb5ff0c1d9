// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are the subject
import { aroundPlaceholders, isPlaceholder } from '../../lib/core/placeholder';

test.each([
  '${VAR}',
  'a-${VAR:=b}',
  '$VAR',
  '$(params.name)',
  '{{ .Values.name }}',
  'x{{name}}',
  '#{VAR}#',
  '<name>',
  '<your domain>',
  '<% name %>',
  '((shop/name))',
  '[[ .name ]]',
  'a-__NAME__',
  '%%HOST_NAME%%',
  '@@NAME@@',
  'shop.%DOMAIN%',
  '@HOST_NAME@',
  'app.<secret:private-domain>',
  '{GATEWAY_NAME}',
  'app:__TAG__',
  'ENC[AES256_GCM,data:AW+WF5Au6hs=,iv:a,tag:b,type:str]',
  '_',
])('%j is a placeholder', (value) => expect(isPlaceholder(value)).toBe(true));

test.each([
  'a',
  '',
  '$G',
  '$SYS',
  '$1',
  '$host',
  '<a>text</a>',
  'a < b',
  'a_b',
  '{}',
  'sum((a))',
  '((a + b))',
  '__name__',
  '50%',
  'a%20b%2Fc',
  '%E2%82%AC',
  'A@B@C',
  '[[:alnum:]]',
  '@@identity',
  'costs 5$',
])('%j is no placeholder', (value) => expect(isPlaceholder(value)).toBe(false));

test.each([
  ['shop-${ENV}', ['shop-', '']],
  ['{{ .Release.Name }}-shop', ['', '-shop']],
  ['a-${B}-c-${D}-e', ['a-', '-e']],
  ['_', ['', '']],
])('what stands around the placeholders of %j', (value, around) => {
  expect(aroundPlaceholders(value)).toStrictEqual(around);
});
