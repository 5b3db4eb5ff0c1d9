import { GATEWAY_API_KINDS } from '../../cluster/gateway-api';
import { SUPPORTED } from '../../cluster/supported-versions';
import { distance } from '../../core/suggest';
import { groupOf, kindOf, type Manifest } from '../manifest';
import type { Report, Rule } from '../rule';
import { channelProblem } from './channel';
import { SCHEMAS } from './crds';
import { componentOf, GATEWAY_API, GROUPS, KINDS, VERSIONS } from './schema-of';
import { brief, list, similar } from './words';

/**
 * Kinds of these groups that have no schema here: of the component itself, and of distributions that add their own to its group.
 * KedaController is the kind by which kedacore/keda-olm-operator and OpenShift's custom metrics autoscaler install KEDA.
 */
const OTHERS: { readonly [group: string]: readonly string[] } = {
  'keda.sh': ['ScaledJob', 'KedaController'],
  'http.keda.sh': [],
  'core.spinkube.dev': [],
  'core.spinoperator.dev': [],
  'runtime.spinkube.dev': [],
  'serving.knative.dev': ['Configuration', 'Revision', 'Route'],
  [GATEWAY_API]: GATEWAY_API_KINDS,
};

export const kind: Rule = {
  id: 'schema/kind',
  severity: 'error',
  title: 'The kind and its version are ones that the component serves',
  rationale: 'The API server answers for the kinds and versions that are registered with it alone.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  kinds: ['*'],
  check(object, { report, cluster }) {
    const { apiVersion, kind: name } = object;
    const group = groupOf(apiVersion);
    const problem = group === GATEWAY_API ? channelProblem(object, cluster) : undefined;
    if (problem) return report(problem);
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
  const others = Object.hasOwn(OTHERS, group) ? OTHERS[group] : [];
  if (typeof name !== 'string' || others.includes(name)) return;
  const known = [...new Set([...KINDS.filter((kind) => groupOf(kind) === group).map((kind) => kind.slice(group.length + 1)), ...others])];
  const elsewhere = SCHEMAS.find((source) => source.kind === name && source.group !== group);
  const meant = misspelling(name, known);
  const component = componentOf(group);
  // another channel, distribution or release may serve more kinds
  if (!elsewhere && !meant && (!component || component === 'gatewayApi')) return;
  const isCertain = elsewhere !== undefined || meant !== undefined;
  const fix = elsewhere
    ? `write apiVersion: ${elsewhere.group}/${elsewhere.version}`
    : meant
      ? `write kind: ${meant}`
      : `write one of ${list(known)}, or install what serves it`;
  report({
    path: elsewhere ? 'apiVersion' : 'kind',
    message: `${group} has no kind ${brief(name)}${component ? ` in ${SUPPORTED[component].title}` : ''}`,
    fix,
    ...(!isCertain && { severity: 'warning' as const }),
  });
}

/** The kind that is plainly meant: in another case or number, with letters swapped, or with one letter more, less or other. */
function misspelling(name: string, known: readonly string[]): string | undefined {
  const meant = similar(name, known);
  if (!meant) return undefined;
  const plain = (kind: string) => kind.toLowerCase().replace(/s$/, '');
  return plain(name) === plain(meant) || distance(plain(name), plain(meant)) <= (meant.length > LONG ? 2 : 1) ? meant : undefined;
}

/** Longer kinds than this may have two letters wrong. */
const LONG = 9;

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
