import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, show } from '../values';
import { allContainersOf, POD, podOf, SERVING, TEMPLATED } from './template';

/** Why a field is not Knative's, where there is something better than to leave it out. */
const INSTEAD: { readonly [field: string]: string } = {
  terminationGracePeriodSeconds: 'leave it out: Knative sets it to timeoutSeconds',
  serviceAccount: 'write serviceAccountName',
  hostPort: 'leave it out: requests come through the route',
  privileged: 'write false, or leave it out',
};

const POD_FIELDS = [
  'restartPolicy',
  'terminationGracePeriodSeconds',
  'activeDeadlineSeconds',
  'nodeName',
  'hostname',
  'subdomain',
  'priority',
  'readinessGates',
  'serviceAccount',
  'preemptionPolicy',
  'overhead',
  'setHostnameAsFQDN',
  'os',
  'hostUsers',
  'schedulingGates',
  'resourceClaims',
  'resources',
  'ephemeralContainers',
];
const POD_SECURITY_FIELDS = [
  'seLinuxOptions',
  'windowsOptions',
  'sysctls',
  'fsGroupChangePolicy',
  'supplementalGroupsPolicy',
  'appArmorProfile',
];
const CONTAINER_FIELDS = ['lifecycle', 'stdin', 'stdinOnce', 'tty', 'volumeDevices', 'resizePolicy', 'restartPolicy'];
const SECURITY_FIELDS = ['privileged', 'seLinuxOptions', 'windowsOptions', 'procMount', 'appArmorProfile'];
const PORT_FIELDS = ['hostPort', 'hostIP'];
const MOUNT_FIELDS = ['recursiveReadOnly', 'subPathExpr'];

export const fieldsNotTaken: Rule = {
  id: 'knative/field-not-taken',
  severity: 'error',
  title: 'The pod has the fields that Knative takes',
  rationale: "Knative's webhook allows a part of the PodSpec, and refuses every other field.",
  link: `${SERVING}/serving/fieldmask.go`,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const pod = podOf(manifest);
    given(pod, POD, POD_FIELDS, report);
    given(pod?.securityContext, `${POD}.securityContext`, POD_SECURITY_FIELDS, report);
    if (pod?.automountServiceAccountToken === true) {
      const path = `${POD}.automountServiceAccountToken`;
      report({ path, message: 'automountServiceAccountToken (true) is refused by Knative', fix: 'write false, or leave it out' });
    }
    for (const [container, path] of allContainersOf(manifest)) {
      given(container, path, CONTAINER_FIELDS, report);
      given(container?.securityContext, `${path}.securityContext`, SECURITY_FIELDS, report);
      given(container?.resources, `${path}.resources`, ['claims'], report);
      for (const [port, at] of elements(container?.ports, `${path}.ports`)) given(port, at, PORT_FIELDS, report);
      for (const [mount, at] of elements(container?.volumeMounts, `${path}.volumeMounts`)) given(mount, at, MOUNT_FIELDS, report);
    }
  },
};

function given(value: Value, path: string, fields: readonly string[], report: Report): void {
  if (value === null || typeof value !== 'object') return;
  for (const field of fields) {
    if (!isSet(value[field], field)) continue;
    report({
      path: `${path}.${field}`,
      message: `${field} (${brief(value[field])}) is refused by Knative`,
      fix: INSTEAD[field] ?? 'leave it out',
    });
  }
}

/** Fields that are maps in Go: every other object is a pointer, and stays where it is empty. */
const MAPS: ReadonlySet<string> = new Set(['nodeSelector', 'overhead']);

/**
 * Whether a field of a name is still there when Knative validates the template: its defaulting webhook writes the template again from Go
 * types, which leaves out empty values, lists and maps (knative.dev/pkg, roundTripPatch).
 */
export function isSet(value: Value, field?: string): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return field === undefined || !MAPS.has(field) || typeof value !== 'object' || Object.keys(value).length > 0;
}

/** A value as a message shows it: what is long is named by its shape. */
export function brief(value: Value): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return value !== null && typeof value === 'object' ? 'an object' : show(value);
}
