import { Size, Testing } from 'cdk8s';
import { type ContainerResources, Cpu, EnvValue, type ISecret, Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { WASM_REQUESTS, WASM_RESOURCES } from '../../lib/pod/defaults';
import { checkResources, renderEnv, renderPullSecrets, renderResources, restrictedContainer } from '../../lib/pod/pod-parts';

/** Passes a value as plain JavaScript can, against its type. */
// biome-ignore lint/suspicious/noExplicitAny: the point is to pass what the types forbid
const untyped = (value: unknown): any => value;

/** Returns the message of a check without the path of the construct, or `passes`. */
function verdict(check: (scope: Construct) => void): string {
  try {
    check(Testing.chart());
  } catch (error) {
    return (error as Error).message.replace(/ \[test\]$/, '');
  }
  return 'passes';
}

test('the security context of the user is merged into the Restricted one, with all other capabilities dropped', () => {
  expect(restrictedContainer()).toStrictEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  expect(restrictedContainer({ readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] } })).toStrictEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
  });
  expect(restrictedContainer({ allowPrivilegeEscalation: true, capabilities: { drop: ['NET_RAW'] } })).toStrictEqual({
    allowPrivilegeEscalation: true,
    capabilities: { drop: ['NET_RAW'] },
  });
});

test('a user has the group of its number, unless it names one', () => {
  expect(restrictedContainer({ runAsUser: 7 })).toMatchObject({ runAsUser: 7, runAsGroup: 7 });
  expect(restrictedContainer({ runAsUser: 7, runAsGroup: 8 })).toMatchObject({ runAsUser: 7, runAsGroup: 8 });
});

describe('resources', () => {
  test.each<[string, ContainerResources, object]>([
    ['nothing', {}, { requests: undefined, limits: undefined }],
    [
      'every amount',
      {
        cpu: { request: Cpu.millis(50), limit: Cpu.units(2) },
        memory: { request: Size.mebibytes(32), limit: Size.gibibytes(1) },
        ephemeralStorage: { request: Size.kibibytes(512), limit: Size.mebibytes(1) },
      },
      {
        requests: { cpu: '50m', memory: '32Mi', 'ephemeral-storage': '512Ki' },
        limits: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1Mi' },
      },
    ],
    ['limits alone', { cpu: { limit: Cpu.millis(50) } }, { requests: undefined, limits: { cpu: '50m' } }],
    ['requests alone', { memory: { request: Size.mebibytes(8) } }, { requests: { memory: '8Mi' }, limits: undefined }],
    ['the default', WASM_RESOURCES, { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } }],
    ['the default without limits', WASM_REQUESTS, { requests: { cpu: '100m', memory: '64Mi' }, limits: undefined }],
  ])('are rendered as %s', (_, resources, expected) => {
    expect(renderResources(resources)).toStrictEqual(expected);
  });

  test.each<[string, ContainerResources | undefined]>([
    ['nothing', undefined],
    ['no resource', {}],
    ['equal bounds in other units', { cpu: { request: Cpu.millis(500), limit: Cpu.units(0.5) } }],
    ['a smaller request in a smaller unit', { memory: { request: Size.mebibytes(1023), limit: Size.gibibytes(1) } }],
    ['the default', WASM_RESOURCES],
  ])('pass with %s', (_, resources) => {
    expect(verdict((scope) => checkResources(scope, 'resources', resources))).toBe('passes');
  });

  test.each<[unknown, string]>([
    [
      { limits: { cpu: '100m' } },
      'resources.limits is not a resource of a container: pass cpu, memory or ephemeralStorage, each with request and limit',
    ],
    [{ cpu: { limit: '100m' } }, 'resources.cpu.limit ("100m") must be a Cpu: write Cpu.millis(100)'],
    [{ cpu: { request: null } }, 'resources.cpu.request (null) must be a Cpu: write Cpu.millis(100)'],
    [{ cpu: { request: Cpu.millis(-1) } }, 'resources.cpu.request ({"amount":"-1m"}) must be a Cpu: write Cpu.millis(100)'],
    [{ cpu: { limit: Cpu.millis(Number.NaN) } }, 'resources.cpu.limit ({"amount":"NaNm"}) must be a Cpu: write Cpu.millis(100)'],
    [{ memory: { limit: '64Mi' } }, 'resources.memory.limit ("64Mi") must be a Size: write Size.mebibytes(64)'],
    [{ memory: { request: 64 } }, 'resources.memory.request (64) must be a Size: write Size.mebibytes(64)'],
    [{ ephemeralStorage: { request: '1Gi' } }, 'resources.ephemeralStorage.request ("1Gi") must be a Size: write Size.gibibytes(1)'],
    [
      { cpu: { request: Cpu.units(0.5), limit: Cpu.millis(100) } },
      'resources.cpu.request (0.5) must be at most its limit (100m): lower request or raise limit',
    ],
    [
      { memory: { request: Size.gibibytes(1), limit: Size.mebibytes(64) } },
      'resources.memory.request (1Gi) must be at most its limit (64Mi): lower request or raise limit',
    ],
  ])('fails for %j', (resources, message) => {
    expect(verdict((scope) => checkResources(scope, 'resources', untyped(resources)))).toBe(message);
  });
});

