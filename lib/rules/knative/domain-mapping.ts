import { CLUSTER_DOMAIN } from '../../cluster/kubernetes';
import { derived, grouped } from '../../core/derived';
import { inNamespace, type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { show, textOf } from '../values';
import { ROUTE, SERVICE, SERVING, SERVING_SOURCE } from './template';

const DOMAIN_MAPPING = 'serving.knative.dev/DomainMapping';
const LINK = `${SERVING}/serving/v1beta1/domainmapping_validation.go`;
const DOMAIN = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+\.?$/;

export const domainName: Rule = {
  id: 'knative/domain-name',
  severity: 'error',
  title: 'The name of a DomainMapping is a domain outside the cluster',
  rationale: 'The name of a DomainMapping is the domain that it maps.',
  link: LINK,
  kinds: [DOMAIN_MAPPING],
  check({ metadata }, { report }) {
    const { generateName, name } = metadata;
    if (generateName)
      report({ path: 'metadata.generateName', message: `generateName (${show(generateName)}) is refused`, fix: 'write name, the domain' });
    if (typeof name !== 'string' || name === '') return;
    const path = 'metadata.name';
    if (name.length > 253 || !DOMAIN.test(name))
      report({ path, message: `name (${show(name)}) is not a full domain name`, fix: 'write one such as "app.example.com"' });
    else if (name.endsWith(`.${CLUSTER_DOMAIN}`))
      report({ path, message: `name (${show(name)}) lies under the cluster's own domain`, fix: 'write a public name' });
  },
};

export const domainTarget: Rule = {
  id: 'knative/domain-target',
  severity: 'error',
  title: 'A DomainMapping names a target in its namespace',
  rationale: 'A DomainMapping points to an addressable object of its own namespace.',
  link: LINK,
  kinds: [DOMAIN_MAPPING],
  check(manifest, { manifests, report }) {
    const ref = manifest.spec?.ref;
    if (ref === null || typeof ref !== 'object') return;
    const { apiVersion, group, kind, name, namespace } = ref;
    if (!apiVersion) report({ path: 'spec.ref.apiVersion', message: 'the target has no apiVersion', fix: 'write serving.knative.dev/v1' });
    if (group) report({ path: 'spec.ref.group', message: `group (${show(group)}) is refused`, fix: 'write apiVersion instead' });
    const own = manifest.metadata.namespace;
    if (own && textOf(namespace) && namespace !== own) {
      report({
        path: 'spec.ref.namespace',
        message: `namespace (${show(namespace)}) is not the mapping's (${show(own)})`,
        fix: `move the DomainMapping to ${namespace}`,
      });
    } else if (isMissing(manifests, manifest, textOf(apiVersion) ?? '', textOf(kind), name)) {
      report({
        path: 'spec.ref.name',
        message: `${kind} ${show(name)} is not among these manifests, which hold another ${kind} ${inNamespace(namespaceOf(manifest))}`,
        fix: 'correct the name, if it is not on the cluster',
        absent: true,
        severity: 'warning',
      });
    }
  },
};

/** Whether a Knative target is missing from manifests that hold others of its kind: then it is rather misspelt than elsewhere. */
function isMissing(manifests: Manifests, mapping: Manifest, apiVersion: string, kind: unknown, name: unknown): boolean {
  const qualified = `${apiVersion.split('/')[0]}/${kind}`;
  if (typeof name !== 'string' || (qualified !== SERVICE && qualified !== ROUTE)) return false;
  if (manifests.find(qualified, namespaceOf(mapping), name)) return false;
  return manifests.has(qualified, namespaceOf(mapping));
}

const mappings = derived((manifests: Manifests) => grouped(manifests.ofKind(DOMAIN_MAPPING), ({ metadata }) => metadata.name));

export const domainClaim: Rule = {
  id: 'knative/domain-claim',
  severity: 'error',
  title: 'A domain is mapped in one namespace',
  rationale: 'A ClusterDomainClaim gives a domain to one namespace of the cluster.',
  link: `${SERVING_SOURCE}/pkg/reconciler/domainmapping/reconciler.go`,
  accepted:
    'the webhook does not look at other namespaces; the controller gives a domain to one of them, and the other mapping is never ready',
  kinds: [DOMAIN_MAPPING],
  check(manifest, { manifests, report }) {
    const other = mappings(manifests).get(manifest.metadata.name)?.[0];
    // one that names no namespace goes to the one that it is applied with
    if (!other?.metadata.namespace || !manifest.metadata.namespace || namespaceOf(other) === namespaceOf(manifest)) return;
    report({
      path: 'metadata.name',
      message: `domain ${show(manifest.metadata.name)} is mapped in namespace ${namespaceOf(other)} too, and belongs to one`,
      fix: 'remove one of the two, or use two domains',
    });
  },
};
