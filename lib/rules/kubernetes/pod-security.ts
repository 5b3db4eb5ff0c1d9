import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Rule } from '../rule';
import { APPS } from '../spinkube/apps';
import { listOf, mapOf, show } from '../values';
import { podTemplateOf, TEMPLATE_KINDS } from './pod-template';

/** The Pod Security Standards, the strictest last. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** The strictest standard that pods meet, and what keeps them from a stricter one. */
export interface PodSecurity {
  readonly level: Level;
  readonly because: string;
}

/** Label of a Namespace that makes the API server refuse pods. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';

const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

export const podSecurity: Rule = {
  id: 'kubernetes/pod-security',
  severity: 'warning',
  title: 'Pods meet the Pod Security Standard that their Namespace enforces',
  rationale: 'The API server refuses pods that do not meet the standard of their namespace; the object that makes them is accepted.',
  link: STANDARDS,
  kinds: [...TEMPLATE_KINDS, ...APPS],
  check(object, { manifests, report }) {
    const [namespace] = manifests.named('Namespace', namespaceOf(object));
    const enforced = mapOf(namespace?.metadata.labels)[ENFORCE];
    if (!isLevel(enforced)) return;
    const { level, because } = podSecurityOf(object);
    if (LEVELS.indexOf(level) >= LEVELS.indexOf(enforced)) return;
    report({
      path: APPS.some((kind) => kind.endsWith(`/${object.kind}`)) ? 'spec' : podTemplateOf(object).path,
      message: `pods are refused by the standard ${enforced} of Namespace ${namespaceOf(object)}: ${because}`,
      fix: `change the pods, or write ${ENFORCE}: ${level} on the Namespace`,
    });
  },
};

/** Whether a value is the name of a standard. */
export function isLevel(value: Value): value is Level {
  return LEVELS.includes(value);
}

/** The strictest standard that the pods of an object meet, as far as its manifest says. */
export function podSecurityOf(object: Manifest): PodSecurity {
  if (APPS.some((kind) => kind.endsWith(`/${object.kind}`)))
    return { level: 'baseline', because: 'spin-operator creates them without a security context' };
  const pod = mapOf(podTemplateOf(object).spec);
  const containers = [...listOf(pod.initContainers), ...listOf(pod.containers)].map(mapOf);
  const privileged = privilegeOf(pod, containers);
  if (privileged !== undefined) return { level: 'privileged', because: privileged };
  const unrestricted = containers.map((container) => unrestrictedOf(pod, container)).find(Boolean) ?? volumeOf(pod);
  return unrestricted === undefined ? { level: 'restricted', because: '' } : { level: 'baseline', because: unrestricted };
}

type Fields = { readonly [key: string]: Value };

/** The capabilities that the Baseline standard lets a container add. */
const BASELINE_CAPABILITIES: ReadonlySet<Value> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/**
 * The types of volumes that the Restricted standard allows: `image` since 1.33, before which the field is alpha, and dropped unless the
 * cluster switches it on.
 */
const RESTRICTED_VOLUMES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** What the Baseline standard forbids. */
function privilegeOf(pod: Fields, containers: readonly Fields[]): string | undefined {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) if (pod[field] === true) return `${field} is true`;
  for (const volume of listOf(pod.volumes)) if (mapOf(volume).hostPath) return `volume ${show(mapOf(volume).name)} is a hostPath`;
  for (const { name, ports, securityContext } of containers) {
    const { privileged, capabilities } = mapOf(securityContext);
    if (privileged === true) return `container ${show(name)} is privileged`;
    const added = listOf(mapOf(capabilities).add).find((capability) => !BASELINE_CAPABILITIES.has(capability));
    if (added !== undefined) return `container ${show(name)} adds the capability ${show(added)}`;
    if (listOf(ports).some((port) => mapOf(port).hostPort > 0)) return `container ${show(name)} has a hostPort`;
  }
  return undefined;
}

/** What the Restricted standard misses in a container. */
function unrestrictedOf(pod: Fields, { name, securityContext }: Fields): string | undefined {
  const own = mapOf(securityContext);
  const { seccompProfile, runAsNonRoot, runAsUser }: Fields = { ...mapOf(pod.securityContext), ...own };
  const { add, drop } = mapOf(own.capabilities);
  const of = `container ${show(name)}`;
  if (runAsNonRoot !== true) return `${of} may run as root, runAsNonRoot is not true`;
  if (runAsUser === 0) return `${of} runs as user 0`;
  if (own.allowPrivilegeEscalation !== false) return `allowPrivilegeEscalation of ${of} is not false`;
  if (!listOf(drop).includes('ALL')) return `${of} does not drop ALL capabilities`;
  if (listOf(add).some((capability) => capability !== 'NET_BIND_SERVICE')) return `${of} adds capabilities other than NET_BIND_SERVICE`;
  if (!['RuntimeDefault', 'Localhost'].includes(mapOf(seccompProfile).type)) return `${of} has no seccompProfile`;
  return undefined;
}

function volumeOf(pod: Fields): string | undefined {
  for (const volume of listOf(pod.volumes)) {
    const type = Object.keys(mapOf(volume)).find((key) => key !== 'name' && !RESTRICTED_VOLUMES.has(key));
    if (type) return `volume ${show(mapOf(volume).name)} is of type ${type}`;
  }
  return undefined;
}