describe('the environment', () => {
  test('is rendered as a list in the order of the props', () => {
    const scope = Testing.chart();
    const secret = Secret.fromSecretName(scope, 'Secret', 'store');
    const env = {
      Z: EnvValue.fromValue('1'),
      EMPTY: EnvValue.fromValue(''),
      PASSWORD: EnvValue.fromSecretValue({ secret, key: 'password' }),
      _a: EnvValue.fromValue('2'),
      'app.name-1': EnvValue.fromValue('3'),
    };
    expect(JSON.parse(JSON.stringify(renderEnv(scope, 'env', env)))).toStrictEqual([
      { name: 'Z', value: '1' },
      { name: 'EMPTY', value: '' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'store', key: 'password' } } },
      { name: '_a', value: '2' },
      { name: 'app.name-1', value: '3' },
    ]);
  });

  test('is left out if it is empty', () => {
    expect(renderEnv(Testing.chart(), 'env', undefined)).toBeUndefined();
  });

  test.each<[unknown, string]>([
    [
      { '1A': EnvValue.fromValue('x') },
      "env.1A must be the name of an environment variable: letters, digits and '_', not starting with a digit",
    ],
    [
      { 'A B': EnvValue.fromValue('x') },
      "env.A B must be the name of an environment variable: letters, digits and '_', not starting with a digit",
    ],
    [
      { '': EnvValue.fromValue('x') },
      "env. must be the name of an environment variable: letters, digits and '_', not starting with a digit",
    ],
    [{ A: 'text' }, 'env.A ("text") must be an EnvValue: write EnvValue.fromValue("text")'],
    [{ A: 8080 }, 'env.A (8080) must be an EnvValue: write EnvValue.fromValue("8080")'],
    [{ A: false }, 'env.A (false) must be an EnvValue: write EnvValue.fromValue("false")'],
    [{ A: undefined }, "env.A (undefined) must be an EnvValue: pass one, such as EnvValue.fromValue('text')"],
    [{ A: null }, "env.A (null) must be an EnvValue: pass one, such as EnvValue.fromValue('text')"],
    [{ A: EnvValue.fromValue(untyped(undefined)) }, "env.A ({}) must be an EnvValue: pass one, such as EnvValue.fromValue('text')"],
    [{ A: EnvValue.fromValue(untyped(5)) }, 'env.A (5) must be a string: write EnvValue.fromValue("5")'],
  ])('fails for %j', (env, message) => {
    expect(verdict((scope) => renderEnv(scope, 'env', untyped(env)))).toBe(message);
  });
});

describe('pull secrets', () => {
  test('are rendered by name', () => {
    const scope = new Construct(Testing.chart(), 'app');
    const secrets = [Secret.fromSecretName(scope, 'First', 'first'), new Secret(scope, 'Second', { metadata: { name: 'second' } })];
    expect(renderPullSecrets(scope, secrets)).toStrictEqual([{ name: 'first' }, { name: 'second' }]);
    expect(renderPullSecrets(scope, undefined)).toBeUndefined();
  });

  test.each<[unknown, string]>([
    ['registry', 'imagePullSecrets ("registry") must be a list: write ["registry"]'],
    [['registry'], "imagePullSecrets[0] (\"registry\") must be a Secret: write Secret.fromSecretName(this, 'Registry', 'registry')"],
    [
      [{ name: 'registry' }, { name: '' }],
      'imagePullSecrets[1] ({"name":""}) must be a Secret: write Secret.fromSecretName(this, \'Registry\', \'registry\')',
    ],
    [[null], "imagePullSecrets[0] (null) must be a Secret: write Secret.fromSecretName(this, 'Registry', 'registry')"],
  ])('fails for %j', (secrets, message) => {
    expect(verdict((scope) => renderPullSecrets(scope, secrets as ISecret[]))).toBe(message);
  });
});
