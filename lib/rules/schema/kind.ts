import { SUPPORTED } from '../../cluster/supported-versions';
import { groupOf, kindOf, type Manifest } from '../manifest';
import type { Report, Rule } from '../rule';
import { SCHEMAS } from './crds';
import { componentOf, GROUPS, KINDS, VERSIONS } from './schema-of';
import { brief, list, similar } from './words';

/** Kinds of these groups that have no schema here. The Gateway API is not listed: new kinds come with its channels. */
const OTHERS: { readonly [group: string]: readonly string[] } = {
  'keda.sh': ['ScaledJob'],
  'http.keda.sh': [],
  'core.spinkube.dev': [],
  'core.spinoperator.dev': [],
  'runtime.spinkube.dev': [],
  'serving.knative.dev': ['Configuration', 'Revision', 'Route'],
};

export const kind: Rule = {
  id: 'schema/kind',
  severity: 'error',
  title: 'The kind and its version are ones that the component serves',
  rationale: 'The API server answers for the kinds and versions that are registered with it alone.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  kinds: ['*'],
  check(object, { report }) {
    const { apiVersion, kind: name } = object;
    const group = groupOf(apiVersion);
    const versions = VERSIONS.get(kindOf(object));
    if (versions) unknownVersion(apiVersion, kindOf(object), versions, report);
    else if (GROUPS.includes(group)) unknownKind(name, group, report);
    else misspeltGroup(object, group, report);
  },
};

function unknownVersion(apiVersion: string, kind: string, versions: readonly string[], report: Report): void {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  if (versions.includes(version)) return;
  const group = groupOf(apiVersion);
  const served = versions.map((one) => `${group}/${one}`);
  report({
    path: 'apiVersion',
    message: `${kind.slice(group.length + 1)} has no version ${brief(version)}: it is served as ${list(served, 'or')}`,
    fix: `write apiVersion: ${served[0]}`,
  });
}

function unknownKind(name: string, group: string, report: Report): void {
  const others = Object.hasOwn(OTHERS, group) ? OTHERS[group] : undefined;
  if (typeof name !== 'string' || others?.includes(name)) return;
  const known = KINDS.filter((kind) => groupOf(kind) === group).map((kind) => kind.slice(group.length + 1));
  const elsewhere = SCHEMAS.find((source) => source.kind === name && source.group !== group);
  const near = similar(name, known);
  if (!elsewhere && !near && !others) return;
  const component = componentOf(group);
  const fix = elsewhere
    ? `write apiVersion: ${elsewhere.group}/${elsewhere.version}`
    : near
      ? `write kind: ${near}`
      : `write one of ${list([...known, ...(others ?? [])])}`;
  report({
    path: elsewhere ? 'apiVersion' : 'kind',
    message: `${group} has no kind ${brief(name)}${component ? ` in ${SUPPORTED[component].title}` : ''}`,
    fix,
  });
}

/** A kind of ours under a group that is none, or nearly ours; the same name under another group is somebody else's. */
function misspeltGroup({ apiVersion, kind: name }: Manifest, group: string, report: Report): void {
  if (name === 'Service') return;
  const ours = SCHEMAS.find((source) => source.kind === name && (group === '' || similar(group, [source.group]) !== undefined));
  if (!ours) return;
  report({
    path: 'apiVersion',
    message: `apiVersion (${brief(apiVersion)}) is not the one of ${name}`,
    fix: `write apiVersion: ${ours.group}/${ours.version}`,
  });
}
