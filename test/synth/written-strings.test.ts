import { ApiObject, Chart, Testing } from 'cdk8s';
import { WasmApp, WasmRuntime } from '../../lib';
import { writtenStringErrors } from '../../lib/synth/written-strings';

const errors = (text: string) => writtenStringErrors({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: text } });

test.each(['7', '0x1F', 'yes', '1e3', 'a\nb\n', ' a', 'a\tb', 'é😀', '2001-01-01', '~', '', '<<', 'k: v', '# a', '  a\n b\n'])(
  '%j is read back by kubectl',
  (text) => expect(errors(text)).toStrictEqual([]),
);

test.each<[text: string, expected: string]>([
  ['0o7', 'data.a ("0o7") is read by kubectl as 7, since cdk8s does not quote it: write another text'],
  ['5E_9', 'data.a ("5E_9") is read by kubectl as 5000000000, since cdk8s does not quote it: write another text'],
  ['-_1', 'data.a ("-_1") is read by kubectl as -1, since cdk8s does not quote it: write another text'],
  [
    '\tall:\n\techo\n',
    'data.a ("\\tall:\\n\\techo\\n") cannot be read by kubectl as cdk8s writes it, because of the character U+0009: remove it, or encode the text, for example in Base64',
  ],
  [
    'a\u007f',
    'data.a ("a\\u007f") cannot be read by kubectl as cdk8s writes it, because of the character U+007F: remove it, or encode the text, for example in Base64',
  ],
])('fails for %j', (text, expected) => expect(errors(text)).toStrictEqual([expected]));

test.each(['\u2028', 'a\u2029b', '\u0085', '\u0080', '\ud800', '\ufffe', ' \n'])('fails for %j', (text) => {
  expect(errors(text)).toHaveLength(1);
});

test('fails for a key', () => {
  expect(writtenStringErrors({ data: { '0o7': 'a' } })).toStrictEqual([
    'the key "0o7" of data["0o7"] is read by kubectl as "7", since cdk8s does not quote it: write another text',
  ]);
});

test('fails at synthesis with the path of the construct, also for objects of the user', () => {
  const chart = new Chart(Testing.app(), 'c');
  new WasmApp(chart, 'shop', { image: 'ghcr.io/my-org/shop:v1', runtime: WasmRuntime.SPIN, args: ['0o7'] });
  new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '\tb\nc' } });
  expect(() => Testing.synth(chart)).toThrow(
    /\[c\/shop\/Deployment\] spec\.template\.spec\.containers\[0\]\.args\[0\] \("0o7"\) is read by kubectl as 7/,
  );
  expect(() => Testing.synth(chart)).toThrow(/\[c\/map\] data\.a /);
});
