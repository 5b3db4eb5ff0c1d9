import { atLeast } from '../cluster';
import { at, elements, show } from '../fields';
import { kindOf, type Manifest, type Value } from '../manifest';
import type { Problem, Rule, RuleContext } from '../rule';
import { isMap, SCALED_OBJECT } from './parts';

const AUTHENTICATIONS = ['keda.sh/TriggerAuthentication', 'keda.sh/ClusterTriggerAuthentication'];

interface Newer {
  readonly kinds: readonly string[];
  /** Steps to the field; `[]` for every element of a list. */
  readonly field: readonly string[];
  readonly since: string;
  /** The one value that is newer than the field. */
  readonly value?: string;
}

const IDENTITY = ['podIdentity', 'externalID'];

/** What the CRDs gained after 2.14, as a comparison of the releases' CRDs shows. */
const NEWER: readonly Newer[] = [
  { kinds: [SCALED_OBJECT], field: ['fallback', 'behavior'], since: '2.20', value: 'scalingModifiers' },
  { kinds: [SCALED_OBJECT], field: ['fallback', 'behavior'], since: '2.17' },
  ...['scaleUp', 'scaleDown'].map((direction) => ({
    kinds: [SCALED_OBJECT],
    field: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior', direction, 'tolerance'],
    since: '2.18',
  })),
  { kinds: AUTHENTICATIONS, field: ['boundServiceAccountToken'], since: '2.17' },
  { kinds: AUTHENTICATIONS, field: ['awsSecretManager', 'secrets', '[]', 'secretKey'], since: '2.17' },
  { kinds: AUTHENTICATIONS, field: ['hashiCorpVault', 'credential', 'serviceAccountName'], since: '2.18' },
  { kinds: AUTHENTICATIONS, field: ['filePath'], since: '2.19' },
  { kinds: AUTHENTICATIONS, field: ['oauth2'], since: '2.20' },
  ...[[], ['awsSecretManager'], ['azureKeyVault'], ['gcpSecretManager']].map((source) => ({
    kinds: AUTHENTICATIONS,
    field: [...source, ...IDENTITY],
    since: '2.20',
  })),
];

/** Fields that an older release does not have. */
export const fieldVersion: Rule = {
  id: 'keda/field-version',
  severity: 'error',
  title: 'Fields of KEDA are among those of the release on the cluster',
  link: 'https://github.com/kedacore/keda/blob/v2.20.2/CHANGELOG.md',
  kinds: [SCALED_OBJECT, ...AUTHENTICATIONS],
  *check(object: Manifest, { cluster }: RuleContext): Iterable<Problem> {
    const said = new Set<string>();
    for (const { kinds, field, since, value } of NEWER) {
      if (!kinds.includes(kindOf(object)) || atLeast(cluster, 'keda', since)) continue;
      for (const [found, path] of resolve(object.spec, 'spec', field)) {
        if (said.has(path) || (value !== undefined && found !== value)) continue;
        said.add(path);
        yield {
          path,
          message: `${value === undefined ? path.split('.').at(-1) : `${field.at(-1)} (${show(value)})`} needs KEDA ${since}, and the cluster has ${cluster.keda}`,
          fix: `leave it out, or upgrade KEDA to ${since}`,
        };
      }
    }
  },
};

/** What stands at the end of the steps, with its path. */
function* resolve(value: Value, path: string, [step, ...steps]: readonly string[]): Generator<readonly [Value, string]> {
  if (step === undefined) {
    if (value !== undefined && value !== null) yield [value, path];
  } else if (step === '[]') {
    for (const [element, where] of elements(value, path)) yield* resolve(element, where, steps);
  } else if (isMap(value)) {
    yield* resolve(value[step], at(path, step), steps);
  }
}
