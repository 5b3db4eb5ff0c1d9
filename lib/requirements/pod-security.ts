import { ENFORCE, podSecurityOf } from '../rules/kubernetes/pod-security';
import { podTemplateOf, TEMPLATE_KINDS } from '../rules/kubernetes/pod-template';
import type { Manifest } from '../rules/manifest';
import type { Context } from '../rules/rule';
import { wasmRuntimeOf } from '../rules/runtimes/classes';
import { APPS } from '../rules/spinkube/apps';
import { mapOf, textOf } from '../rules/values';
import type { Need, Upstream } from './need';
import { RequirementKind } from './requirement';

/**
 * Reports the Pod Security Standard that a namespace may enforce at most, for Wasm pods that do not meet the Restricted one because of their
 * runtime or their operator.
 */
export const podStandards: Upstream = {
  kinds: [...TEMPLATE_KINDS, ...APPS],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    const isApp = APPS.some((kind) => kind.endsWith(`/${object.kind}`));
    if (!isApp && wasmRuntimeOf(mapOf(podTemplateOf(object).spec).runtimeClassName, context) === undefined) return;
    const { level, because } = podSecurityOf(object);
    const namespace = textOf(object.metadata.namespace);
    if (level === 'restricted') return;
    // a Namespace among the manifests enforces what it says, which a rule checks
    if (namespace !== undefined && context.manifests.named('Namespace', namespace).length > 0) return;
    yield {
      kind: RequirementKind.SETTING,
      name: `Pod Security Standard of ${namespace ? `namespace ${namespace}` : 'the namespace of the pods'}: ${level} at most`,
      note: `${because}; label ${ENFORCE}`,
      link: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      namespace,
      question: { podSecurity: level },
    };
  },
};
