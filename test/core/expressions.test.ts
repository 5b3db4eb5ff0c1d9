import { cpuExpression, durationExpression, secretExpression, sizeExpression } from '../../lib/core/expressions';

test.each<[unknown, string]>([
  ['128Mi', 'Size.mebibytes(128)'],
  ['1.5Gi', 'Size.gibibytes(1.5)'],
  ['512 KiB', 'Size.kibibytes(512)'],
  ['2G', 'Size.gibibytes(2)'],
  ['10', 'Size.mebibytes(64)'],
  [128, 'Size.mebibytes(64)'],
  [undefined, 'Size.mebibytes(64)'],
])('a size of %j is %s', (value, expression) => {
  expect(sizeExpression(value)).toBe(expression);
});

test.each<[unknown, string]>([
  ['100m', 'Cpu.millis(100)'],
  ['0.5', 'Cpu.units(0.5)'],
  [2, 'Cpu.units(2)'],
  ['two', 'Cpu.millis(100)'],
  [null, 'Cpu.millis(100)'],
])('CPU of %j is %s', (value, expression) => {
  expect(cpuExpression(value)).toBe(expression);
});

test.each<[unknown, string]>([
  [90, 'Duration.seconds(90)'],
  ['90', 'Duration.seconds(90)'],
  ['500ms', 'Duration.millis(500)'],
  ['5m', 'Duration.minutes(5)'],
  ['1.5 h', 'Duration.hours(1.5)'],
  ['2d', 'Duration.days(2)'],
  [0, 'Duration.seconds(30)'],
  [-1, 'Duration.seconds(30)'],
  ['soon', 'Duration.seconds(30)'],
])('a duration of %j is %s', (value, expression) => {
  expect(durationExpression(value)).toBe(expression);
});

test.each<[unknown, string]>([
  ['shop-tls', "Secret.fromSecretName(this, 'Tls', 'shop-tls')"],
  ['Shop TLS', "Secret.fromSecretName(this, 'Tls', 'example')"],
  [5, "Secret.fromSecretName(this, 'Tls', 'example')"],
])('a Secret of %j is %s', (value, expression) => {
  expect(secretExpression(value, 'Tls', 'example')).toBe(expression);
});
