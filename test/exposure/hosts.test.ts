import { checkNames } from '../../lib/exposure/hosts';
import { errorOf, synth } from '../support/synth';

test('names are accepted, even those of digits and dots', () => {
  expect(() => synth((chart) => checkNames(chart, ['shop.example.com', '*', '1.2.3', 'face'], 'an Ingress'))).not.toThrow();
});

test.each(['10.0.0.1', '::1', '2001:db8::1'])('fails for the address %s', (address) => {
  expect(errorOf((chart) => checkNames(chart, ['shop.example.com', address], 'an Ingress'))).toBe(
    `hosts[1] ("${address}") must be a name, since an Ingress rejects IP addresses: pass Exposure.none() [test]`,
  );
});
