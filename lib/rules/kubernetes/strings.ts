import type { Manifest, Value } from '../manifest';
import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { brief, named } from '../schema/words';
import { elements, entries, mapOf } from '../values';
import { writtenText } from '../written';
import { podTemplateOf, WORKLOADS } from './pod-template';

/** The CRD of a ScaledJob describes its pods. */
const POD_KINDS = WORKLOADS.filter((kind) => !kind.startsWith('keda.sh/'));

/** Fields of objects without pods that are maps of strings. */
const MAPS: { readonly [kind: string]: readonly string[] } = {
  ConfigMap: ['data'],
  Secret: ['data', 'stringData'],
  Service: ['spec.selector'],
};

export const strings: Rule = {
  id: 'kubernetes/strings',
  severity: 'error',
  title: 'Data, variables, arguments and selectors are strings',
  rationale: 'YAML reads `8080`, `yes` and `0o17` as numbers and booleans, and the API server refuses them in fields that are strings.',
  link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
  kinds: [...POD_KINDS, ...Object.keys(MAPS)],
  check(object, { report }) {
    for (const [value, path, key, map] of stringsOf(object)) {
      if (typeof value === 'string' || value === null || value === undefined) continue;
      const isScalar = typeof value !== 'object';
      report({
        path,
        message: `${map ? named(key) : key} (${brief(value)}) must be a string`,
        fix: !isScalar ? 'write a string' : map ? `quote it: ${JSON.stringify(writtenText(map, key))}` : 'quote it',
      });
    }
  },
};

type Found = readonly [value: Value, path: string, key: string, map?: Value];

function stringsOf(object: Manifest): readonly Found[] {
  const kind = kindOf(object);
  if (MAPS[kind]) {
    return MAPS[kind].flatMap((path) =>
      inMap(
        path.split('.').reduce<Value>((value, step) => mapOf(value)[step], object),
        path,
      ),
    );
  }
  const { spec, path } = podTemplateOf(object);
  const pod = mapOf(spec);
  const selector =
    kind === 'ReplicationController' ? [] : inMap(mapOf(mapOf(object.spec).selector).matchLabels, 'spec.selector.matchLabels');
  const containers = ['initContainers', 'containers'].flatMap((list) => elements(pod[list], `${path}.${list}`));
  return [
    ...selector,
    ...inMap(pod.nodeSelector, `${path}.nodeSelector`),
    ...containers.flatMap(([container, at]) => inContainer(container, at)),
  ];
}

function inContainer(container: Value, path: string): readonly Found[] {
  const { command, args, env } = mapOf(container);
  const words = [...elements(command, `${path}.command`), ...elements(args, `${path}.args`)];
  return [
    ...words.map(([word, at]): Found => [word, at, at.slice(path.length + 1)]),
    ...elements(env, `${path}.env`).map(([variable, at]): Found => [mapOf(variable).value, `${at}.value`, 'value', mapOf(variable)]),
  ];
}

function inMap(map: Value, path: string): readonly Found[] {
  return entries(map, path).map(([key, value, at]): Found => [value, at, key, map]);
}
