import { labelSelectorOf, meetsSelector } from '../../lib/core/label-selector';

// each as k8s.io/apimachinery/pkg/labels parses it
test.each([
  ['app=shop', [{ key: 'app', operator: 'in', values: ['shop'] }]],
  ['app == shop', [{ key: 'app', operator: 'in', values: ['shop'] }]],
  ['app=', [{ key: 'app', operator: 'in', values: [''] }]],
  ['app!=shop', [{ key: 'app', operator: 'notin', values: ['shop'] }]],
  ['app', [{ key: 'app', operator: 'exists', values: [] }]],
  ['! app', [{ key: 'app', operator: 'absent', values: [] }]],
  ['tier in (web, api)', [{ key: 'tier', operator: 'in', values: ['web', 'api'] }]],
  ['tier notin(web)', [{ key: 'tier', operator: 'notin', values: ['web'] }]],
  ['tier in ()', [{ key: 'tier', operator: 'in', values: [''] }]],
  ['tier in (,web)', [{ key: 'tier', operator: 'in', values: ['', 'web'] }]],
  ['in in (in)', [{ key: 'in', operator: 'in', values: ['in'] }]],
  ['generation>3', [{ key: 'generation', operator: '>', values: ['3'] }]],
  [
    ' app.kubernetes.io/name=shop , !canary ',
    [
      { key: 'app.kubernetes.io/name', operator: 'in', values: ['shop'] },
      { key: 'canary', operator: 'absent', values: [] },
    ],
  ],
  ['', []],
])('parses %j', (text, requirements) => {
  expect(labelSelectorOf(text)).toStrictEqual(requirements);
});

test.each([
  ['app: shop'],
  ['app=shop,'],
  [',app=shop'],
  ['app=shop tier=web'],
  ['app=shop;tier=web'],
  ['app in web'],
  ['tier in (web api)'],
  ['tier in (web'],
  ['!app=shop'],
  ['app=-shop'],
  ['app=a/b'],
  ['=shop'],
  ['generation>three'],
  ['app=(shop)'],
  ['app=!shop'],
  ['Example.com/app=shop'],
  [`app=${'a'.repeat(10_000)}`],
])('fails to parse %j', (text) => {
  expect(labelSelectorOf(text)).toBeUndefined();
});

test.each([
  ['app=shop', true],
  ['app in (api, shop),tier!=web', true],
  ['app,!canary,generation>3,generation<5', true],
  ['app=api', false],
  ['app!=shop', false],
  ['canary', false],
  ['!app', false],
  ['generation>4', false],
  ['tier<5', false],
  ['', true],
])('whether labels meet %j: %s', (text, meets) => {
  expect(meetsSelector({ app: 'shop', generation: '4' }, labelSelectorOf(text)!)).toBe(meets);
});
