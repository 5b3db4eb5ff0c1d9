import { VOLUME_FLAGS } from '../../cluster/knative';
import type { Rule } from '../rule';
import { at, entries, show } from '../values';
import { similar } from './similar';
import { SERVING } from './template';

/** Fields of the pod by the flag that lets Knative take them. */
export const POD_FLAGS: { readonly [field: string]: string } = {
  nodeSelector: 'kubernetes.podspec-nodeselector',
  affinity: 'kubernetes.podspec-affinity',
  tolerations: 'kubernetes.podspec-tolerations',
  topologySpreadConstraints: 'kubernetes.podspec-topologyspreadconstraints',
  hostAliases: 'kubernetes.podspec-hostaliases',
  priorityClassName: 'kubernetes.podspec-priorityclassname',
  schedulerName: 'kubernetes.podspec-schedulername',
  initContainers: 'kubernetes.podspec-init-containers',
  shareProcessNamespace: 'kubernetes.podspec-shareprocessnamespace',
  hostIPC: 'kubernetes.podspec-hostipc',
  hostPID: 'kubernetes.podspec-hostpid',
  hostNetwork: 'kubernetes.podspec-hostnetwork',
  dnsPolicy: 'kubernetes.podspec-dnspolicy',
  dnsConfig: 'kubernetes.podspec-dnsconfig',
};

export const RUNTIME_CLASS_FLAG = 'kubernetes.podspec-runtimeclassname';
export const SECURITY_CONTEXT_FLAG = 'kubernetes.podspec-securitycontext';
export const WRITE_FLAG = 'kubernetes.podspec-persistent-volume-write';
export const FIELD_REF_FLAG = 'kubernetes.podspec-fieldref';
export const CAPABILITIES_FLAG = 'kubernetes.containerspec-addcapabilities';
export const PROPAGATION_FLAG = 'kubernetes.podspec-volumes-mount-propagation';
export const PROBING_FLAG = 'multi-container-probing';
export const SECURE_FLAG = 'secure-pod-defaults';
export const EMPTY_DIR_FLAG = 'kubernetes.podspec-volumes-emptydir';
export const MULTI_CONTAINER_FLAG = 'multi-container';

/** Every flag of config-features. */
const FLAGS: readonly string[] = [
  ...Object.values(POD_FLAGS),
  ...Object.values(VOLUME_FLAGS),
  RUNTIME_CLASS_FLAG,
  SECURITY_CONTEXT_FLAG,
  WRITE_FLAG,
  FIELD_REF_FLAG,
  CAPABILITIES_FLAG,
  PROPAGATION_FLAG,
  PROBING_FLAG,
  SECURE_FLAG,
  EMPTY_DIR_FLAG,
  MULTI_CONTAINER_FLAG,
  'autodetect-http2',
  'domainmapping-direct-route-traffic',
  'queueproxy.mount-podinfo',
  'queueproxy.resource-defaults',
  'tag-header-based-routing',
];

export const featureName: Rule = {
  id: 'knative/feature-name',
  severity: 'warning',
  title: 'config-features names flags that Knative has',
  rationale: 'Knative passes over keys of config-features that it does not know.',
  link: `${SERVING}/config/features.go`,
  kinds: ['ConfigMap'],
  check(manifest, { report }) {
    if (manifest.metadata.name !== 'config-features') return;
    for (const [name, value] of entries(manifest.data, 'data')) {
      const path = at('data', name);
      const meant = FLAGS.includes(name)
        ? undefined
        : (FLAGS.find((flag) => flag.startsWith(name) && name.includes('-')) ?? similar(name, FLAGS));
      if (meant) report({ path, message: `${show(name)} is not a flag of Knative: did you mean ${meant}?`, fix: `write ${meant}` });
      if (!FLAGS.includes(name) || typeof value !== 'string' || /^(enabled|disabled|allowed|allowrootbounded)$/i.test(value)) continue;
      report({ path, message: `${name} (${show(value)}) is not enabled, allowed or disabled, it does nothing`, fix: 'write "enabled"' });
    }
  },
};
