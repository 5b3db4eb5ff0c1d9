import { SINCE } from '../../cluster/releases';
import { isDns1035Label, isDnsLabel, isDnsSubdomain, MAX_LABEL, MAX_SUBDOMAIN } from '../../core/dns-names';
import { atLeast, type Cluster } from '../cluster';
import { groupOf } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { GROUPS } from '../schema/schema-of';
import { brief } from '../schema/words';
import { isServed } from './served';

/** Feature gate of releases in which the name of a Service does not start with a digit by default. */
const GATE = 'RelaxedServiceNameValidation';

/** Groups whose names follow other rules: RBAC allows colons, and Knative has a rule of its own. */
const ELSEWHERE = ['rbac.authorization.k8s.io', 'serving.knative.dev'];

/** Groups whose objects are all named; other documents with a kind, such as a Kustomization, need no name. */
const NAMED = ['apps', 'autoscaling', 'batch', 'gateway.networking.k8s.io', 'networking.k8s.io', 'node.k8s.io', 'policy', ...GROUPS];
const NAMED_CORE = ['ConfigMap', 'Namespace', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'];

export const name: Rule = {
  id: 'kubernetes/name',
  severity: 'error',
  title: 'An object has a name of the form that its kind allows',
  rationale: 'The API server checks the name by the rule of each kind, most often as a DNS name.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  kinds: ['*'],
  check({ apiVersion, kind, metadata }, context) {
    const { report } = context;
    if (!isServed(apiVersion)) return;
    const { name, namespace } = metadata;
    if (name === undefined || name === null) {
      if (metadata.generateName === undefined && isNamed(apiVersion, kind))
        report({ path: 'metadata.name', message: `this ${kind} has no name`, fix: 'write metadata.name' });
    } else if (typeof name === 'string' && !ELSEWHERE.includes(groupOf(apiVersion))) {
      misnamed(name, apiVersion, kind, context);
    }
    if (typeof namespace === 'string' && !isDnsLabel(namespace)) {
      report({
        path: 'metadata.namespace',
        message: `namespace (${brief(namespace)}) must be a DNS label of at most ${MAX_LABEL} characters`,
        fix: 'write lower-case letters, digits and hyphens',
      });
    }
  },
};

function isNamed(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  return group === '' ? NAMED_CORE.includes(kind) : NAMED.includes(group);
}

function misnamed(name: string, apiVersion: string, kind: string, { cluster, report }: RuleContext): void {
  const [hasForm, most, what] = formOf(apiVersion, kind, cluster);
  if (hasForm(name)) return;
  report({
    path: 'metadata.name',
    message: `the name of a ${kind} (${brief(name)}) must ${what} of at most ${most} characters`,
    fix: 'write lower-case letters, digits and hyphens',
  });
}

function formOf(
  apiVersion: string,
  kind: string,
  cluster: Cluster,
): readonly [hasForm: (name: string) => boolean, most: number, what: string] {
  const isCore = groupOf(apiVersion) === '';
  if (isCore && kind === 'Namespace') return [isDnsLabel, MAX_LABEL, 'be a DNS label'];
  if (!isCore || kind !== 'Service') return [isDnsSubdomain, MAX_SUBDOMAIN, 'be a DNS name'];
  if (startsWithDigit(cluster)) return [isDnsLabel, MAX_LABEL, 'be a DNS label'];
  return [isDns1035Label, MAX_LABEL, `start with a letter on Kubernetes ${cluster.kubernetes} and be a DNS label`];
}

/** Whether the name of a Service may start with a digit. */
function startsWithDigit(cluster: Cluster): boolean {
  return atLeast(cluster, 'kubernetes', SINCE.kubernetes.relaxedServiceNames) || cluster.featureGates.includes(GATE);
}
