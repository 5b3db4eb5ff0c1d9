/** Manifests of any shape, for rules that must never throw: the fields that the routing rules read, with values that they do not expect. */
import fc from 'fast-check';

/** Fields of the names that the rules read, of any shape. */
export function anyShape(): fc.Arbitrary<unknown> {
  const names = fc.constantFrom(...FIELDS);
  return fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, fc.constantFrom(null, 0, 80, '', 'shop', '*', true), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    map: fc.dictionary(names, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  })).map;
}

const FIELDS = [
  'hosts',
  'rules',
  'paths',
  'headers',
  'name',
  'value',
  'target',
  'service',
  'port',
  'portName',
  'scaleTargetRef',
  'replicas',
  'min',
  'max',
  'scalingMetric',
  'concurrency',
  'requestRate',
  'targetValue',
  'triggers',
  'type',
  'metadata',
  'scalerAddress',
  'interceptorRoute',
  'coldStart',
  'placeholder',
  'fallback',
  'response',
  'bodyFromConfigMap',
  'http',
  'backend',
  'defaultBackend',
  'host',
  'path',
  'number',
  'hostnames',
  'filters',
  'backendRefs',
  'namespace',
  'matches',
  'urlRewrite',
  'externalName',
  'ports',
  'selector',
  'from',
  'to',
  'group',
  'kind',
];
